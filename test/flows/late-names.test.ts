import { afterEach, beforeEach, expect, it } from 'vitest';
import { ChannelError, type ChannelName, type Channel } from '../../src/ports/channel.ts';
import { createPublishedWorld, createWorld, file, seed, type ChatFile, type World } from '../world.ts';

let world: World;
/** What the platform tells with the bytes of the files that are sent next, one after the other. */
let told: (string | undefined | ChannelError)[];

beforeEach(async () => {
  told = [];
});

afterEach(() => world.close());

async function publish(): Promise<void> {
  world = await createPublishedWorld({ dates: '采用默认节点' });
  tellNamesLate();
}

/** From now on the sandbox is like 企业微信: a name comes with the bytes, or never. */
function tellNamesLate(): void {
  const channels = world.app.deps.channels as Map<ChannelName, Channel>;
  const sandbox = channels.get('sandbox')!;
  const names = new Map<string, (typeof told)[number]>();
  channels.set('sandbox', {
    ...sandbox,
    async download(attachment) {
      const key = JSON.stringify(attachment.ref);
      if (!names.has(key)) names.set(key, told.shift());
      const name = names.get(key);
      if (name instanceof ChannelError) throw name;
      return { ...(await sandbox.download(attachment)), name };
    },
  });
}

const gone = new ChannelError('wecom', 'media-gone', 'gone', { permanent: true });
const nameless = (content: string): ChatFile => ({ name: '', bytes: file('x.pdf', content).bytes });
const photo = (content: string): ChatFile => ({ name: '', bytes: Buffer.concat([JPEG, Buffer.from(content)]) });
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

const kept = async () =>
  (await world.app.deps.db.selectFrom('evidence').select(['originalName', 'safeName', 'state']).orderBy('receivedAt').execute()).map(
    ({ originalName, safeName, state }) => [originalName, safeName, state],
  );

it('shows the real name of a quoted file in a room', async () => {
  await publish();
  told = ['意识形态研判报告.pdf'];
  const answer = await world.li.says('@创建管家 提交 6', { room: 'all', quoting: [nameless('a')] });
  expect(answer).toMatch(/收到《意识形态研判报告\.pdf》.*第6项（地质信息室，.*B1，已送审/s);
  await world.at('2023-06-12 10:00');
  const [card] = await world.wu.news();
  expect(card!.text).toContain('《意识形态研判报告.pdf》');
});

it('keeps it made safe, and with the suffix of its true type', async () => {
  await publish();
  told = ['../../读书会.png', '总结.pdf'];
  expect(await world.wang.sends(photo('a'), '提交 3')).toMatch(/《[^》]*读书会\.png》的后缀与内容不符，已按《读书会\.jpg》保存/);
  expect(await world.wang.sends({ name: '', bytes: Buffer.from(`MZ${'\0'.repeat(80)}`) })).toMatch(/《总结\.pdf》其实是可执行程序/);
  expect(await kept()).toEqual([
    ['../../读书会.png', '读书会.jpg', 'stored'],
    ['总结.pdf', '总结.pdf', 'refused'],
  ]);
});

it('calls what nobody named by what it is', async () => {
  await publish();
  expect(await world.wang.sends([photo('a'), nameless('b')], '提交 3')).toMatch(/收到 2 份：《图片-1\.jpg》.*《文件-2\.pdf》/s);
  expect(await world.wang.sends(photo('c'))).toMatch(/收到《图片-3\.jpg》.*共 3 份/s);
  expect((await kept()).at(-1)).toEqual(['图片-3.jpg', '图片-3.jpg', 'stored']);
});

it('speaks of a file that never got a name', async () => {
  await publish();
  told = [gone];
  expect(await world.wang.sends(nameless('a'), '提交 3')).toBe('没有收下：有一份文件已经取不到了。请重新发一次。');
  world.app.deps.config.evidence.maxFileMb = 1;
  told = [undefined, '录像.mp4'];
  expect(await world.wang.sends({ name: '', bytes: Buffer.alloc(1024 * 1024 + 1, 1) })).toContain('没有收下：有一份文件超过 1 MB。');
  expect(await world.wang.sends({ name: '', bytes: Buffer.alloc(1024 * 1024 + 1, 2) })).toContain('没有收下：《录像.mp4》超过 1 MB。');
});

it('asks in private for a quoted file it cannot get: quoted once more it would be no other', async () => {
  await publish();
  told = [gone, '学习照片.pdf', gone];
  expect(await world.wang.says('@创建管家 提交 3', { room: 'all', quoting: [nameless('a')] })).toBe(
    '没有收下：有一份文件已经取不到了。请私聊把它发给我。',
  );
  expect(await world.wang.says('@创建管家 提交 3', { room: 'all', quoting: [nameless('b'), nameless('c')] })).toMatch(
    /收到《学习照片\.pdf》.*已经取不到了。请私聊把它发给我。/s,
  );
});

it('reads the item from a name that came late', async () => {
  await publish();
  told = ['（10）文明餐桌.pdf'];
  expect(await world.wang.sends(nameless('a'))).toMatch(/收到《（10）文明餐桌\.pdf》.*第10项.*编号 B1/s);
  await world.wang.says('完成');
  told = ['（10）总结.pdf', '（3）方案.pdf'];
  expect(await world.wang.sends([nameless('b'), nameless('c')])).toMatch(/收到 2 份.*是哪一项/s);
});

it('reads a table without a name', async () => {
  world = await createWorld();
  tellNamesLate();
  const { bytes } = await seed('docx');
  told = ['2023年任务分解表.docx'];
  expect(await world.zhou.sends({ name: '', bytes })).toContain('读好了：2023年度');
  await world.zhou.says('确认导入');
  const rows = await world.app.deps.db.selectFrom('imports').select('name').execute();
  expect(rows).toEqual([{ name: '2023年任务分解表.docx' }]);
});

it('takes a table without a name that is none for evidence, under the name it then has', async () => {
  await publish();
  await world.zhou.says('分派 3 创建办 配合');
  told = ['合影.jpg'];
  const answer = await world.zhou.sends(photo('a'));
  expect(answer).toContain('合影.jpg');
});

it('says that a table without a name is gone', async () => {
  world = await createWorld();
  tellNamesLate();
  told = [gone];
  expect(await world.zhou.sends(nameless('a'), '导入')).toBe('没有取到这份文件，它可能已经过期。\n请把文件重新发一次。');
});
