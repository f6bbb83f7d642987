import { once } from 'node:events';
import type { WecomBotConfig } from '../../config/wecom.ts';
import { fail, ok, type Finding } from '../../domain/finding.ts';
import type { LongConnection } from './connection/long-connection.ts';

/**
 * Whether a process is connected; if none is known of, whether the platform can be reached. Who subscribes throws the one that is
 * connected out (protocol-wecom §3.1), so id and secret are not tried from here.
 */
export async function checkConnection(
  { url }: Extract<WecomBotConfig, { mode: 'connection' }>,
  connection: Pick<LongConnection, 'state'>,
): Promise<Finding> {
  if ((await connection.state()) !== 'nobody') return ok('WeCom: 智能机器人 by long connection; a process is connected');
  if (await canReach(url))
    return ok('WeCom: 智能机器人 by long connection; it can be reached, and a starting server says whether it takes the secret');
  const { host } = new URL(url);
  return fail(
    `WeCom: ${host} cannot be reached for the long connection`,
    `allow connections to ${host}, port 443 (or correct WECOM_WS_URL)`,
  );
}

async function canReach(url: string): Promise<boolean> {
  const socket = new WebSocket(url);
  try {
    await Promise.race([once(socket, 'open'), once(socket, 'error').then(() => Promise.reject(new Error('no connection')))]);
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}
