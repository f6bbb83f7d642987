import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createWithoutMention } from '../../../src/channel-kit/mention.ts';
import { createRobotCallback } from '../../../src/channels/dingtalk/receive/robot-callback.ts';
import { createRobotCaller, toRobotPayload, type Faults } from '../../helpers/fake-dingtalk/callbacks.ts';
import { createTestLog } from '../../helpers/log.ts';
import { direct, receive } from './direct.ts';

const ROBOT = { robotCode: 'dingapp0001', corpId: 'dingcorp0001' };
const SECRET = 'fake-secret-of-the-app';
const BOT_NAME = '创建管家';
const NOW = new Date('2026-11-28T06:00:00Z');
const HOUR_MS = 3_600_000;

function createBot() {
  const { log, lines } = createTestLog();
  const robot = { ...ROBOT, withoutMention: createWithoutMention(BOT_NAME), mediaHosts: [] };
  const endpoint = createRobotCallback({ appSecret: SECRET, robot }, { log, now: () => NOW });
  const { send, heard, refusals } = direct(endpoint);
  const dingtalk = createRobotCaller({ ...ROBOT, appSecret: SECRET, botName: BOT_NAME, send, now: () => NOW });
  return { endpoint, dingtalk, heard, refusals, lines };
}

describe('the address of the robot', () => {
  it('is where and as large as it is announced', () => {
    expect(createBot().endpoint).toMatchObject({ path: '/webhooks/dingtalk', maxBytes: 1024 * 1024 });
  });

  it('takes a message and keeps the way to answer later', async () => {
    const { dingtalk, heard } = createBot();
    const file = { spaceId: '285', fileId: '2187', fileName: '台账.xlsx', downloadCode: 'DC' };
    const answer = await dingtalk.say({
      from: 'Zhang3',
      room: 'cidG9==',
      content: { text: '@创建管家 提交 3' },
      quote: { content: { file }, by: 'li' },
      msgId: 'msg7==',
    });
    expect(answer).toMatchObject({ status: 200, body: '{}' });
    const ref = { kind: 'file', downloadCode: 'DC', spaceId: '285', fileId: '2187', robotCode: 'dingapp0001' };
    expect(heard).toEqual([
      {
        messageId: 'dingapp0001:msg7==',
        senderId: 'Zhang3',
        roomId: 'cidG9==',
        text: '提交 3',
        attachments: [],
        quoted: [{ name: '台账.xlsx', ref: { ...ref, conversationId: 'cidG9==', userId: 'Zhang3' } }],
        replyTo: {
          via: 'session',
          url: expect.stringMatching(/^https:\/\/oapi\.dingtalk\.com\/robot\/sendBySession\?session=/),
          until: '2026-11-28T07:30:00.000Z',
        },
      },
    ]);
  });

  it('gives a repeated message the same id, and what is replayed within the hour too', async () => {
    const { dingtalk, heard } = createBot();
    const sentAt = new Date(NOW.getTime() - HOUR_MS + 1);
    for (const faults of [{}, {}, { sentAt }]) await dingtalk.say({ from: 'zhang', content: { text: '进度' }, msgId: 'msg7==' }, faults);
    expect(new Set(heard.map(({ messageId }) => messageId))).toEqual(new Set(['dingapp0001:msg7==']));
    expect(heard).toHaveLength(3);
  });

  it('hears of a group only what DingTalk hands over', async () => {
    const { dingtalk, heard } = createBot();
    const room = 'cidG9==';
    expect(await dingtalk.say({ from: 'zhang', room, content: { file: { downloadCode: 'DC' } } })).toBeUndefined();
    expect(await dingtalk.say({ from: 'zhang', room, content: { text: '进度' } })).toBeUndefined();
    await dingtalk.say({ from: 'zhang', room, content: { richText: [{ text: '@创建管家 ' }, { text: '提交 3' }, { picture: 'PC' }] } });
    await dingtalk.say({ from: 'zhang', content: { file: { downloadCode: 'DC' } } });
    expect(heard.map(({ text, attachments }) => [text, attachments.length])).toEqual([
      ['提交 3', 1],
      ['', 1],
    ]);
  });

  it.each<[string, Faults]>([
    ['signed by somebody else', { secret: 'another' }],
    ['signed wrongly', { sign: 'nwBJQmaBLv9+5/sSS/66jcFc1/kGY5wo38L88LOGfRU=' }],
    ['with an empty sign', { sign: '' }],
    ['with a sign that is too long', { sign: 'A'.repeat(5_000) }],
    ['without a sign', { without: ['sign'] }],
    ['without a timestamp', { without: ['timestamp'] }],
    ['without either', { without: ['timestamp', 'sign'] }],
    ['more than an hour old', { sentAt: new Date(NOW.getTime() - HOUR_MS - 1) }],
    ['more than an hour ahead', { sentAt: new Date(NOW.getTime() + HOUR_MS + 1) }],
  ])('refuses a message %s and says why without a secret', async (_, faults) => {
    const { dingtalk, heard, refusals, lines } = createBot();
    expect(await dingtalk.say({ from: 'zhang', content: { text: '秘密' } }, faults)).toMatchObject({ status: 401, body: '{}' });
    expect(heard).toEqual([]);
    expect(refusals).toHaveLength(1);
    expect([...refusals, ...lines].join()).not.toMatch(new RegExp(`秘密|${SECRET}|session=`));
  });

  it.each(['1e12', ' 1', '-1', '0x1', '', '9'.repeat(40), 'NaN', '1767225600000, 1767225600000'])(
    'takes nothing signed for the moment %j',
    (timestamp) => {
      const sign = createHmac('sha256', SECRET).update(`${timestamp}\n${SECRET}`).digest('base64');
      expect(receive(createBot().endpoint, { timestamp, sign }, '{}').answer.status).toBe(401);
    },
  );

  it.each(['', '{', '[]', 'null', '7', '"text"', '{}', '{"msgtype":"text","text":{"content":"x"}}', '['.repeat(100_000), '\ud800'])(
    'refuses a signed body that is no message: %.20s',
    async (body) => {
      const { dingtalk, heard } = createBot();
      expect(await dingtalk.post(body)).toMatchObject({ status: 400 });
      expect(heard).toEqual([]);
    },
  );

  it('takes note of what is not for it', async () => {
    const { dingtalk, heard, lines } = createBot();
    const said = { from: 'zhang', room: 'cidG9==', content: { unknown: '机器人暂不支持接收。' } };
    const payload = toRobotPayload(said, { ...ROBOT, botName: BOT_NAME, now: () => NOW });
    expect(await dingtalk.post(JSON.stringify(payload))).toMatchObject({ status: 200 });
    expect(heard).toEqual([]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 20, what: 'message unknownMsgType' }]);
  });
});
