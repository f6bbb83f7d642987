import { z } from 'zod';
import { callDingtalk } from '../api/call.ts';
import { noAnswer } from '../api/errors.ts';
import { ROBOT_TOPIC } from './wire.ts';

export interface StreamApp {
  apiBase: string;
  /** Client ID and Client Secret. */
  appKey: string;
  appSecret: string;
}

/**
 * The address of one connection, good for 90 s and once (protocol-dingtalk §2.1): it holds a ticket, so it is a secret. Throws
 * ChannelError, a permanent one when the app is refused.
 */
export async function openTicket({ apiBase, appKey, appSecret }: StreamApp, signal?: AbortSignal): Promise<URL> {
  const body = JSON.stringify({
    clientId: appKey,
    clientSecret: appSecret,
    ua: 'wenming-bot',
    subscriptions: [{ type: 'CALLBACK', topic: ROBOT_TOPIC }],
  });
  // Without Accept XML was seen.
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  const url = new URL(`${apiBase}/v1.0/gateway/connections/open`);
  const answer = ANSWER.safeParse(await callDingtalk('stream', url, { method: 'POST', headers, body, signal }));
  if (!answer.success) throw noAnswer('stream', 'no endpoint and ticket');
  const address = new URL(answer.data.endpoint);
  // As safe as the way it came.
  if (address.protocol !== 'wss:' && apiBase.startsWith('https:')) throw noAnswer('stream', 'an endpoint that is not encrypted');
  address.search = `?ticket=${encodeURIComponent(answer.data.ticket)}`;
  return address;
}

const ANSWER = z.object({ endpoint: z.url({ protocol: /^wss?$/ }), ticket: z.string().min(1) });
