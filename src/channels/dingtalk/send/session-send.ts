import { ChannelError, type Sending } from '../../../ports/channel.ts';
import { postToWebhook } from '../api/call.ts';
import type { Pace } from '../api/pace.ts';
import type { Way } from './way.ts';
import { webhookBody } from './webhook-body.ts';

export interface Session {
  url: string;
  /** Hosts it may lead to: the platform's own, and what the operator added. */
  isAllowed(url: URL): boolean;
  say: string;
  pace: Pace;
}

/** The address that came with a message, into the conversation that one came from, for ninety minutes (protocol-dingtalk §3.2). It is a secret. */
export function sessionWay({ url, isAllowed, say, pace }: Session, { recipient, message }: Sending): Way {
  return {
    name: 'session',
    format: { buttons: recipient.kind === 'person' ? 6 : 0, files: false, say, mentions: recipient.kind === 'room' },
    budgets: [],
    async send(part) {
      const address = URL.canParse(url) ? new URL(url) : undefined;
      if (address === undefined || !isAllowed(address)) throw foreign();
      await pace();
      await postToWebhook('session', address, webhookBody(part, message.mentions ?? []));
      return undefined;
    },
  };
}

function foreign(): ChannelError {
  return new ChannelError('dingtalk', 'foreign-address', 'an answer was to go to an address that is not of DingTalk', { permanent: true });
}
