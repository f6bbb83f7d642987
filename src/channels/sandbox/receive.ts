import { randomUUID } from 'node:crypto';
import type { Attachment, ChannelRequest, InboundMessage, Received } from '../../ports/channel.ts';
import { parseJson } from './parse-json.ts';
import { PAYLOAD, type Payload } from './payload.ts';

/** One posted message. Whatever it is malformed in is said in a 400, and nothing of it is taken. */
export function receive({ body }: ChannelRequest, rooms: ReadonlySet<string>): Received {
  const json = parseJson(body);
  if ('problem' in json) return refusal(json.problem);
  const parsed = PAYLOAD.safeParse(json.value);
  if (!parsed.success) return refusal(parsed.error.issues.slice(0, REASONS_SHOWN).map(reason).join('; '));
  const { room } = parsed.data;
  if (room !== undefined && !rooms.has(room)) return refusal(`room: there is no room ${room} in the directory`);
  const message = toMessage(parsed.data);
  return { messages: [message], answer: answer(200, { messageId: message.messageId }) };
}

const REASONS_SHOWN = 5;

function reason({ path, message }: { path: PropertyKey[]; message: string }): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

function toMessage({ messageId = randomUUID(), from, room, text, attachments, quote }: Payload): InboundMessage {
  return {
    messageId,
    senderId: from,
    ...(room === undefined ? {} : { roomId: room }),
    text,
    attachments: attachments.map(toAttachment),
    quoted: (quote?.attachments ?? []).map(toAttachment),
  };
}

function toAttachment({ name, base64 }: Payload['attachments'][number]): Attachment {
  return { name, ref: { base64 } };
}

function refusal(error: string): Received {
  return { messages: [], answer: answer(400, { error }) };
}

function answer(status: number, body: object): Received['answer'] {
  return { status, body: JSON.stringify(body), contentType: 'application/json; charset=utf-8' };
}
