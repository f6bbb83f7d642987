import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { again, failureOf } from '../sendings.ts';
import { readable, startSender, toZhang, type Sender } from './sender.ts';

let sender: Sender;
beforeEach(async () => {
  sender = await startSender();
});
afterEach(() => sender.stop());

const bodies = () => sender.fake.shown.map(({ body }) => body);
const APPROVE = [
  { label: '通过 B12', command: '通过 B12' },
  { label: '退回', command: '退回 B12 R2' },
];

describe('a message by the app', () => {
  it('is plain text, in which nothing people typed is a link', async () => {
    await sender.send(toZhang('王五：<a href="http://evil.example">点这里</a> **重要**'));
    expect(bodies()[0]).toMatchObject({ msgtype: 'text', agentid: 1000002, enable_duplicate_check: 1 });
    expect(readable(bodies()[0]!)).toBe('王五：＜a href="http://evil.example">点这里＜/a> **重要**');
  });

  it('never takes more than 2048 bytes, with all it carries', async () => {
    for (const size of [600, 660, 672, 678, 679, 680, 682, 683, 700, 1500]) await sender.sendAll(toZhang('院'.repeat(size)));
    const sizes = bodies().map((body) => Buffer.byteLength((body['text'] as { content: string }).content));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2048);
  });

  it('is a card with buttons where it fits one, and says the words to type where not', async () => {
    await sender.send(toZhang('待审 B12　第3项 全民阅读进机关活动　机关工会 王五\n《总结.docx》 312 KB', { actions: APPROVE }));
    await sender.send(toZhang(`待审 B12\n${'《总结.docx》 312 KB\n'.repeat(12)}`, { actions: APPROVE }));
    expect(bodies()[0]).toMatchObject({
      msgtype: 'template_card',
      template_card: {
        card_type: 'button_interaction',
        main_title: { title: '待审 B12　第3项 全民阅读进机关活动', desc: '机关工会 王五' },
        sub_title_text: '《总结.docx》 312 KB',
        button_list: [{ text: '通过 B12' }, { text: '退回' }],
      },
    });
    expect(readable(bodies()[1]!)).toMatch(/\n回复 通过 B12 \/ 退回 B12 R2$/);
  });

  it('has no buttons while nobody hears them pressed', async () => {
    await sender.stop();
    sender = await startSender();
    sender.fake.hasCallback = false;
    sender.route.app!.hears = false;
    await sender.send(toZhang('待审 B12', { actions: APPROVE }));
    expect(readable(bodies()[0]!)).toBe('待审 B12\n回复 通过 B12 / 退回 B12 R2');
  });

  it('does not repeat words the text says more fully', async () => {
    const text = `${'长'.repeat(120)}\n发「同意 S1」，或「拒绝 S1 理由」。`;
    const actions = ['同意 S1', '拒绝 S1'].map((command) => ({ label: command, command }));
    await sender.send(toZhang(text, { actions }));
    expect(readable(bodies()[0]!)).toBe(text);
  });
});

describe('a repeat', () => {
  it('of what arrived is shown once, text, card and file', async () => {
    const file = sender.keep('总结.docx', Buffer.from('docx bytes'));
    for (const sending of [toZhang('提醒'), toZhang('待审 B12', { actions: APPROVE })]) {
      sender.fake.failNext('message/send', 'take-and-break');
      const error = await failureOf(sender.send(sending));
      expect(error).toMatchObject({ code: 'app:no-answer', permanent: false });
      await sender.send(again(sending, error));
    }
    const withFile = toZhang('B12', { files: [file] });
    const receipt = await sender.send(withFile);
    sender.fake.failNext('message/send', 'take-and-break');
    await sender.send(again(withFile, await failureOf(sender.send(again(withFile, null, receipt))), receipt));
    expect(bodies().map(({ msgtype }) => msgtype)).toEqual(['text', 'template_card', 'text', 'file']);
  });

  it('of the same words is another message when somebody asks again', async () => {
    await sender.send(toZhang('没有逾期的。'));
    await sender.send(toZhang('没有逾期的。'));
    expect(bodies().map(readable)).toEqual(['没有逾期的。', '没有逾期的。']);
  });

  it('is another message too where the ids are much alike once they are hashed', async () => {
    // The first 12 bits of their SHA-256 are the same, which happens to one pair in 4096.
    for (const id of ['row-10', 'row-36']) await sender.send({ ...toZhang('没有逾期的。'), id });
    expect(bodies()).toHaveLength(2);
  });
});

