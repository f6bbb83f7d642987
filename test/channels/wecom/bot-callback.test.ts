import { describe, expect, it } from 'vitest';
import { createBotCallback } from '../../../src/channels/wecom/receive/bot-callback.ts';
import { createWithoutMention } from '../../../src/channel-kit/mention.ts';
import { createBotCaller } from '../../helpers/fake-wecom/callbacks.ts';
import { createTestLog } from '../../helpers/log.ts';
import { direct, receive } from './direct.ts';

const KEYS = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' };
const NOW = new Date('2026-11-28T06:00:00Z');
const RESPONSE_URL = 'https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=SECRET';

function createBot() {
  const { log, lines } = createTestLog();
  const withoutMention = createWithoutMention('创建管家');
  const endpoint = createBotCallback(
    { ...KEYS, withoutMention, welcome: '您好，我是创建管家。', publicUrl: 'https://wm.example' },
    { log, now: () => NOW },
  );
  const { send, heard, refusals } = direct(endpoint);
  const wecom = createBotCaller({ ...KEYS, send, botName: '创建管家', now: () => NOW, responseUrl: () => RESPONSE_URL });
  return { endpoint, wecom, heard, refusals, lines };
}

describe('the address of a 智能机器人', () => {
  it('is where and as large as it is announced', () => {
    expect(createBot().endpoint).toMatchObject({ path: '/webhooks/wecom/bot', maxBytes: 1024 * 1024, verifies: true });
  });

  it('shows that it is ours by the bare text, and nothing else', async () => {
    const { wecom, heard } = createBot();
    for (const literalPlus of [false, true]) {
      // Many, so that some have a plus.
      for (let n = 0; n < 20; n++) {
        const answer = await wecom.verify(`16161403175551610${n}`, { literalPlus });
        expect(answer).toMatchObject({ status: 200, body: `16161403175551610${n}` });
      }
    }
    expect(heard).toEqual([]);
  });

  it.each([
    ['sealed for somebody else', { receiveId: 'ww1234567890abcdef' }, 403],
    ['signed wrongly', { signature: '0'.repeat(40) }, 401],
    ['of yesterday', { sentAt: new Date(NOW.getTime() - 86_400_000) }, 401],
  ])('shows nothing to a question %s', async (_, faults, status) => {
    expect(await createBot().wecom.verify('1616140317555161061', faults)).toMatchObject({ status, body: '' });
  });

  it('takes a message, answers with nothing and keeps the way to answer later', async () => {
    const { wecom, heard } = createBot();
    const answer = await wecom.say({
      from: 'zhang.san',
      room: 'wrCHAT1',
      content: { text: '@创建管家 提交 3' },
      quote: { file: 'https://m/1' },
      msgid: 'm-7',
    });
    expect(answer).toMatchObject({ status: 200, body: '', reply: undefined });
    expect(heard).toEqual([
      {
        messageId: 'm-7',
        senderId: 'zhang.san',
        roomId: 'wrCHAT1',
        text: '提交 3',
        attachments: [],
        quoted: [{ name: '', ref: { from: 'bot', kind: 'file', url: 'https://m/1' } }],
        replyTo: { via: 'response-url', url: RESPONSE_URL, until: '2026-11-28T07:00:00.000Z' },
      },
    ]);
  });

  it('gives a repeated message the same id', async () => {
    const { wecom, heard } = createBot();
    for (let n = 0; n < 3; n++) await wecom.say({ from: 'zhang.san', content: { text: '进度' }, msgid: 'm-7' });
    expect(heard.map(({ messageId }) => messageId)).toEqual(['m-7', 'm-7', 'm-7']);
  });

  it('hears of a group only what WeCom hands over', async () => {
    const { wecom, heard } = createBot();
    const room = 'wrCHAT1';
    expect(await wecom.say({ from: 'zhang.san', room, content: { file: 'https://m/1' } })).toBeUndefined();
    expect(await wecom.say({ from: 'zhang.san', room, content: { text: '进度' } })).toBeUndefined();
    await wecom.say({ from: 'zhang.san', room, content: { mixed: [{ text: '@创建管家 提交 3' }, { image: 'https://m/2' }] } });
    await wecom.say({ from: 'zhang.san', content: { file: 'https://m/3' } });
    expect(heard.map(({ text, attachments }) => [text, attachments.length])).toEqual([
      ['提交 3', 1],
      ['', 1],
    ]);
  });

  it('greets whoever opens the conversation', async () => {
    const { wecom, heard } = createBot();
    const { reply } = await wecom.enter('zhang.san');
    expect(JSON.parse(reply!)).toEqual({ msgtype: 'text', text: { content: '您好，我是创建管家。' } });
    expect(heard).toEqual([]);
  });

  it('turns the card whose button is pressed, and passes the command on', async () => {
    const { wecom, heard } = createBot();
    const { reply } = await wecom.press('zhang.san', '通过 B12\n待审 B12', 'card-1');
    expect(JSON.parse(reply!)).toMatchObject({
      response_type: 'update_template_card',
      template_card: { task_id: 'card-1', card_action: { url: 'https://wm.example' } },
    });
    expect(reply).toContain('已点 通过 B12');
    expect(heard).toMatchObject([{ senderId: 'zhang.san', text: '通过 B12', replyTo: { via: 'response-url', url: RESPONSE_URL } }]);
  });

  it('ends a stream it does not know of', async () => {
    const { wecom, heard } = createBot();
    const { reply } = await wecom.post(JSON.stringify({ msgid: 'm', msgtype: 'stream', stream: { id: 'S1' } }));
    expect(JSON.parse(reply!)).toMatchObject({ msgtype: 'stream', stream: { id: 'S1', finish: true } });
    expect(heard).toEqual([]);
  });

  it.each([{ msgtype: 'event', event: { eventtype: 'feedback_event', feedback_event: { id: 'f', type: 1 } } }, { msgtype: 'hologram' }])(
    'takes note of what is not for it and shows nothing: %j',
    async (payload) => {
      const { wecom, heard, lines } = createBot();
      expect(await wecom.post(JSON.stringify(payload))).toMatchObject({ status: 200, body: '' });
      expect(heard).toEqual([]);
      expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 20, what: expect.stringMatching(/feedback_event|hologram/) }]);
    },
  );

  it.each<[string, Parameters<ReturnType<typeof createBot>['wecom']['post']>[1] & object, number]>([
    ['signed wrongly', { signature: '0'.repeat(40) }, 401],
    ['11 minutes old', { sentAt: new Date(NOW.getTime() - 660_000) }, 401],
    ['11 minutes ahead', { sentAt: new Date(NOW.getTime() + 660_000) }, 401],
    ['sealed for an app', { receiveId: 'ww1234567890abcdef' }, 403],
    ['padded with nothing', { pad: 0, padByte: 0 }, 400],
    ['padded with two kinds', { pad: 3, padByte: 7 }, 400],
    ['longer inside than outside', { length: 65_535 }, 400],
    ['not sealed at all', { plain: true }, 400],
  ])('refuses a message %s and says why without a secret', async (_, faults, status) => {
    const { wecom, heard, refusals, lines } = createBot();
    const text = JSON.stringify({ msgid: 'm', msgtype: 'text', chattype: 'single', from: { userid: 'zhang' }, text: { content: '秘密' } });
    expect(await wecom.post(text, faults)).toMatchObject({ status, body: '' });
    expect(heard).toEqual([]);
    expect(refusals).toHaveLength(1);
    expect([...refusals, ...lines].join()).not.toMatch(new RegExp(`秘密|${KEYS.token}|${KEYS.aesKey}|SECRET`));
  });

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"encrypt":{}}',
    '{"encrypt":""}',
    '{"Encrypt":7}',
    '<xml><Encrypt>x</Encrypt></xml>',
    '['.repeat(100_000),
  ])('refuses a body that carries nothing sealed: %.20s', (body) => {
    const { endpoint } = createBot();
    expect(receive(endpoint, 'POST', '?msg_signature=a&timestamp=1&nonce=1', body)).toMatchObject({
      messages: [],
      answer: { status: 400 },
    });
  });

  it.each(['no JSON', 'null', '{"msgtype":"text","text":{"content":"x"}}'])(
    'refuses a sealed text that is no message: %s',
    async (text) => {
      const { wecom, heard } = createBot();
      expect(await wecom.post(text)).toMatchObject({ status: 400 });
      expect(heard).toEqual([]);
    },
  );

  it('takes either spelling of its names', async () => {
    const { endpoint } = createBot();
    const { send, heard } = direct(endpoint);
    const wecom = createBotCaller({
      ...KEYS,
      botName: '创建管家',
      now: () => NOW,
      send: (method, search, body) => send(method, search.replace('msg_signature', 'msgsignature'), body.replace('encrypt', 'Encrypt')),
    });
    await wecom.say({ from: 'zhang.san', content: { text: '进度' } });
    expect(heard).toMatchObject([{ text: '进度' }]);
  });
});
