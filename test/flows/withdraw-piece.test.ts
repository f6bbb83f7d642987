import { afterEach, beforeEach, expect, it } from 'vitest';
import { findPlan } from '../../src/db/plans.ts';
import { findOrphans } from '../../src/usecases/find-orphans.ts';
import { readLedger } from '../../src/usecases/read-ledger.ts';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;

beforeEach(async () => {
  world = await createPublishedWorld();
  await world.wang.sends([file('读书会方案.pdf'), file('别的会签到.pdf'), file('读书会总结.pdf')], '提交 3');
});
afterEach(() => world.close());

/** What 台账 and 档案 are made of. */
async function counted(): Promise<string[]> {
  const { deps } = world.app;
  const names: string[] = [];
  for await (const { shares } of (await readLedger(deps, (await findPlan(deps.db, 2023))!)).items) {
    for (const { deliverables } of shares)
      names.push(...deliverables.flatMap(({ evidence }) => evidence.map(({ originalName }) => originalName)));
  }
  return names;
}

it('takes one piece out of what is still collected: it keeps its number and counts for nothing', async () => {
  expect(await world.wang.says('撤回 B1-2 是别的会的')).toMatch(
    /^B1 第 2 份《别的会签到\.pdf》已撤回，不再计入；其余 2 份照旧。\n第3项 \S+（机关工会，年中）/,
  );
  await world.wang.says('完成');
  const card = await world.wu.hears();
  expect(card).toMatch(/^待审 B1/);
  expect(card).not.toContain('签到');
  const shown = await world.wu.says('B1');
  expect(shown).toContain('\n2. 《别的会签到.pdf》（已撤回）');
  expect(shown).toContain('\n3. 《读书会总结.pdf》 ');
  expect(await world.zhou.says('留痕 B1')).toContain('王五撤回 B1 第 2 份《别的会签到.pdf》：是别的会的（第3项，机关工会）');
  await world.wu.says('通过 B1');
  expect(await world.wang.says('撤回 B1-1 看错')).toMatch(/^没有撤回：B1 已经审核通过/);
});

it('tells reviewers anew when what waits has lost a piece, and takes the same file again', async () => {
  await world.wang.says('完成');
  expect(await world.wu.hears()).toContain('《别的会签到.pdf》');
  await world.wang.says('撤回 B1-2');
  const card = await world.wu.hears();
  expect(card).toMatch(/^待审 B1/);
  expect(card).not.toContain('签到');
  expect(await world.wang.sends(file('别的会签到.pdf'), '提交 3')).toMatch(/编号 B1，共 3 份/);
  await world.wang.says('完成');
  expect(await world.wu.hears()).toContain('《别的会签到.pdf》');
});

it('after 退回 the wrong pieces are taken out, and what is approved is archived without them', async () => {
  await world.wang.says('完成');
  await world.wang.news();
  await world.wu.says('退回 B1 R4 签到表不是读书会的');
  expect(await world.wang.hears()).toContain('不要的发「撤回 B1-1 理由」这样逐份撤回');
  const receipt = await world.wang.sends(file('读书会签到.pdf'), '提交 3');
  expect(receipt).toContain('原来的仍算在内，同名的以新的为准；不要的发「撤回 B1-1 理由」这样逐份撤回。');
  expect(await world.wang.says('撤回 B1-2 不是读书会的')).toContain('其余 3 份照旧');
  await world.wang.says('完成');
  expect(await world.wu.hears()).toMatch(/以前的 2 份仍算在内/);
  await world.wu.says('通过 B1');
  expect(await counted()).toEqual(['读书会方案.pdf', '读书会总结.pdf', '读书会签到.pdf']);
});

it('does not take out the last one, nothing twice, nothing that is not there, and nothing of others', async () => {
  expect(await world.li.says('撤回 B1-2 试试')).toMatch(/只能由交这份材料的人或管理员/);
  expect(await world.wang.says('撤回 B1-9')).toMatch(/没有第 9 份/);
  expect(await world.zhou.says('撤回 B1-1 重复')).toContain('其余 2 份照旧');
  expect(await world.wang.says('撤回 B1-1')).toMatch(/^不用撤回：B1 第 1 份《读书会方案\.pdf》已经撤回了/);
  await world.wang.says('撤回 B1-2');
  expect(await world.wang.says('撤回 B1-3')).toMatch(/^没有撤回：B1 只有这一份了。\n先交对的再撤回这一份，或整件撤回发「撤回 B1」/);
  expect(await world.wang.says('撤回 B1 B2')).toMatch(/一次一件/);
  expect(await world.wang.says('撤回 B1')).toMatch(/^B1 已撤回/);
});

it('keeps its bytes: its link opens, they are no orphan, and 清除 destroys them', async () => {
  await world.wang.says('撤回 B1-2');
  const link = await linkOf('别的会签到.pdf');
  expect((await fetch(link)).status).toBe(200);
  expect((await findOrphans(world.app.deps)).orphans).toEqual([]);
  await world.zhou.says('确认清除 B1 误传');
  expect((await fetch(link)).status).toBe(410);
  const keys: string[] = [];
  for await (const key of world.app.deps.files.list()) keys.push(key);
  expect(keys).toEqual([]);
});

async function linkOf(name: string): Promise<string> {
  await world.wang.says('B1');
  const response = await fetch(`${world.url}/sandbox/api/messages?member=wang&after=0`);
  const { messages } = (await response.json()) as { messages: { files: { name: string; url: string }[] }[] };
  return world.url + messages.flatMap(({ files }) => files).find((one) => one.name === name)!.url;
}
