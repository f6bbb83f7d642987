import { randomInt, randomUUID } from 'node:crypto';
import { createBotCaller, toBotPayload } from '../helpers/fake-wecom/callbacks.ts';
import type { Platform } from './callbacks.ts';
import { toWire, type Wire } from './load.ts';
import { BOT_NAME, type Message } from './messages.ts';

const PATH = '/webhooks/wecom/bot';
const TOKEN = 'QDG6eKtokenTest';
const AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';

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

async function write(messages: readonly Message[]): Promise<Wire[]> {
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
  for (const { person, group, text } of messages) {
    const payload = toBotPayload({ msgid: nextMsgid(person), from: `user${person}`, room: `wrchat${group}`, content: { text } });
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
