import { createRobotCaller, toRobotPayload } from '../helpers/fake-dingtalk/callbacks.ts';
import type { Platform } from './callbacks.ts';
import { toWire, type Wire } from './load.ts';

const PATH = '/webhooks/dingtalk';
const APP_SECRET = 'secret-of-the-robot';
const ROBOT = { robotCode: 'dingrobot', corpId: 'dingcorp', botName: '创建管家' };

const PEOPLE = 500;
const GROUPS = 50;

let said = 0;

async function write(count: number): Promise<Wire[]> {
  const wires: Wire[] = [];
  const caller = createRobotCaller({
    ...ROBOT,
    appSecret: APP_SECRET,
    async send(headers, body) {
      wires.push(toWire(PATH, headers, body));
      return { status: 200, body: '' };
    },
  });
  for (let n = 0; n < count; n++) {
    const number = said++;
    const from = `user${number % PEOPLE}`;
    const text = `@${ROBOT.botName} 进展 ${number % 22} 读书会办了第${number}次，请查看本部门未完成项`;
    await caller.post(JSON.stringify(toRobotPayload({ from, room: `cid${number % GROUPS}==`, content: { text } }, ROBOT)));
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
    DINGTALK_BOT_NAME: ROBOT.botName,
    DINGTALK_MODE: 'http',
  },
  work: 'verify, parse, answer',
  write,
};
