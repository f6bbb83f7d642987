import type { Endpoint, InboundMessage } from '../../../ports/channel.ts';
import { readBotPayload } from './bot-message.ts';
import { createCallback, type CallbackDeps, type Taken } from './callback.ts';
import { turnedCard } from '../send/card.ts';
import type { WithoutMention } from '../../../channel-kit/mention.ts';
import { parseJson, textAt } from '../../../channel-kit/payload.ts';

interface BotCallbackOptions {
  token: string;
  aesKey: string;
  withoutMention: WithoutMention;
  /** What people read when they open the conversation. */
  welcome: string;
  /** Where a turned card leads: a card without buttons has to lead somewhere. */
  publicUrl: string;
}

/** Where a 智能机器人 in callback mode delivers: JSON, sealed for nobody by name. Passive answers: document/path/101031. */
export function createBotCallback({ token, aesKey, withoutMention, welcome, publicUrl }: BotCallbackOptions, deps: CallbackDeps): Endpoint {
  function take(text: string, now: Date): Taken {
    const payload = readBotPayload(parseJson(text), withoutMention);
    switch (payload.kind) {
      case 'message':
        return { messages: [answerable(payload, now)] };
      case 'press':
        return { messages: [answerable(payload, now)], reply: JSON.stringify(turnedCard(payload.eventKey, payload.taskId, publicUrl)) };
      case 'enter':
        return { messages: [], reply: JSON.stringify({ msgtype: 'text', text: { content: welcome } }) };
      case 'refresh': {
        // We stream nothing: this one was begun by whoever answered here before.
        const stream = { id: payload.streamId, finish: true, content: '这次回答已经结束，请把问题再发一遍。' };
        return { messages: [], reply: JSON.stringify({ msgtype: 'stream', stream }) };
      }
      case 'other':
        deps.log.debug({ what: payload.what }, 'a callback holds nothing for the bot');
        return { messages: [] };
      case 'malformed':
        return { status: 400, reason: payload.reason };
    }
  }

  return createCallback(
    {
      path: '/webhooks/wecom/bot',
      keys: { token, aesKey, receiveId: '' },
      readEncrypted(body) {
        const envelope = parseJson(body);
        return textAt(envelope, 'encrypt') || textAt(envelope, 'Encrypt');
      },
      take,
      writeSealed: ({ encrypted, signature, timestamp, nonce }) => ({
        body: JSON.stringify({ encrypt: encrypted, msgsignature: signature, timestamp, nonce }),
        contentType: 'text/plain; charset=utf-8',
      }),
    },
    deps,
  );
}

const ANSWERABLE_FOR_MS = 60 * 60_000;

/** The message, with the address that takes one answer to it within the hour. */
function answerable({ message, responseUrl }: { message: InboundMessage; responseUrl: string | undefined }, now: Date): InboundMessage {
  if (responseUrl === undefined) return message;
  const until = new Date(now.getTime() + ANSWERABLE_FOR_MS).toISOString();
  return { ...message, replyTo: { via: 'response-url', url: responseUrl, until } };
}
