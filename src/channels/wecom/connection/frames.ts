import type { Logger } from 'pino';
import type { InboundMessage, Recipient } from '../../../ports/channel.ts';
import { readBotPayload } from '../receive/bot-message.ts';
import { turnedCard } from '../send/card.ts';
import type { BotSocket, Frame } from './socket.ts';
import type { WithoutMention } from '../../../channel-kit/mention.ts';

interface FrameParts {
  withoutMention: WithoutMention;
  /** What people read when they open the conversation. */
  welcome: string;
  /** Where a turned card leads: a card without buttons has to lead somewhere. */
  publicUrl: string;
  log: Logger;
  /** Real time. */
  now: () => Date;
  /** In order. */
  add(message: InboundMessage): void;
  /** The last request of a conversation is another way into it. */
  remember(conversation: Recipient, reqId: string): void;
}

/** What the platform sends over the long connection: the same as by callback, with an id to answer under (protocol-wecom §3.2). */
export function createFrameHandler(parts: FrameParts): (frame: Frame, socket: BotSocket) => void {
  const { withoutMention, welcome, publicUrl, log, now, add, remember } = parts;

  /** At once: it is taken for 5 s. */
  function respond(socket: BotSocket, cmd: string, reqId: string, body: object): void {
    void socket.request(cmd, reqId, body).then((answer) => {
      if (!('errcode' in answer) || answer.errcode !== 0)
        log.warn({ cmd, ...('errcode' in answer ? { errcode: answer.errcode } : answer) }, 'WeCom did not take an answer at once');
    });
  }

  function take({ reqId, body }: Frame, socket: BotSocket): void {
    const payload = readBotPayload(body, withoutMention);
    switch (payload.kind) {
      case 'message':
        remember(conversationOf(payload.message), reqId);
        return add(answerable(payload.message, reqId, now()));
      case 'press':
        respond(socket, 'aibot_respond_update_msg', reqId, turnedCard(payload.eventKey, payload.taskId, publicUrl));
        return add(answerable(payload.message, reqId, now()));
      case 'enter':
        return respond(socket, 'aibot_respond_welcome_msg', reqId, { msgtype: 'text', text: { content: welcome } });
      case 'refresh':
        return log.debug('a stream was to go on, and there is none');
      case 'other':
        return log.debug({ what: payload.what }, 'a frame holds nothing for the bot');
      case 'malformed':
        return log.warn({ reason: payload.reason }, 'a frame cannot be read');
    }
  }

  return (frame, socket) => {
    try {
      take(frame, socket);
    } catch (error) {
      // The SDK would swallow it.
      log.error({ err: error }, 'a frame could not be handled');
    }
  };
}

export const ANSWERABLE_FOR_MS = 24 * 60 * 60_000;

function answerable(message: InboundMessage, reqId: string, now: Date): InboundMessage {
  const until = new Date(now.getTime() + ANSWERABLE_FOR_MS).toISOString();
  return { ...message, replyTo: { via: 'connection', reqId, until } };
}

function conversationOf({ senderId, roomId }: InboundMessage): Recipient {
  return roomId === undefined ? { kind: 'person', id: senderId } : { kind: 'room', id: roomId };
}
