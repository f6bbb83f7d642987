import { createHash, createHmac } from 'node:crypto';
import { MINUTE_MS } from '../../../channel-kit/budgets.ts';
import { ChannelError, type Sending } from '../../../ports/channel.ts';
import { postToWebhook } from '../api/call.ts';
import type { Pace } from '../api/pace.ts';
import type { Way } from './way.ts';
import { webhookBody } from './webhook-body.ts';

/** 自定义机器人 somebody added to a room. Both are secrets. */
export interface CustomRobot {
  /** Its whole webhook address. */
  webhook: string;
  /** Where its 安全设置 is 加签. */
  secret: string | undefined;
}

export interface RoomRobot {
  robot: CustomRobot;
  say: string;
  pace: Pace;
  /** Real time. */
  now(): number;
}

/** It only speaks, and names people (protocol-dingtalk §3.4). A part carries its own id, by which the platform knows a repeat. */
export function webhookWay({ robot, say, pace, now }: RoomRobot, { id, message }: Sending): Way {
  return {
    name: 'webhook',
    format: { buttons: 0, files: false, say, mentions: true },
    // The platform stops listening for ten minutes after the twentieth.
    budgets: [{ name: `dingtalk:webhook:${fingerprint(robot.webhook)}`, max: 18, windowMs: MINUTE_MS }],
    async send(part, n) {
      const address = signed(robot, now());
      address.searchParams.set('msgUuid', `${id}-${n}`);
      await pace();
      await postToWebhook('webhook', address, webhookBody(part, message.mentions ?? []));
      return undefined;
    },
  };
}

function signed({ webhook, secret }: CustomRobot, now: number): URL {
  if (!URL.canParse(webhook)) throw new ChannelError('dingtalk', 'webhook-address', "a group robot's address is none", { permanent: true });
  const url = new URL(webhook);
  if (secret === undefined) return url;
  url.searchParams.set('timestamp', String(now));
  url.searchParams.set('sign', createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64'));
  return url;
}

function fingerprint(webhook: string): string {
  return createHash('sha256').update(webhook).digest('base64url').slice(0, 16);
}
