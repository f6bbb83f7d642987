import { describe, expect, it, onTestFinished } from 'vitest';
import { createBotCallback } from '../../src/channels/wecom/receive/bot-callback.ts';
import { createWithoutMention } from '../../src/channel-kit/mention.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createBotCaller, overHttp } from '../helpers/fake-wecom/callbacks.ts';
import { createPlatform } from '../helpers/platform.ts';
import { serve } from './serve.ts';

const KEYS = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' };

/** The program with an address for a 智能机器人, and WeCom in front of it. */
async function serveBot() {
  const { app } = await serve();
  const options = { ...KEYS, withoutMention: createWithoutMention('创建管家'), welcome: '您好', publicUrl: 'https://wm.example' };
  const endpoint = createBotCallback(options, { log: app.deps.log, now: () => new Date() });
  const channels = new Map([['wecom' as const, { ...createPlatform(), name: 'wecom' as const, endpoints: [endpoint] }]]);
  const server = createHttpServer({ ...app.deps, channels });
  const address = `${await server.start()}/webhooks/wecom/bot`;
  onTestFinished(() => server.stop());
  const wecom = createBotCaller({ ...KEYS, send: overHttp(address), botName: '创建管家' });
  const rows = () => app.deps.db.selectFrom('inboundMessages').select(['channel', 'messageId', 'text']).execute();
  return { address, wecom, rows };
}

describe('WeCom calling', () => {
  it('sees that the address is ours, whichever way it writes a plus', async () => {
    const { wecom } = await serveBot();
    for (const literalPlus of [false, true]) {
      const texts = Array.from({ length: 20 }, (_, n) => `16161403175551610${n}`);
      const answers = await Promise.all(texts.map((text) => wecom.verify(text, { literalPlus })));
      expect(answers).toEqual(texts.map((body) => ({ status: 200, body })));
    }
  });

  it('has its answer when the message is a row, and a thousand repeats at once stay one', async () => {
    const { wecom, rows } = await serveBot();
    const said = { from: 'nobody', content: { text: '进度' }, msgid: 'm-1' };
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => wecom.say(said)));
    expect(new Set(answers.map((answer) => answer?.status))).toEqual(new Set([200]));
    expect(await rows()).toEqual([{ channel: 'wecom', messageId: 'm-1', text: '进度' }]);
  });

  it('keeps messages that come out of order', async () => {
    const { wecom, rows } = await serveBot();
    for (const msgid of ['m-3', 'm-1', 'm-2', 'm-1']) await wecom.say({ from: 'nobody', content: { text: msgid }, msgid });
    expect((await rows()).map(({ messageId }) => messageId).toSorted()).toEqual(['m-1', 'm-2', 'm-3']);
  });

  it('leaves nothing behind when it is not WeCom', async () => {
    const { address, wecom, rows } = await serveBot();
    const text = JSON.stringify({ msgid: 'm', msgtype: 'text', chattype: 'single', from: { userid: 'zhang' }, text: { content: '进度' } });
    expect((await wecom.post(text, { signature: '0'.repeat(40) })).status).toBe(401);
    expect((await wecom.post(text, { plain: true })).status).toBe(400);
    expect((await fetch(address, { method: 'POST', body: 'x'.repeat(2 * 1024 * 1024) })).status).toBe(413);
    expect((await fetch(`${address}?msg_signature=%&timestamp=%E4&nonce&nonce=2&echostr=%ff`)).status).toBe(401);
    expect((await fetch(address, { method: 'PUT', body: '{}' })).status).toBe(405);
    expect(await rows()).toEqual([]);
  });
});
