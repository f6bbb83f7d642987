import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPublishedWorld, file, type Person, type World } from '../world.ts';

let world: World;
let wu: Person;

// The world begins on 2023-06-12, a Monday.
beforeEach(async () => {
  world = await createPublishedWorld();
  wu = world.wu;
});

afterEach(() => world.close());

async function remindersOf(person: Person): Promise<string[]> {
  return (await person.news()).map(({ text }) => text).filter((text) => text.includes('等着审核'));
}

async function handIn(person: Person, name: string, words: string): Promise<void> {
  await person.sends(file(name), words);
  await person.says('完成');
}

it('reminds a reviewer of what waits for two working days, then for five, then every week', async () => {
  await handIn(world.wang, '方案.pdf', '提交 3');
  await handIn(world.li, '报告.pdf', '提交 6');
  await wu.news();
  await world.at('2023-06-13 17:00');
  expect(await remindersOf(wu)).toEqual([]);
  await world.at('2023-06-14 09:05');
  expect(await remindersOf(wu)).toMatchInlineSnapshot(`
    [
      "吴审核，有 2 件报送等着审核：
    B1　第3项 全民阅读进机关活动（机关工会，已等 2 个工作日）
    B2　第6项 意识形态工作责任制和网络意识形态…（地质信息室，已等 2 个工作日）
    看材料发「B1」，然后「通过 B1」或「退回 B1」。",
    ]
  `);
  expect(await wu.says('为什么提醒我')).toMatchInlineSnapshot(`
    "最近一次提醒您是6月14日（周三）09:00：
    ● 机关工会第3项；地质信息室第6项，6月12日（周一）起等着审核，过了 2 个工作日提醒
    发给您，是因为您审核机关工会、地质信息室的报送。
    还等着审核的有 2 件，下一次提醒在6月19日（周一）09:00，审了就不再提醒；发「待审」查看。"
  `);
  expect(await wu.says('通过 B1')).toMatch(/B1/);
  await world.at('2023-06-16 18:00');
  expect(await remindersOf(wu)).toEqual([]);
  await world.at('2023-06-19 09:05');
  expect((await remindersOf(wu)).join()).toMatch(/^吴审核，有 1 件报送等着审核：\nB2　第6项 .*（地质信息室，已等 5 个工作日）/);
  await world.at('2023-06-26 09:05');
  expect(await remindersOf(wu)).toHaveLength(1);
  await wu.says('通过 B2');
  expect(await wu.says('为什么提醒我')).toMatch(/等着审核的都审过了/);
  await world.at('2023-07-14 09:05');
  expect(await remindersOf(wu)).toEqual([]);
});

it('counts anew from when it is opened again, and after a downtime says it once', async () => {
  await handIn(world.wang, '方案.pdf', '提交 3');
  await wu.says('通过 B1');
  await world.at('2023-06-19 10:00');
  await world.zhou.says('重新打开 B1 审核有误');
  await wu.news();
  await world.at('2023-06-20 18:00');
  expect(await remindersOf(wu)).toEqual([]);
  await world.at('2023-06-21 09:05');
  expect((await remindersOf(wu)).join()).toMatch(/已等 2 个工作日/);
});

it('tells the admins what the only reviewer handed in, for nobody reviews their own', async () => {
  await handIn(wu, '方案.pdf', '提交 3');
  await world.zhou.news();
  await world.at('2023-06-14 09:05');
  expect(await remindersOf(wu)).toEqual([]);
  expect((await remindersOf(world.zhou)).join()).toMatch(/眼下没有能审的审核人，请您安排；材料发「B1」查看。/);
});

it('goes to the admins while the only reviewer is away, or cannot be reached', async () => {
  await handIn(world.wang, '方案.pdf', '提交 3');
  expect(await wu.says('请假 6-13 6-16')).toMatch(/^已记下.*\n期间催审发给别的审核人，没有的发给管理员。\n/);
  await world.zhou.news();
  await world.at('2023-06-14 09:05');
  expect(await remindersOf(wu)).toEqual([]);
  expect((await remindersOf(world.zhou)).join()).toMatch(/眼下没有能审的审核人/);
});

it('goes to an admin who is there, and to all where none is', async () => {
  await handIn(wu, '方案.pdf', '提交 3');
  await world.app.deps.db.insertInto('memberRoles').values({ memberId: 'li', role: 'admin' }).execute();
  expect(await world.zhou.says('请假 6-14 6-16')).toMatch(/\n期间报给管理员的提醒发给别的管理员；没有的照样发给您。\n/);
  await world.li.news();
  await world.at('2023-06-14 09:05');
  expect(await remindersOf(world.zhou)).toEqual([]);
  expect((await remindersOf(world.li)).join()).toMatch(/眼下没有能审的审核人/);
  expect(await world.li.says('请假 6-19 6-19')).toMatch(/^已记下/);
  expect(await world.zhou.says('请假 6-19 6-19')).toMatch(/^已记下/);
  await world.at('2023-06-19 09:05');
  expect(await remindersOf(world.zhou)).toHaveLength(1);
});

it('is no reminder of the department, whose 联络员 can be urged all the same', async () => {
  await handIn(world.wang, '方案.pdf', '提交 3');
  await world.at('2023-06-14 09:05');
  expect(await remindersOf(wu)).toHaveLength(1);
  await wu.says('退回 B1 R2 照片没有时间');
  expect(await world.zhou.says('催办 机关工会')).toMatch(/机关工会 王五.*（含这次共提醒 1 次）/);
});
