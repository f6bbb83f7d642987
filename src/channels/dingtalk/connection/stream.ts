import type { Logger } from 'pino';
import { createIntake, type Intake } from '../../../channel-kit/intake.ts';
import type { InboundMessage } from '../../../ports/channel.ts';
import type { Robot } from '../receive/robot-message.ts';
import { createFrameHandler } from './frames.ts';
import { createKeeper } from './keep-connected.ts';
import { connectSocket } from './socket.ts';
import { openTicket, type StreamApp } from './ticket.ts';
import { TIMING, type StreamTiming } from './timing.ts';

interface StreamParts {
  app: StreamApp;
  robot: Robot;
  log: Logger;
  timing?: StreamTiming;
}

/**
 * Stream 模式: what people write comes over a connection we keep (protocol-dingtalk §2), and no public address is needed. Each process has
 * one of its own; a message that comes over two of them is one row.
 */
export interface Stream {
  /** Returns at once, connected or not. `accept` resolves when the messages are rows. */
  open(accept: (messages: readonly InboundMessage[]) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export function createStream({ app, robot, log, timing = TIMING }: StreamParts): Stream {
  let intake: Intake | undefined;
  const onFrame = createFrameHandler({ robot, log, add: async (message) => (await intake?.add(message)) ?? false });
  const keeper = createKeeper({
    timing,
    log,
    connect: async (signal) => connectSocket(await openTicket(app, signal), { timing, signal, log, onFrame }),
  });
  return {
    async open(accept) {
      intake = createIntake({ platform: 'DingTalk', accept, timing, log });
      keeper.start();
    },
    async close() {
      // Together: what is stored now is still acknowledged.
      await Promise.all([keeper.stop(), intake?.finish()]);
    },
  };
}
