import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { createIntake, type Intake } from '../../../channel-kit/intake.ts';
import { ChannelError, type InboundMessage, type Recipient } from '../../../ports/channel.ts';
import type { Shared } from '../../../ports/shared.ts';
import { ANSWERABLE_FOR_MS, createFrameHandler } from './frames.ts';
import { createLeader } from './leader.ts';
import { createRequests, isServed, serveRequests } from './request.ts';
import type { BotConnection } from '../send/connection-send.ts';
import { connectBot, type BotSocket, type ConnectedBot } from './socket.ts';
import { TIMING, type ConnectionTiming } from './timing.ts';
import { uploadFile } from './upload.ts';
import type { WithoutMention } from '../../../channel-kit/mention.ts';
import { HOUR_MS, keepBudgets, MINUTE_MS } from '../../../channel-kit/budgets.ts';

interface LongConnectionParts {
  bot: ConnectedBot;
  withoutMention: WithoutMention;
  /** What people read when they open the conversation. */
  welcome: string;
  /** Where a turned card leads: a card without buttons has to lead somewhere. */
  publicUrl: string;
  shared: Shared;
  log: Logger;
  /** Real time. */
  now: () => Date;
  openFile(key: string): Promise<Readable>;
  timing?: ConnectionTiming;
}

/** The 智能机器人 by long connection (长连接). Every process sends through it; those that opened it keep one of them connected. */
export interface LongConnection extends BotConnection {
  /** Returns at once, connected or not. `accept` resolves when the messages are rows. */
  open(accept: (messages: readonly InboundMessage[]) => Promise<void>): Promise<void>;
  close(): Promise<void>;
  /** Which process is connected. */
  state(): Promise<'here' | 'elsewhere' | 'nobody'>;
}

export function createLongConnection(parts: LongConnectionParts): LongConnection {
  const { bot, shared, log, openFile, timing = TIMING } = parts;
  const name = `wecom:bot:${bot.id}`;
  let socket: BotSocket | undefined;
  let intake: Intake | undefined;
  const send = createRequests({ name, shared, timing, socket: () => socket });

  const onFrame = createFrameHandler({
    ...parts,
    add: (message) => void intake?.add(message),
    remember: (conversation, reqId) => void shared.set(lastRequestName(conversation), reqId, ANSWERABLE_FOR_MS),
  });
  const leader = createLeader({
    name,
    shared,
    timing,
    log,
    connect: (signal) => connectBot(bot, { timing, signal, onFrame }),
    async serve(connected) {
      socket = connected;
      const stop = await serveRequests({ name, shared }, connected);
      return async () => {
        socket = undefined;
        await stop();
      };
    },
  });

  function lastRequestName({ kind, id }: Recipient): string {
    return `${name}:last-request:${kind}:${id}`;
  }

  async function reply(reqId: string, body: object): Promise<void> {
    await send('connection', 'aibot_respond_msg', reqId, body);
  }

  return {
    async open(accept) {
      intake = createIntake({ platform: 'WeCom', accept, timing, log });
      leader.start();
    },
    async close() {
      await leader.stop();
      await intake?.finish();
    },
    async state() {
      if (socket !== undefined) return 'here';
      return (await isServed({ name, shared })) ? 'elsewhere' : 'nobody';
    },
    reply,
    async push(recipient, body) {
      const target = { chatid: recipient.id, chat_type: recipient.kind === 'person' ? 1 : 2 };
      try {
        await send('connection', 'aibot_send_msg', `aibot_send_msg_${randomUUID()}`, { ...target, ...body });
      } catch (error) {
        const lastRequest = isClosedToPush(error) ? await shared.get(lastRequestName(recipient)) : undefined;
        if (lastRequest === undefined) throw error;
        await reply(lastRequest, body);
      }
    },
    async upload(file) {
      await keepBudgets('wecom', shared, [
        { name: `${name}:upload:minute`, max: 30, windowMs: MINUTE_MS },
        { name: `${name}:upload:hour`, max: 1000, windowMs: HOUR_MS },
      ]);
      return uploadFile(send, file, { open: () => openFile(file.key), withinMs: timing.uploadMs });
    },
  };
}

/** Seen where pushing into a group is not allowed: what answers somebody there still arrives (protocol-wecom §3.3). */
function isClosedToPush(error: unknown): boolean {
  return error instanceof ChannelError && ['93001', '93006'].includes(error.code);
}
