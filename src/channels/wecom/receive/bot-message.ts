import { UNREADABLE, type InboundMessage } from '../../../ports/channel.ts';
import { readBotContent, type BotContent } from './bot-content.ts';
import { commandOf } from '../send/card.ts';
import type { WithoutMention } from '../../../channel-kit/mention.ts';
import { isId, storable, textAt, valueAt } from '../../../channel-kit/payload.ts';

/** What a 智能机器人 is told, by callback or over its connection: developer.work.weixin.qq.com/document/path/100719 and 101027. */
export type BotPayload =
  /** Somebody said something. `responseUrl` (a secret) comes by callback only. */
  | { kind: 'message'; message: InboundMessage; responseUrl: string | undefined }
  /** Somebody pressed a card's button: the message says the command the button stands for. The answer may turn the card. */
  | { kind: 'press'; message: InboundMessage; responseUrl: string | undefined; eventKey: string; taskId: string }
  /** Somebody opened the conversation, for the first time on a day. */
  | { kind: 'enter' }
  /** WeCom asks how a streamed answer goes on. */
  | { kind: 'refresh'; streamId: string }
  /** Nothing for us. `what` names it for the log. */
  | { kind: 'other'; what: string }
  | { kind: 'malformed'; reason: string };

export function readBotPayload(payload: unknown, withoutMention: WithoutMention): BotPayload {
  if (typeof payload !== 'object' || payload === null) return { kind: 'malformed', reason: 'the text is no JSON object' };
  const kind = textAt(payload, 'msgtype');
  if (kind === 'event') return readEvent(payload);
  if (kind === 'stream') return { kind: 'refresh', streamId: textAt(payload, 'stream', 'id') };
  const content = readBotContent(payload);
  if (content === undefined) return readUnknown(payload, kind);
  const message = toMessage(payload, { ...content, text: withoutMention(content.text) });
  return message ? { kind: 'message', message, responseUrl: responseUrlOf(payload) } : MALFORMED;
}

/** A kind nobody has told us of: taken, whatever else is wrong with it, and in private somebody waits for an answer. */
function readUnknown(payload: unknown, kind: string): BotPayload {
  const message = kind === '' ? undefined : toMessage(payload, { text: UNREADABLE, attachments: [] });
  if (message === undefined || message.roomId !== undefined) return { kind: 'other', what: `message ${kind}` };
  return { kind: 'message', message, responseUrl: responseUrlOf(payload) };
}

function readEvent(payload: unknown): BotPayload {
  const kind = textAt(payload, 'event', 'eventtype');
  if (kind === 'enter_chat') return { kind: 'enter' };
  const press = valueAt(payload, 'event', 'template_card_event');
  const eventKey = textAt(press, 'event_key');
  if (kind !== 'template_card_event' || eventKey === '') return { kind: 'other', what: `event ${kind}` };
  const message = toMessage(payload, { text: commandOf(eventKey), attachments: [] });
  if (message === undefined) return MALFORMED;
  return { kind: 'press', message, responseUrl: responseUrlOf(payload), eventKey, taskId: textAt(press, 'task_id') };
}

const MALFORMED: BotPayload = { kind: 'malformed', reason: 'msgid, from.userid or the chat is missing' };

/** Nothing when it is not clear who said it where: an answer meant for one person could reach a group. */
function toMessage(payload: unknown, { text, attachments }: BotContent): InboundMessage | undefined {
  const [messageId, userId, chatType] = [textAt(payload, 'msgid'), textAt(payload, 'from', 'userid'), textAt(payload, 'chattype')];
  // In private a chatid may come too, and says nothing.
  const roomId = chatType === 'single' ? undefined : textAt(payload, 'chatid');
  if (!isId(messageId) || !isId(userId) || (roomId !== undefined && !isId(roomId))) return undefined;
  return {
    messageId,
    // The platform takes upper and lower case for the same and hands out either.
    senderId: userId.toLowerCase(),
    ...(roomId === undefined ? {} : { roomId }),
    text: storable(text),
    attachments,
    quoted: readBotContent(valueAt(payload, 'quote'))?.attachments ?? [],
  };
}

function responseUrlOf(payload: unknown): string | undefined {
  return textAt(payload, 'response_url') || undefined;
}
