import { afterAll, beforeAll, expect, it } from 'vitest';
import { changedConfig, type ChangedConfig } from '../helpers/changed-config.ts';
import { createWorld, seed, type World } from '../world.ts';

// Two reminders a week for anybody. 6月19日 is a Monday; 6月22日 to 24日 are off, 6月25日 is a working Sunday.
let config: ChangedConfig;
let world: World;

beforeAll(async () => {
  config = changedConfig('reminders.yaml', (policy) =>
    policy.replace(/^quota:.*$/m, 'quota: { person: { day: 1, week: 2 }, room: { week: 1 } }'),
  );
  world = await createWorld({ now: '2023-06-12 09:30', env: { CONFIG_DIR: config.dir } });
  await world.zhou.sends(await seed('docx'), '导入');
  await world.zhou.says('确认导入');
  await world.zhou.says('时间节点 第3项 6-20');
  await world.wang.news();
});

afterAll(async () => {
  await world.close();
  config.remove();
});

it('a person who was told enough hears the rest on Monday, and may ask why', async () => {
  await world.at('2023-06-21 10:00');
  const told = await world.wang.hears();
  // The Thursday before, and the first two of the week.
  expect(told.match(/^王五，/gm)).toHaveLength(3);
  expect(told).not.toContain('逾期');
  expect(await world.wang.says('为什么提醒我')).toContain(
    '提醒每人一天最多 1 条、一周最多 2 条（当天截止的除外），第3项留到6月26日（周一）09:00再说。',
  );
  expect(await world.zhou.says('留痕 3')).toMatch(/逾期第 1 个工作日提醒　赵六、王五：提醒次数到了限额，留到有限额的那天发/);
  await world.at('2023-06-25 18:00');
  expect(await world.wang.hears()).toBe('');
  await world.at('2023-06-26 18:00');
  expect(await world.wang.hears()).toMatch(/^王五，机关工会有 1 项逾期，6月20日（周二）截止，已过 3 个工作日：/);
});

it('the office hears at eleven whom nothing reached, on the way to a later day, too', async () => {
  await world.app.deps.db.deleteFrom('channelAccounts').where('memberId', '=', 'wang').execute();
  await world.zhou.news();
  await world.at('2023-07-03 10:59');
  expect(await world.zhou.hears()).not.toContain('没发出去');
  await world.at('2023-07-05 08:00');
  const told = await world.zhou.hears();
  expect(told).toMatch(/有 1 条消息没发出去：\n1\. 王五，1 条，最近 7月3日（周一） 09:00\n原因：没有登记可用的平台账号/);
  expect(told.match(/没发出去：/g)).toHaveLength(1);
});
