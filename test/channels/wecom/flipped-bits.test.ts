import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAppCallback } from '../../../src/channels/wecom/receive/app-callback.ts';
import { createBotCallback } from '../../../src/channels/wecom/receive/bot-callback.ts';
import type { Endpoint } from '../../../src/ports/channel.ts';
import { createAppCaller, createBotCaller, type SendCallback } from '../../helpers/fake-wecom/callbacks.ts';
import { createTestLog } from '../../helpers/log.ts';
import { receive } from './direct.ts';

const KEYS = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', corpId: 'ww1234567890abcdef' };
const { log } = createTestLog();
const deps = { log, now: () => new Date() };
const options = { ...KEYS, withoutMention: (text: string) => text, welcome: '', publicUrl: '' };

/** A request as it would go out, instead of sending it. */
async function recorded(call: (send: SendCallback) => Promise<unknown>): Promise<{ search: string; body: string }> {
  const requests: { search: string; body: string }[] = [];
  await call(async (_, search, body) => {
    requests.push({ search, body });
    return { status: 200, body: '' };
  });
  return requests[0]!;
}

const bot = () => recorded((send) => createBotCaller({ ...KEYS, send, botName: '' }).say({ from: 'zhang', content: { text: '进度' } }));
const app = () => recorded((send) => createAppCaller({ ...KEYS, agentId: 1, send }).say('zhang', { MsgType: 'text', Content: '进度' }));

describe.each<[string, Endpoint, () => Promise<{ search: string; body: string }>]>([
  ['a 智能机器人', createBotCallback(options, deps), bot],
  ['a 自建应用', createAppCallback(options, deps), app],
])('the address of %s', (_, endpoint, record) => {
  it('never falls over a flipped bit, and never takes what was meant otherwise', async () => {
    const { search, body } = await record();
    const [genuine] = receive(endpoint, 'POST', search, body).messages;
    const whole = Buffer.from(search + body);
    fc.assert(
      fc.property(fc.nat(whole.length * 8 - 1), (bit) => {
        const flipped = Buffer.from(whole);
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        const { messages, answer } = receive(
          endpoint,
          'POST',
          flipped.toString('latin1', 0, search.length),
          flipped.subarray(search.length),
        );
        // Some bits only stand around what was signed.
        expect(messages).toEqual(answer.status === 200 ? [genuine] : []);
        expect([200, 400, 401]).toContain(answer.status);
      }),
      { numRuns: 1_000 },
    );
  });
});
