import type { Logger } from 'pino';
import { parseJson } from '../../../channel-kit/payload.ts';
import type { Endpoint, InboundMessage, Received } from '../../../ports/channel.ts';
import { readRobotMessage, type Robot } from './robot-message.ts';
import { createCheckSign } from './sign.ts';

interface RobotCallbackOptions {
  appSecret: string;
  robot: Robot;
}

interface CallbackDeps {
  log: Pick<Logger, 'debug'>;
  /** Real time, never a travelling clock: the platform's signatures age by it. */
  now: () => Date;
}

/** Where the robot of an 企业内部应用 in HTTP 模式 delivers what people write to it (protocol-dingtalk §1.2). */
export function createRobotCallback({ appSecret, robot }: RobotCallbackOptions, { log, now }: CallbackDeps): Endpoint {
  const checkSign = createCheckSign(appSecret);

  return {
    path: '/webhooks/dingtalk',
    maxBytes: MAX_BYTES,
    receive({ headers, body }) {
      const wrong = checkSign(headers, now());
      if (wrong !== undefined) return refuse(401, wrong);
      const payload = readRobotMessage(parseJson(body.toString()), robot);
      switch (payload.kind) {
        case 'message':
          return take([payload.message]);
        case 'other':
          log.debug({ what: payload.what }, 'a callback holds nothing for the bot');
          return take([]);
        case 'malformed':
          return refuse(400, payload.reason);
      }
    },
  };
}

// Media come as codes: a callback is short.
const MAX_BYTES = 1024 * 1024;

/** Nothing is said in the answer itself: for the robots of apps no page promises that it is shown. */
function take(messages: InboundMessage[]): Received {
  return { messages, answer: answer(200) };
}

function refuse(status: number, reason: string): Received {
  return { messages: [], answer: answer(status), refused: reason };
}

function answer(status: number): Received['answer'] {
  return { status, body: '{}', contentType: 'application/json; charset=utf-8' };
}
