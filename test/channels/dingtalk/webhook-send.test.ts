import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSend } from '../../../src/channels/dingtalk/send/route.ts';
import { readShown } from '../../helpers/fake-dingtalk/read-shown.ts';
import { again, failureOf } from '../sendings.ts';
import { ROOM, startSender, toRoom, toZhang, ZHANG, type Sender } from './sender.ts';

let sender: Sender;
beforeEach(async () => {
  sender = await startSender();
});
afterEach(() => sender.stop());

const read = () => sender.fake.shown.map(readShown);
const bodies = () => sender.fake.shown.map(({ body }) => body);
const answerTo = (chat: typeof ZHANG | typeof ROOM) => ({
  via: 'session',
  url: sender.fake.issueSession(chat),
  until: new Date(sender.clock.now + 5_400_000).toISOString(),
});

describe('a group robot', () => {
  it('signs as the robots of DingTalk are signed for (published vector H4)', async () => {
    sender.clock.now = 1_700_000_000_000;
    const robot = { webhook: sender.fake.addRobot({ secret: 'SECx' }), secret: 'SECx' };
    const send = createSend({ ...sender.route, robots: new Map([[ROOM.id, robot]]) });
    await send(toRoom('通报'));
    expect(sender.fake.calls[0]!.query).toMatchObject({
      timestamp: '1700000000000',
      sign: 'rgcjbH+yFyES+S0llX+cAPCwVRpsr7sbiX5Lnyo/ocU=',
    });
    expect(sender.fake.shown).toHaveLength(1);
  });

  it('does without a secret where it has none', async () => {
    const robots = new Map([[ROOM.id, { webhook: sender.fake.addRobot(), secret: undefined }]]);
    await createSend({ ...sender.route, robots })(toRoom('通报'));
    expect(Object.keys(sender.fake.calls[0]!.query).toSorted()).toEqual(['access_token', 'msgUuid']);
  });

  it('names who is meant, in the text and beside it', async () => {
    await sender.send(toRoom('还没交的：王五、李四', { mentions: ['wang5', 'li4', 'evil](id'] }));
    expect(read()[0]!.text).toBe('还没交的：王五、李四\n@wang5 @li4');
    expect(sender.fake.shown[0]!.named).toEqual(['wang5', 'li4']);
  });

  it('names them where a long digest ends, once', async () => {
    const lines = Array.from({ length: 400 }, (_, n) => `● 第${n + 1}项 全民阅读进机关活动　还缺 2 个部门`);
    await sender.sendAll(toRoom(lines.join('\n'), { mentions: ['wang5'] }));
    const named = sender.fake.shown.map((shown) => shown.named);
    expect(named.flat()).toEqual(['wang5']);
    expect(named.at(-1)).toEqual(['wang5']);
    // Whoever stands beside a part is told of it.
    expect(bodies().filter((body) => 'at' in body)).toHaveLength(1);
    const texts = read().map(({ text }) => text.split('\n').slice(0, -1));
    expect(texts.flat().filter((line) => line.startsWith('●'))).toEqual(lines);
  });

  it('says what is to be said to the bot with its name, and links to files', async () => {
    const file = sender.keep('台账.xlsx', Buffer.from('xlsx'));
    await sender.sendAll(toRoom('待审 3 件', { actions: [{ label: '待审', command: '待审' }], files: [file] }));
    expect(read()).toEqual([{ text: `待审 3 件\n[台账.xlsx](${file.url})\n@创建管家 待审`, commands: ['待审'], links: [file.url] }]);
  });

  it('waits where the platform lets less through than we count', async () => {
    const shared = { ...sender.route.shared, take: async () => undefined };
    const send = createSend({ ...sender.route, shared, pace: async () => {} });
    for (let n = 0; n < 20; n++) await send(toRoom(`通报 ${n}`));
    const sending = toRoom('通报 20');
    const error = await failureOf(send(sending));
    expect(error).toMatchObject({ code: '130101', permanent: false });
    sender.fake.passMinute();
    await send(again(sending, error));
    expect(sender.fake.shown.map(({ by }) => by)).toEqual(Array.from({ length: 21 }, () => 'webhook'));
  });

  it('whose address is none leaves the message to the app', async () => {
    const robots = new Map([[ROOM.id, { webhook: 'no address', secret: undefined }]]);
    expect(await createSend({ ...sender.route, robots })(toRoom('通报'))).toMatchObject({ via: 'group' });
  });
});

describe('an answer over the session', () => {
  const actions = (count: number) => Array.from({ length: count }, (_, n) => ({ label: `通过 B${n}`, command: `通过 B${n}` }));

  it('has buttons in private, one alone too, and words in a group', async () => {
    for (const count of [1, 2, 6]) await sender.send({ ...toZhang('待审', { actions: actions(count) }), replyTo: answerTo(ZHANG) });
    await sender.send({ ...toRoom('待审', { actions: actions(1) }), replyTo: answerTo(ROOM) });
    expect(bodies().map(({ msgtype }) => msgtype)).toEqual(['actionCard', 'actionCard', 'actionCard', 'markdown']);
    expect(read().map(({ commands }) => commands.length)).toEqual([1, 2, 6, 1]);
    expect(read()[0]!.text).toBe('待审\n回复 通过 B0');
    expect(read()[3]!.text).toBe('待审\n@创建管家 通过 B0');
  });

  it('links to files, and names people in a group', async () => {
    const file = sender.keep('台账.xlsx', Buffer.from('xlsx'));
    await sender.sendAll({ ...toRoom('B12', { files: [file], mentions: ['wang5'] }), replyTo: answerTo(ROOM) });
    expect(read()).toEqual([{ text: `B12\n[台账.xlsx](${file.url})\n@wang5`, commands: [], links: [file.url] }]);
    expect(sender.fake.shown[0]!.named).toEqual(['wang5']);
  });
});
