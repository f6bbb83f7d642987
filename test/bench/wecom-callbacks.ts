import { randomInt, randomUUID } from 'node:crypto';
import { createBotCaller, toBotPayload } from '../helpers/fake-wecom/callbacks.ts';
import type { Platform } from './callbacks.ts';
import { toWire, type Wire } from './load.ts';

const PATH = '/webhooks/wecom/bot';
const TOKEN = 'QDG6eKtokenTest';
const AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const BOT_NAME = '创建管家';

const PEOPLE = 500;
const GROUPS = 50;

let said = 0;

/**
 * As the samples of document/path/100719 are made: a protobuf message of the second, who, and a random number. Those of one second
 * stand side by side in an index, as they will in earnest.
 */
function nextMsgid(person: number): string {
  const fields = [8, 2, 16, ...varint(Math.floor(Date.now() / 1_000)), 24, ...varint(2 ** 49 + person), 32, ...varint(randomInt(2 ** 31))];
  return Buffer.from(fields).toString('base64');
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [128 + (value % 128), ...varint(Math.floor(value / 128))];
}

async function write(count: number): Promise<Wire[]> {
  const wires: Wire[] = [];
  const caller = createBotCaller({
    token: TOKEN,
    aesKey: AES_KEY,
    botName: BOT_NAME,
    async send(_method, search, body) {
      wires.push(toWire(PATH + search, {}, body));
      return { status: 200, body: '' };
    },
  });
  for (let n = 0; n < count; n++) {
    const number = said++;
    const payload = toBotPayload({
      msgid: nextMsgid(number % PEOPLE),
      from: `user${number % PEOPLE}`,
      room: `wrchat${number % GROUPS}`,
      content: { text: `@${BOT_NAME} 进展 ${number % 22} 读书会办了第${number}次，请查看本部门未完成项` },
    });
    const responseUrl = `https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=${randomUUID()}`;
    await caller.post(JSON.stringify({ ...payload, response_url: responseUrl }));
  }
  return wires;
}

/** A 智能机器人 in callback mode. */
export const WECOM: Platform = {
  path: PATH,
  env: { WECOM_BOT_TOKEN: TOKEN, WECOM_BOT_AES_KEY: AES_KEY, WECOM_BOT_NAME: BOT_NAME },
  work: 'verify, decrypt, parse, answer',
  write,
};
