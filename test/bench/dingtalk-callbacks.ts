import { createRobotCaller, toRobotPayload } from '../helpers/fake-dingtalk/callbacks.ts';
import type { Platform } from './callbacks.ts';
import { toWire, type Wire } from './load.ts';
import { BOT_NAME, type Message } from './messages.ts';

const PATH = '/webhooks/dingtalk';
const APP_SECRET = 'secret-of-the-robot';
const ROBOT = { robotCode: 'dingrobot', corpId: 'dingcorp', botName: BOT_NAME };

async function write(messages: readonly Message[]): Promise<Wire[]> {
  const wires: Wire[] = [];
  const caller = createRobotCaller({
    ...ROBOT,
    appSecret: APP_SECRET,
    async send(headers, body) {
      wires.push(toWire(PATH, headers, body));
      return { status: 200, body: '' };
    },
  });
  for (const { person, group, text } of messages) {
    const payload = toRobotPayload({ from: `user${person}`, room: `cid${group}==`, content: { text } }, ROBOT);
    await caller.post(JSON.stringify(payload));
  }
  return wires;
}

/** The robot of an 企业内部应用 in HTTP 模式. */
export const DINGTALK: Platform = {
  path: PATH,
  env: {
    DINGTALK_APP_KEY: 'dingapp',
    DINGTALK_APP_SECRET: APP_SECRET,
    DINGTALK_ROBOT_CODE: ROBOT.robotCode,
    DINGTALK_CORP_ID: ROBOT.corpId,
    DINGTALK_BOT_NAME: BOT_NAME,
    DINGTALK_MODE: 'http',
  },
  work: 'verify, parse, answer',
  write,
};
