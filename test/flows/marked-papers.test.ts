import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { docx, paragraph } from '../importer/documents.ts';
import { createUploader } from '../helpers/uploader.ts';
import { createPublishedWorld, file, type ChatFile, type World } from '../world.ts';

let world: World;

beforeEach(async () => {
  world = await createPublishedWorld();
  await world.zhou.news();
});
afterEach(() => world.close());

const CANARY = 'canary-7f3a';
const marked: ChatFile = { name: `${CANARY}纪要.docx`, bytes: docx(paragraph('机密★10年') + paragraph(CANARY)) };

it('is not kept, nor its name; the sender is told the right way, the office that it happened', async () => {
  const answer = await world.wang.sends(marked, '提交 3');
  expect(answer).toMatch(/^没有收下：有一份文件带密级标志，没有保存，也没有留下名称。请把它从聊天里删除。[\s\S]*直接拿给创建办看/);
  expect(await world.zhou.hears()).toMatch(/^有人发来带密级标志的文件：王五（机关工会），6月12日（周一） \d\d:\d\d，私聊。\n文件没有保存/);
  expect(await world.zhou.says('留痕')).toMatch(/王五.*王五发来的一份文件带密级标志，没有保存/);
  await expectNoTrace(CANARY);
});

it('is known by its name before it is fetched, whatever else is wrong with it', async () => {
  expect(await world.wang.sends({ name: `【秘密】${CANARY}.exe`, bytes: Buffer.from('') }, '提交 3')).toContain('带密级标志');
  await expectNoTrace(CANARY);
});

it('does not hold up what came with it', async () => {
  const answer = await world.wang.sends([file('方案.pdf'), marked], '提交 3');
  expect(answer).toMatch(/收到《方案\.pdf》[\s\S]*编号 B1，共 1 份。\n没有收下：有一份文件带密级标志/);
  expect(answer).not.toContain(CANARY);
  await world.wang.says('完成');
  expect(await world.wu.hears()).not.toContain(CANARY);
});

it('says it once of several, with how many', async () => {
  const other = { name: `${CANARY}报告.docx`, bytes: docx(paragraph('秘密★5年') + paragraph(CANARY)) };
  const answer = await world.wang.sends([marked, other], '提交 3');
  expect(answer.match(/没有收下：有[^。]*。/gu)).toEqual(['没有收下：有 2 份文件带密级标志，没有保存，也没有留下名称。']);
});

it('leaves nothing behind on the upload page either', async () => {
  const path = /\/upload\/[\w-]{43}/.exec(await world.wang.says('上传 3'))![0];
  const page = createUploader(() => world.url + path);
  await page.claim();
  const id = await page.begin(marked.name, marked.bytes.length, { caption: CANARY, docNumber: CANARY });
  expect((await page.piece(id, 0, marked.bytes)).status).toBe(200);
  await world.settle();
  expect(await world.zhou.hears()).toMatch(
    /^有人发来带密级标志的文件：王五（机关工会），6月12日（周一） \d\d:\d\d，网页上传。\n.*它已经过网络传送，没有进聊天。已请本人改为线下交。/,
  );
  expect((await page.post('done')).status).toBe(204);
  await world.settle();
  const told = await world.wang.hears();
  expect(told).toMatch(
    /有一份文件带密级标志，没有保存，也没有留下名称。涉密材料不能上传，它已经过网络传送：请按保密规定，直接拿给创建办看/,
  );
  expect(told).not.toContain('聊天');
  await expectNoTrace(CANARY);
});

it.each([
  ['said to be a table', '导入'],
  ['without a word', ''],
])('leaves nothing behind as a table either: %s', async (_, words) => {
  expect(await world.zhou.sends(marked, words)).toContain('没有收下：有一份文件带密级标志，没有保存，也没有留下名称。');
  expect(await world.zhou.says('留痕')).toMatch(/周主任发来的一份文件带密级标志，没有保存/);
  await expectNoTrace(CANARY);
});

it('papers about keeping secrets are welcome', async () => {
  const bytes = docx(paragraph('《保守国家秘密法》学习总结') + paragraph('国家秘密的密级分为绝密、机密、秘密三级。'));
  expect(await world.wang.sends({ name: '保密法学习总结.docx', bytes }, '提交 3')).toContain('编号 B1，共 1 份');
});

/** Neither in a row nor in a file of the store. */
async function expectNoTrace(text: string): Promise<void> {
  const rows: string[] = [];
  for (const { name } of await world.app.deps.db.introspection.getTables()) {
    for (const row of await world.app.deps.db
      .selectFrom(name as 'evidence')
      .selectAll()
      .execute())
      rows.push(JSON.stringify(row));
  }
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter((row) => row.includes(text) || row.includes(Buffer.from(marked.bytes).toString('base64')))).toEqual([]);
  // What the sweep looks at once more lies there for that long.
  await expect.poll(async () => (await kept()).filter((bytes) => bytes.includes(text) || bytes.equals(marked.bytes))).toEqual([]);
}

/** What files of the store there are at this moment. */
async function kept(): Promise<Buffer[]> {
  const all = await readdir(join(world.dataDir, 'files'), { recursive: true, withFileTypes: true });
  const files = all.filter((one) => one.isFile()).map((one) => readFile(join(one.parentPath, one.name)).catch(() => Buffer.of()));
  return Promise.all(files);
}
