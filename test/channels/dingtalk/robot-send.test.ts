import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readShown } from '../../helpers/fake-dingtalk/read-shown.ts';
import { again, failureOf } from '../sendings.ts';
import { startSender, toGroup, toZhang, type Sender } from './sender.ts';

let sender: Sender;
beforeEach(async () => {
  sender = await startSender();
});
afterEach(() => sender.stop());

const PRIVATE = 'v1.0/robot/oToMessages/batchSend';
const bodies = () => sender.fake.shown.map(({ body }) => body);
const read = () => sender.fake.shown.map(readShown);
const actions = (count: number) => Array.from({ length: count }, (_, n) => ({ label: `通过 B${n}`, command: `通过 B${n}` }));

describe('a message by the app', () => {
  it('is markdown with a title for the list of conversations, in which nothing people typed is markup', async () => {
    await sender.send(toZhang('王五：[点这里](http://evil.example)\n**重要**', { title: '第3项 提醒' }));
    expect(bodies()).toEqual([
      { msgKey: 'sampleMarkdown', msgParam: { title: '第3项 提醒', text: '王五：［点这里］(http://evil.example)  \n＊＊重要＊＊' } },
    ]);
  });

  it('has a title even when none is given, and never a long one', async () => {
    await sender.send(toZhang('没有逾期的。\n好。', { title: '' }));
    await sender.send(toZhang('院'.repeat(200)));
    expect(bodies().map(({ msgParam }) => (msgParam as { title: string }).title)).toEqual(['没有逾期的。', '院'.repeat(60)]);
  });

  it('has at most 3,800 characters and 15,000 bytes in each part, whatever stands in it', async () => {
    for (const text of ['"\\\n'.repeat(4_000), '😀'.repeat(5_000), '院\n'.repeat(4_000), `${'院'.repeat(3_799)}\n\n短`]) {
      await sender.sendAll(toZhang(text));
    }
    const texts = bodies().map(({ msgParam }) => (msgParam as { text: string }).text);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(3_800);
    expect(Math.max(...bodies().map(({ msgParam }) => Buffer.byteLength(JSON.stringify(msgParam))))).toBeLessThanOrEqual(15_000);
  });
});

describe('buttons', () => {
  it('say the command when they are pressed, and the words stand in the text too', async () => {
    for (const count of [1, 2, 5]) await sender.send(toZhang('待审', { actions: actions(count) }));
    expect(bodies().map(({ msgKey }) => msgKey)).toEqual(['sampleActionCard', 'sampleActionCard2', 'sampleActionCard5']);
    expect(read()[1]).toEqual({ text: '待审\n回复 通过 B0 / 通过 B1', commands: ['通过 B0', '通过 B1'], links: [] });
  });

  it('are not said twice in words', async () => {
    await sender.send(toZhang('待审，看完发「通过 B0」。', { actions: actions(1) }));
    expect(read()).toEqual([{ text: '待审，看完发「通过 B0」。', commands: ['通过 B0'], links: [] }]);
  });

  it('are words alone where there are too many, too long ones, too much text, or a group', async () => {
    const long = [{ label: '清除', command: `确认清除 B12 ${'错'.repeat(80)}` }];
    await sender.send(toZhang('待审', { actions: actions(6) }));
    await sender.send(toZhang('待审', { actions: long }));
    await sender.sendAll(toZhang(`待审\n${'院'.repeat(4_000)}`, { actions: actions(2) }));
    await sender.send(toGroup('待审', { actions: actions(2) }));
    expect(new Set(bodies().map(({ msgKey }) => msgKey))).toEqual(new Set(['sampleMarkdown']));
    expect(read().at(-1)!.text).toBe('待审\n@创建管家 通过 B0 / 通过 B1');
  });
});

