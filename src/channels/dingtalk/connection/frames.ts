import type { Logger } from 'pino';
import { parseJson } from '../../../channel-kit/payload.ts';
import type { InboundMessage } from '../../../ports/channel.ts';
import { readRobotMessage, type Robot } from '../receive/robot-message.ts';
import { ROBOT_TOPIC, type Answer, type Frame } from './wire.ts';

interface FrameParts {
  robot: Robot;
  /** True once it is a row. */
  add(message: InboundMessage): Promise<boolean>;
  log: Logger;
}

/** What is said to a frame, once what it brought cannot get lost any more. Never rejects; undefined: nothing, so it may come again. */
export type FrameHandler = (frame: Frame) => Promise<Answer | undefined>;

/** What people say to the robot comes over a connection as it does by HTTP, in a frame that is to be acknowledged (protocol-dingtalk §2.2). */
export function createFrameHandler({ robot, add, log }: FrameParts): FrameHandler {
  async function take({ kind, topic, data }: Frame): Promise<Answer | undefined> {
    if (kind === 'EVENT') return { code: 200, data: JSON.stringify({ status: 'SUCCESS', message: 'success' }) };
    if (kind !== 'CALLBACK' || topic !== ROBOT_TOPIC) return { code: 404, data: '{}' };
    const payload = readRobotMessage(parseJson(data), robot);
    switch (payload.kind) {
      case 'message':
        return (await add(payload.message)) ? TAKEN : undefined;
      case 'other':
        log.debug({ what: payload.what }, 'a frame holds nothing for the bot');
        return TAKEN;
      case 'malformed':
        log.warn({ reason: payload.reason }, 'a frame cannot be read');
        return { code: 400, data: '{}' };
    }
  }

  return async (frame) => {
    try {
      return await take(frame);
    } catch (error) {
      log.error({ err: error }, 'a frame could not be handled');
      return { code: 500, data: '{}' };
    }
  };
}

const TAKEN: Answer = { code: 200, data: JSON.stringify({ response: null }) };
