import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSend } from '../../../src/channels/wecom/send/route.ts';
import { again, failureOf } from '../sendings.ts';
import { readable, ROOM_KEY, startSender, toRoom, type Sender } from './sender.ts';

let sender: Sender;
beforeEach(async () => {
  sender = await startSender();
});
afterEach(() => sender.stop());

const bodies = () => sender.fake.shown.map(({ body }) => body);

it('a group robot says markdown in which nothing people typed is markup, and names who is meant', async () => {
  await sender.send(toRoom('[退回](http://evil.example) <@all> **重要**', { mentions: ['zhang.san', 'evil>id'] }));
  expect(readable(bodies()[0]!)).toBe('［退回］(http://evil.example) ＜@all＞ ＊＊重要＊＊\n<@zhang.san>');
});

it('what somebody is to say begins with the name of the bot', async () => {
  await sender.send(toRoom('待审 3 件', { actions: [{ label: '待审', command: '待审' }] }));
  expect(readable(bodies()[0]!)).toBe('待审 3 件\n@创建管家 待审');
});

it('a long digest is split on lines by bytes, and numbered', async () => {
  const lines = Array.from({ length: 200 }, (_, n) => `● 第${n + 1}项 全民阅读进机关活动　还缺 2 个部门`);
  await sender.sendAll(toRoom(lines.join('\n')));
  const texts = bodies().map(readable);
  expect(texts.length).toBeGreaterThan(2);
  expect(Math.max(...texts.map((text) => Buffer.byteLength(text)))).toBeLessThanOrEqual(4096);
  expect(texts.flatMap((text) => text.split('\n').slice(0, -1))).toEqual(lines);
});

it('a text is split where it would be a byte too long', async () => {
  for (const size of [4096, 4097]) await sender.sendAll(toRoom('a'.repeat(size)));
  expect(bodies().map((body) => Buffer.byteLength(readable(body)) <= 4096)).toEqual([true, true, true]);
});

it('files and pictures are shown in the room, and linked to where they are not taken', async () => {
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.from('picture')]);
  const files = [
    sender.keep('合影.png', png),
    sender.keep('台账.xlsx', Buffer.from('xlsx bytes')),
    sender.keep('说明.docx', Buffer.from('docx bytes')),
  ];
  sender.fake.failNext('webhook/upload_media', { errcode: 40005 });
  await sender.sendAll(toRoom('本周', { files }));
  const [, picture, linked, file] = sender.fake.shown;
  expect(picture!.body['image']).toEqual({ base64: png.toString('base64'), md5: createHash('md5').update(png).digest('hex') });
  expect(readable(linked!.body)).toBe(`[台账.xlsx](${files[1]!.url})`);
  expect(file!.file).toMatchObject({ name: '说明.docx', bytes: Buffer.from('docx bytes') });
});

it('a file that cannot be read now is linked to at the next try', async () => {
  const files = [sender.keep('合影.png', Buffer.from('picture')), sender.keep('台账.xlsx', Buffer.from('xlsx bytes'))];
  const lost = files.map((file) => ({ ...file, key: 'purged' }));
  for (const file of lost) {
    const sending = toRoom('本周', { files: [file] });
    const receipt = await sender.send(sending);
    const error = await failureOf(sender.send(again(sending, null, receipt)));
    expect(error).toMatchObject({ code: 'upload:no-answer', permanent: false });
    await sender.send(again(sending, error, receipt));
  }
  expect(bodies().map(readable)).toEqual(['本周', `[合影.png](${files[0]!.url})`, '本周', `[台账.xlsx](${files[1]!.url})`]);
});

it('what the platform lets through in a minute may be less than we count: then a minute is waited', async () => {
  const others = { ...sender.route.shared, take: async () => undefined };
  const send = createSend({ ...sender.route, shared: others });
  for (let n = 0; n < 20; n++) await send(toRoom(`通报 ${n}`));
  const sending = toRoom('通报 20');
  const error = await failureOf(send(sending));
  expect(error).toMatchObject({ code: '45009', permanent: false, retryAfterMs: 60_000 });
  sender.fake.passMinute();
  await send(again(sending, error));
  expect(bodies()).toHaveLength(21);
});

it('a robot that was removed is for good', async () => {
  sender.fake.webhookKeys.delete(ROOM_KEY);
  expect(await failureOf(sender.send(toRoom('通报')))).toMatchObject({ code: '93000', permanent: true });
});