describe('files', () => {
  it('are uploaded under their own names, pictures as pictures, in private and in groups', async () => {
    const png = randomBytes(300_000);
    const bytes = randomBytes(2_000_000);
    const files = [sender.keep('读书会"合影".PNG', png), sender.keep('2023年 总结（定稿）.XLSX', bytes)];
    await sender.sendAll(toZhang('B12', { files }));
    await sender.sendAll(toGroup('', { files }));
    const [, picture, paper, ...inGroup] = sender.fake.shown;
    expect(picture!.body).toMatchObject({ msgKey: 'sampleImageMsg' });
    expect(paper!.body).toMatchObject({ msgKey: 'sampleFile', msgParam: { fileName: '2023年 总结（定稿）.XLSX', fileType: 'xlsx' } });
    expect([picture!.file!.bytes.equals(png), paper!.file!.bytes.equals(bytes)]).toEqual([true, true]);
    expect(inGroup.map(({ body }) => body['msgKey'])).toEqual(['sampleImageMsg', 'sampleFile']);
  });

  it('of other kinds and sizes are linked to', async () => {
    const kept = sender.keep('说明.txt', Buffer.from('words'));
    const large = { ...sender.keep('台账.pdf', Buffer.from('x')), size: 20 * 1024 * 1024 + 1 };
    const empty = { ...sender.keep('空.docx', Buffer.from('')), size: 0 };
    await sender.sendAll(toZhang('B12', { files: [kept, large, empty] }));
    expect(sender.fake.shown).toHaveLength(1);
    expect(read()[0]!.links).toEqual([kept.url, large.url, empty.url]);
  });

  it('only its person may fetch stay with us: a link, whatever its size', async () => {
    const link = { name: '台账.xlsx', url: 'https://wenming.example/exports/1?to=zhang&sign=a' };
    await sender.sendAll(toZhang('备好了', { links: [link] }));
    expect(sender.fake.shown).toHaveLength(1);
    expect(read()[0]!.links).toEqual([link.url]);
  });

  it('that are refused, cannot be read, or are not taken in time are linked to', async () => {
    const file = sender.keep('总结.docx', Buffer.from('docx bytes'));
    sender.fake.failNext('media/upload', { errcode: 40004 });
    await sender.sendAll(toZhang('', { files: [file] }));
    for (const broken of [file, { ...file, key: 'purged' }]) {
      sender.fake.failNext('media/upload', 'break');
      const sending = toZhang('', { files: [broken] });
      const error = await failureOf(sender.send(sending));
      expect(error).toMatchObject({ code: 'upload:no-answer', permanent: false });
      await sender.send(again(sending, error));
    }
    expect(read().map(({ links }) => links)).toEqual([[file.url], [file.url], [file.url]]);
  });

  it('are read anew when the first upload only failed for its token', async () => {
    await sender.send(toZhang('提醒'));
    sender.fake.invalidateTokens();
    await sender.sendAll(toZhang('', { files: [sender.keep('总结.docx', Buffer.from('docx bytes'))] }));
    expect(sender.fake.shown.at(-1)!.file!.bytes.toString()).toBe('docx bytes');
  });
});

describe('a person', () => {
  it('the app does not reach is told apart, and for good', async () => {
    const gone = { ...toZhang('提醒'), recipient: { kind: 'person', id: 'zhang3' } } as const;
    expect(await failureOf(sender.send(gone))).toMatchObject({ code: 'invalid-staff', permanent: true, detail: 'zhang3' });
  });

  it('who is written to too much is waited for', async () => {
    sender.fake.failNext(PRIVATE, { answer: { processQueryKey: 'q', invalidStaffIdList: [], flowControlledStaffIdList: ['Zhang3'] } });
    expect(await failureOf(sender.send(toZhang('提醒')))).toMatchObject({
      code: 'flow-controlled',
      permanent: false,
      retryAfterMs: 60_000,
    });
  });

  it('is asked for by name: nobody else is in the call', async () => {
    await sender.send(toZhang('提醒'));
    expect(sender.fake.calls.at(-1)!.body).toMatchObject({ robotCode: sender.fake.robotCode, userIds: ['Zhang3'] });
  });
});
