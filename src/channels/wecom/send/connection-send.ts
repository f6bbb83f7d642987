import type { Recipient, Sending } from '../../../ports/channel.ts';
import type { MessageFile } from '../../../ports/message.ts';
import { botBody } from './bot-body.ts';
import { carryOrLink } from '../../../channel-kit/carry-file.ts';
import { MARKDOWN } from '../../../channel-kit/markdown.ts';
import type { Part } from './parts.ts';
import { HOUR_MS, MINUTE_MS } from '../../../channel-kit/budgets.ts';
import type { Way } from './way.ts';

/**
 * The long connection of the 智能机器人, whichever process holds it (protocol-wecom §3.2–3.4). Throws ChannelError, with
 * `connection:no-answer` where nobody knows whether it arrived, and `no-connection` where it was not sent.
 */
export interface BotConnection {
  /** Answers the message that came under `reqId`, within 24 hours. */
  reply(reqId: string, body: object): Promise<void>;
  /** To a conversation somebody has spoken to the bot in. */
  push(recipient: Recipient, body: object): Promise<void>;
  /** The media_id of a stored file; `upload:no-answer` when it was not taken in time. */
  upload(file: MessageFile): Promise<string>;
}

/** As the answer to one message. */
export function replyWay(connection: BotConnection, reqId: string, sending: Sending, say: string): Way {
  return connectionWay('reply', connection, sending, say, (body) => connection.reply(reqId, body));
}

/** Unasked. */
export function pushWay(connection: BotConnection, sending: Sending, say: string): Way {
  return connectionWay('push', connection, sending, say, (body) => connection.push(sending.recipient, body));
}

function connectionWay(
  name: 'reply' | 'push',
  connection: BotConnection,
  { recipient, before }: Sending,
  say: string,
  sendBody: (body: object) => Promise<void>,
): Way {
  // Answers and pushes count together.
  const budget = `wecom:bot:${recipient.kind}:${recipient.id}`;

  async function bodyOf(part: Part): Promise<object> {
    if (part.kind !== 'file') return botBody(part);
    const { name: fileName, url } = part.file;
    return carryOrLink({
      channel: 'wecom',
      before,
      carry: async () => ({ msgtype: 'file', file: { media_id: await connection.upload(part.file) } }),
      link: () => botBody({ kind: 'text', text: MARKDOWN.link(fileName, url) }),
    });
  }

  return {
    name,
    format: { markup: MARKDOWN, maxBytes: 20_480, buttons: recipient.kind === 'person', files: true, say },
    budgets: [
      { name: `${budget}:minute`, max: 30, windowMs: MINUTE_MS },
      { name: `${budget}:hour`, max: 1000, windowMs: HOUR_MS },
    ],
    async send(part) {
      await sendBody(await bodyOf(part));
      return undefined;
    },
  };
}
