import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorld, file, seed, type World } from '../world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});

afterAll(() => world.close());

it('tells a stranger how to be let in, and keeps no file', async () => {
  const stranger = world.person('stranger');
  expect(await stranger.says('进度')).toBe(
    '还没有登记您的身份，暂时不能查询。\n请发「绑定 部门 姓名」，例如「绑定 办公室 张三」，管理员同意后即可使用。',
  );
  expect(await stranger.says('帮助')).toMatch(/^我是创建管家/);
  expect(await stranger.says('绑定')).toMatch('例如「绑定 办公室 张三」');
  expect(await stranger.sends(file('总结.pdf'), '提交 3')).toMatch(/^文件没有收下：还没有登记您的身份/);
  expect(await stranger.says('同意 S1')).toMatch(/^还没有登记您的身份/);
  expect(await world.app.deps.db.selectFrom('evidence').selectAll().execute()).toEqual([]);
});

it('lets nobody in who is not of the unit', async () => {
  const visitor = world.person('outside:visitor');
  const refusal = '仅限本单位成员使用。\n您若是本单位成员，请用加入了本单位的账号发送。';
  for (const text of ['帮助', '绑定', '绑定 办公室 张三', '进度']) expect(await visitor.says(text)).toBe(refusal);
  expect(await visitor.sends(file('总结.pdf'))).toBe(refusal);
  expect(await world.app.deps.db.selectFrom('requests').selectAll().execute()).toEqual([]);
});

it('asks the admins, and lets a new person in as 普通成员', async () => {
  const wen = world.person('wen');
  await world.zhou.news();
  expect(await wen.says('绑定 财务处 文静')).toMatch(/没有「财务处」这个部门[\s\S]*现有部门：办公室、/);
  expect(await wen.says('绑定 机关各部门 文静')).toMatch('机关各部门');
  expect(await wen.says('绑定办公室文静')).toMatch(/^已转给管理员：办公室 文静，申请编号 S1。/);
  expect(await wen.says('绑定 院办 文静')).toMatch(/^您的申请 S1 还在等管理员同意/);
  expect(await wen.says('绑定 机关工会 文静')).toMatch(/^已转给管理员：机关工会 文静，申请编号 S1。/);
  const asked = await world.zhou.news();
  expect(asked.map(({ text }) => text.split('\n')[0])).toEqual(['绑定申请 S1：办公室 文静。', '绑定申请 S1：机关工会 文静。']);
  expect(asked[1]!.actions.map(({ command }) => command)).toEqual(['同意 S1', '拒绝 S1']);

  expect(await world.zhang.says('同意 S1')).toMatch(/只有管理员.*您可以找周主任/);
  expect(await world.zhou.says('同意')).toMatch(/S1 .*文静/);
  expect(await world.zhou.says('同意S1')).toMatch(/^S1 已同意：机关工会 文静，新登记为普通成员/);
  expect(await wen.hears()).toMatch(/^管理员已同意：您登记为机关工会 文静/);
  expect(await wen.says('我是谁')).toMatch(/^您是文静，机关工会，普通成员。/);
  expect(await wen.says('绑定 办公室 文静')).toMatch(/^您已经登记：文静，机关工会，普通成员，不用再绑定/);
  expect(await world.zhou.says('同意 S1')).toMatch(/^S1 已经同意过了（周主任）/);
  expect(await world.zhou.says('拒绝 S7')).toMatch('没有编号为 S7 的申请');
});

it('binds another account to somebody of the directory, and keeps that over a restart', async () => {
  const second = world.person('zhang-second-phone');
  await second.says('绑定 张三 办公室');
  expect(await world.zhou.says('同意 S2')).toMatch('账号已绑定通讯录里的本人');
  await world.restart();
  expect(await second.says('我是谁')).toMatch(/^您是张三，办公室，联络员。/);
  expect(await world.person('wen').says('我是谁')).toMatch('文静');
});

it('tells the asker of a refusal, who may ask again', async () => {
  const mallory = world.person('mallory');
  await mallory.says('绑定 办公室 周主任');
  expect(await world.zhou.says('拒绝 S3 不是本人')).toMatch(/^S3 已拒绝：办公室 周主任，没有登记。/);
  expect(await mallory.hears()).toMatch(/^管理员没有同意您的绑定申请 S3（办公室 周主任）：不是本人。/);
  expect(await mallory.says('我是谁')).toMatch(/^还没有登记/);
  expect(await mallory.says('绑定 办公室 马乐')).toMatch('S4');
  expect(await world.zhou.says('拒绝 S3')).toMatch(/^S3 已经拒绝过了/);
});

it('takes 「地质工会=机关工会」 in either order and settles what waited for it', async () => {
  expect(await world.zhou.says('甲部=乙部')).toMatch('都不在通讯录里');
  expect(await world.zhou.says('办公室=机关党委')).toMatch('不能合为一个');
  expect(await world.zhang.says('地质工会=机关工会')).toMatch('只有管理员');
  await world.zhou.sends(await seed());
  expect(await world.zhou.says('确认导入')).toMatch('地质工会');
  await world.wang.news();
  expect(await world.zhou.says('机关党委 = 地质党委')).toMatch(/「地质党委」就是机关党委[\s\S]*眼下没有/);
  expect(await world.zhou.says('地质工会=办公室')).toMatch(/^已记下：「地质工会」就是办公室[\s\S]*第15项不再待认领，已归办公室/);
  expect(await world.zhou.says('地质工会=办公室')).toMatch(/^没有改动/);
  expect(await world.zhou.says('地质工会=机关工会')).toMatch(/^没有记下/);
  expect(await world.zhou.says('取消 办公室=机关党委')).toMatch(/^没有取消/);
  expect(await world.zhou.says('取消 办公室=地质工会')).toMatch(/「地质工会」不再是办公室的叫法。\n第15项重新待认领/);
  // 机关工会 shares item 15 already.
  expect(await world.zhou.says('地质工会=机关工会')).toMatch('第15项不再待认领，已归机关工会');
});
