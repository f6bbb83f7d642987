import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;

beforeEach(async () => {
  world = await createPublishedWorld();
  await world.wang.sends([file('读书会方案4月20日.pdf'), file('读书会总结.pdf')], '提交 3');
  await world.wang.says('完成');
  await world.wu.hears();
});
afterEach(() => world.close());

const stored = () => world.app.deps.db.selectFrom('evidence').selectAll().where('state', '=', 'stored').orderBy('id').execute();

it('one material counts for two items, is stored once and reviewed for each', async () => {
  expect(await world.wang.says('B1 也用于 10')).toMatch(/^B1 的 2 份材料也用于第10项 \S+（机关工会，年中），编号 B2，已送审。\n/);
  const card = await world.wu.hears();
  expect(card).toMatch(/^待审 B2　第10项/);
  expect(card).not.toContain('内容和交过的相同');
  expect(new Set((await stored()).map(({ sha256 }) => sha256)).size).toBe(2);
  expect(await world.wang.says('B1')).toContain('1. 《读书会方案4月20日.pdf》 ');
  expect(await world.wang.says('B1')).toContain('\n　 也用于：第10项（B2）\n');
  expect(await world.wu.says('B2')).toContain('\n　 方案 4月20日（周四）（按名称）（待确认）\n　 也用于：第3项（B1）\n');
  expect(await world.zhou.says('留痕 B1')).toContain('王五把 B1 的《读书会方案4月20日.pdf》《读书会总结.pdf》也用于第10项（B2）');
  expect(await world.zhou.says('留痕 B2')).toContain('交第10项材料《读书会方案4月20日.pdf》《读书会总结.pdf》，编号 B2');
  await world.wu.says('通过 B1');
  expect(await world.wu.says('B2')).toContain('待审');
});

it('names up to ten in 留痕, whoever did what with them', async () => {
  await world.at('2023-06-13 09:30');
  await world.wang.sends(Array.from({ length: 12 }, (_, n) => file(`读本${n + 1}.pdf`)));
  await world.wang.says('18');
  await world.wang.says('完成');
  await world.wang.says('B2');
  await world.wang.says('B2 也用于 10');
  const trail = (await world.zhou.says('留痕 B2')).split('\n');
  const names = Array.from({ length: 10 }, (_, n) => `《读本${n + 1}.pdf》`).join('');
  expect(trail.filter((line) => line.includes('《')).map((line) => line.split('　').at(-1))).toEqual([
    expect.stringMatching(`^王五把 B2 的${names}等 12 份也用于第10项（B3）$`),
    `王五查看 B2 的${names}等 12 份`,
    expect.stringMatching(`交第18项材料${names}等 12 份，编号 B2$`),
  ]);
});

it('one piece alone, or what joins what is there already', async () => {
  expect(await world.wang.says('B1-2 也用于 10')).toMatch(/^B1 的 1 份材料也用于第10项/);
  expect(await world.wang.says('B1 也用于 10')).toMatch(/^B1 的 1 份材料也用于第10项[\s\S]*编号 B2/);
  expect(await world.wang.says('B1 也用于 10')).toMatch(/^不用再办：B1 的材料已经在第10项里了。/);
  expect(await world.wang.says('B1 也用于 3')).toMatch(/^不用再办：B1 的材料已经在第3项里了。/);
});

it("is refused for others' items and materials, and for what is withdrawn; an admin may for its department", async () => {
  expect(await world.wang.says('B1 也用于 6')).toMatch(/^第6项 .*不是机关工会的任务。/);
  expect(await world.li.says('B1 也用于 6')).toMatch(/^没有改动：B1 是机关工会的材料/);
  expect(await world.wang.says('B1-3 也用于 10')).toMatch(/^没有改动：B1 没有第 3 份，共 2 份。/);
  expect(await world.zhou.says('B1 也用于 10')).toMatch(/第10项 \S+（机关工会，年中），编号 B2/);
  await world.wang.says('撤回 B1');
  expect(await world.wang.says('B1 也用于 15')).toMatch(/^没有办理/);
});

it('清除 destroys every use of it and says so', async () => {
  await world.wang.says('B1 也用于 10');
  expect(await world.zhou.says('清除 B1 误传')).toContain('\n同一材料也用于第10项（B2），会一并清除。\n');
  expect(await world.zhou.says('确认清除 B1 误传')).toContain('\n同一材料也用于第10项（B2），已一并清除。\n');
  // A job of its own takes the bytes away.
  await expect.poll(async () => (await stored()).filter(({ bytesToRemove }) => bytesToRemove === 1)).toEqual([]);
  const files = await stored();
  expect(files.filter(({ purgedAt }) => purgedAt === null)).toEqual([]);
  for (const { sha256 } of files) expect(await world.app.deps.files.size(sha256!)).toBeUndefined();
  expect(await world.wang.says('我的任务')).toMatch(/第10项/);
  expect(await world.zhou.says('留痕 B2')).toContain('清除 B2 的 2 份文件：误传');
});

it('清除 of words leaves none of them: not in the message, not in what the bot said of it', async () => {
  await world.wang.says('提交文字 10 独一无二的一句话。后面还有半句');
  await world.wang.says('提交 10 https://www.example.cn/secret/7 不该公开的新闻 4-20');
  await world.wang.says('完成');
  await world.wang.says('B2-1 也用于 15');
  for (const who of [world.wang, world.wu, world.zhou]) await who.says('B2');
  await world.zhou.says('清除 B3 误发');
  expect(await world.zhou.says('确认清除 B3 误发')).not.toContain('独一无二');
  expect(await world.zhou.says('确认清除 B2 误发')).not.toContain('不该公开');
  const { db } = world.app.deps;
  const dump = JSON.stringify([
    await stored(),
    await db.selectFrom('inboundMessages').select('text').execute(),
    await db.selectFrom('outboundMessages').select('body').execute(),
  ]);
  for (const words of ['独一无二', '后面还有半句', 'secret/7', '不该公开的新闻']) expect(dump).not.toContain(words);
  const shown = await world.wang.says('B2');
  expect(shown).toMatch(/^B2　第10项 .*　已清除\n/);
  expect(shown).toContain('1. 《文字》（已清除）');
  expect(shown).toContain('2. 《链接》（已清除）');
});

it('清除 of words leaves what was said of other material', async () => {
  await world.wang.says('提交文字 10 2 场读书会都办了，一共 40 人');
  await world.wang.says('完成');
  const unconcerned = [await world.wu.says('待审'), await world.wu.says('B21')];
  expect(await world.wu.says('B2')).toContain('场读书会都办了');
  await world.zhou.says('清除 B2 误发');
  await world.zhou.says('确认清除 B2 误发');
  const rows = await world.app.deps.db.selectFrom('outboundMessages').select('body').execute();
  const kept = rows.map(({ body }) => (JSON.parse(body) as { text: string }).text);
  for (const text of unconcerned) expect(kept.map((one) => one.trim())).toContain(text.trim());
  expect(kept.join('')).not.toContain('场读书会都办了');
});