describe('files', () => {
  it('are streamed under their own names, pictures as pictures', async () => {
    const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), randomBytes(300_000)]);
    const bytes = randomBytes(3_000_000);
    const files = [sender.keep('读书会"合影".PNG', png), sender.keep('2023年 总结（定稿）.docx', bytes)];
    await sender.sendAll(toZhang('B12', { files }));
    const [, picture, paper] = sender.fake.shown;
    expect(picture!.body.msgtype).toBe('image');
    expect(picture!.file).toMatchObject({ extendedName: '读书会"合影".PNG', name: '读书会%22合影%22.PNG' });
    expect(paper!.file).toMatchObject({ name: '2023年 总结（定稿）.docx', extendedName: '2023年 总结（定稿）.docx' });
    const hash = (of: Buffer) => createHash('sha256').update(of).digest('hex');
    expect([hash(picture!.file!.bytes), hash(paper!.file!.bytes)]).toEqual([hash(png), hash(bytes)]);
  });

  it('of a size the platform does not take are linked to', async () => {
    const small = sender.keep('空.txt', Buffer.from('12345'));
    const large = { ...sender.keep('录像.mp4', Buffer.from('x')), size: 20 * 1024 * 1024 + 1 };
    await sender.sendAll(toZhang('B12', { files: [small, large] }));
    expect(bodies()).toHaveLength(1);
    expect(readable(bodies()[0]!)).toBe(`B12\n<a href="${small.url}">空.txt</a>\n<a href="${large.url}">录像.mp4</a>`);
  });

  it('only its person may fetch stay with us: a link, whatever its size', async () => {
    const link = { name: '台账.xlsx', url: 'https://wenming.example/exports/1?to=zhang&sign=a_b' };
    await sender.sendAll(toZhang('备好了', { links: [link] }));
    expect(bodies()).toHaveLength(1);
    expect(readable(bodies()[0]!)).toBe(`备好了\n<a href="${link.url}">台账.xlsx</a>`);
  });

  it('that are refused, or not taken in time, are linked to', async () => {
    const noPicture = sender.keep('合影.jpg', Buffer.from('not a picture'));
    await sender.sendAll(toZhang('B12', { files: [noPicture] }));
    expect(readable(bodies()[1]!)).toBe(`<a href="${noPicture.url}">合影.jpg</a>`);
    const slow = sender.keep('总结.docx', Buffer.from('docx bytes'));
    const sending = toZhang('B13', { files: [slow] });
    const receipt = await sender.send(sending);
    sender.fake.failNext('media/upload', 'break');
    const error = await failureOf(sender.send(again(sending, null, receipt)));
    expect(error).toMatchObject({ code: 'upload:no-answer', permanent: false });
    await sender.send(again(sending, error, receipt));
    expect(readable(bodies()[3]!)).toBe(`<a href="${slow.url}">总结.docx</a>`);
  });

  it('are read anew when the first upload only failed for its token', async () => {
    const file = sender.keep('总结.docx', Buffer.from('docx bytes'));
    const sending = toZhang('B12', { files: [file] });
    const receipt = await sender.send(sending);
    sender.fake.invalidateTokens();
    await sender.send(again(sending, null, receipt));
    expect(sender.fake.shown[1]!.file!.bytes.toString()).toBe('docx bytes');
  });
});

describe('what the platform says', () => {
  it('about a person it does not reach is for good, named in either case', async () => {
    sender.fake.failNext('message/send', { errcode: 81013 });
    expect(await failureOf(sender.send(toZhang('提醒')))).toMatchObject({ code: '81013', permanent: true });
    sender.fake.failNext('message/send', { errcode: 0, errmsg: 'ok', invaliduser: 'zhang.san' });
    const error = await failureOf(sender.send({ ...toZhang('提醒'), recipient: { kind: 'person', id: 'Zhang.San' } }));
    expect(error).toMatchObject({ code: 'invaliduser', permanent: true, detail: 'Zhang.San' });
  });

  it('about a limit waits a minute, then an hour, then for the next day in China', async () => {
    const sending = toZhang('提醒');
    sender.clock.now = Date.parse('2023-06-12T22:00:00+08:00');
    const waits: unknown[] = [];
    let tried = sending;
    for (let n = 0; n < 4; n++) {
      sender.fake.failNext('message/send', { errcode: 45009 });
      const error = await failureOf(sender.send(tried));
      waits.push([error.code, error.permanent, error.retryAfterMs]);
      tried = again(sending, error);
    }
    expect(waits).toEqual([
      ['45009', false, 60_000],
      ['45009-hour', false, 3_600_000],
      ['45009-day', false, 7_200_000],
      ['45009-day', false, 7_200_000],
    ]);
  });

  it('goes by, or is for good, by its code alone', async () => {
    const permanent: Record<string, boolean> = {};
    for (const errcode of [-1, 6000, 45033, 40001, 40056, 301002, 48002, 50003, 60020, 43012, 45002, 40058, 60111, 99999]) {
      sender.fake.failNext('message/send', { errcode, errmsg: 'system busy, please retry; access_token expired' });
      permanent[errcode] = (await failureOf(sender.send(toZhang('提醒')))).permanent;
    }
    expect(
      Object.keys(permanent)
        .filter((code) => permanent[code] === false)
        .toSorted(),
    ).toEqual(['-1', '45033', '6000']);
  });

  it('not within eight seconds may have arrived', async () => {
    sender.fake.failNext('message/send', 'take-and-hang');
    const sending = toZhang('提醒');
    const startedAt = performance.now();
    const error = await failureOf(sender.send(sending));
    expect(performance.now() - startedAt).toBeLessThan(30_000);
    expect(error).toMatchObject({ code: 'app:no-answer', permanent: false });
    await sender.send(again(sending, error));
    expect(bodies()).toHaveLength(1);
  });
});
