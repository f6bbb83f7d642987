import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changedConfig, type ChangedConfig } from '../helpers/changed-config.ts';
import { createPublishedWorld, file, type Person, type World } from '../world.ts';

let world: World;

const why = (person: Person): Promise<string> => person.says('为什么提醒我');

describe('a ladder that also tells 审核人 what is late and 分管领导 what waits', () => {
  let config: ChangedConfig;

  // 6月30日 is a Friday.
  beforeAll(async () => {
    config = changedConfig('reminders.yaml', (policy) =>
      policy
        .replace('{ when: after, days: 1 }', '{ when: after, days: 1, to: [liaison, reviewer] }')
        .replace('{ when: unreviewed, days: 2 }', '{ when: unreviewed, days: 2, to: [reviewer, leader] }'),
    );
    world = await createPublishedWorld({ env: { CONFIG_DIR: config.dir } });
    await world.at('2023-06-29 10:00');
    await world.zhang.sends(file('第一议题.pdf'), '提交 1');
    await world.zhang.says('完成');
    await world.at('2023-07-03 10:00');
  });

  afterAll(async () => {
    await world.close();
    config.remove();
  });

  it('tells a reviewer which is theirs to review and which they hear of besides', async () => {
    expect(await why(world.wu)).toMatchInlineSnapshot(`
      "最近一次提醒您是7月3日（周一）09:00：
      ● 办公室第1项，6月29日（周四）起等着审核，过了 2 个工作日提醒
      ● 办公室第2、6、10、14、16、19、20、21、22项；机关党委第1、2、3、4、5、7、8、9、11、12、18、19、20、21、22项；机关团委第1、11、18、19、20、22项；机关工会第3、10、15、18、19、20、22项；组织人事部第5、7、19、20、22项；地质信息室第6、8、9、11、14、15、19、20、22项；后勤服务中心第10、16、17、19、20、22项；机关纪委第13、19、20、22项；安全生产管理室第16、19、20、22项；机关妇委会第18、19、20、22项等 16 个部门，6月30日（周五）截止，逾期第 1 个工作日提醒
      发给您，是因为您审核办公室的报送；办公室、机关党委、机关团委、机关工会、组织人事部、地质信息室、后勤服务中心、机关纪委、安全生产管理室、机关妇委会等 16 个部门的，到这一步也报审核人，您是审核人。
      还等着审核的有 1 件，下一次提醒在7月6日（周四）09:00，审了就不再提醒；发「待审」查看。
      还没交的第1、2、3、4、5、6、7、8、9、10、11、12、13、14、15、16、17、18、19、20、21、22项，以后不再自动提醒您。
      哪些没交发「谁还没交 1」查看。"
    `);
  });

  it('tells a leader of what waits why, and offers nothing they may not ask', async () => {
    const zheng = world.person('zheng');
    expect(await zheng.hears()).not.toContain('「待审」');
    expect(await why(zheng)).toMatchInlineSnapshot(`
      "最近一次提醒您是7月3日（周一）09:00：
      ● 办公室第1项，6月29日（周四）起等着审核，过了 2 个工作日提醒
      发给您，是因为办公室由您分管，到这一步也报分管领导。
      还等着审核的有 1 件，审了就不再提醒；发「B1」查看。"
    `);
    expect(await zheng.says('B1')).toContain('第一议题');
  });
});

describe('a 分管领导', () => {
  beforeEach(async () => {
    world = await createPublishedWorld();
    await world.at('2023-07-05 10:00');
  });
  afterEach(() => world.close());

  it('who says 收到 is asked to look after it, and promised nothing more', async () => {
    expect(await world.person('zheng').says('收到')).toMatchInlineSnapshot(`
      "好的，记下了。
      请您过问；哪些没交发「谁还没交 1」查看。"
    `);
  });
});

describe('a deputy', () => {
  beforeEach(async () => {
    world = await createPublishedWorld();
    await world.zhang.says('请假 6-26 6-28');
    await world.at('2023-06-27 10:00');
  });
  afterEach(() => world.close());

  it('is promised nothing of the days after the leave', async () => {
    expect(await why(world.person('chen'))).toMatchInlineSnapshot(`
      "最近一次提醒您是6月27日（周二）09:00：
      ● 办公室第1、2、6、10、14、16、19、20、21、22项，6月30日（周五）截止，提前 3 个工作日提醒
      发给您，是因为张三请假，由您代理办公室。
      还没交的第1、2、6、10、14、16、19、20、21、22项，以后不再自动提醒您。
      交材料：「提交 1」；分错了：「不属于 1 理由」；人不在：「请假 6-28 7-2」。"
    `);
    expect(await world.person('chen').says('收到')).not.toContain('会再提醒');
  });

  it('hears, once the 联络员 is back, that it was for them, and who is told from then on', async () => {
    await world.at('2023-06-29 10:00');
    expect(await why(world.person('chen'))).toMatchInlineSnapshot(`
      "最近一次提醒您是6月27日（周二）09:00：
      ● 办公室第1、2、6、10、14、16、19、20、21、22项，6月30日（周五）截止，提前 3 个工作日提醒
      发给您，是因为张三当时请假，由您代理办公室。
      第1、2、6、10、14、16、19、20、21、22项还没交，现在提醒张三，不再提醒您。"
    `);
  });
});

it('promises a 联络员 nothing of the days on which they are away', async () => {
  world = await createPublishedWorld();
  await world.at('2023-06-27 10:00');
  expect(await why(world.wang)).toContain('下一次提醒在6月29日（周四）09:00。');
  await world.wang.says('请假 6-29 6-30');
  expect(await why(world.wang)).toContain('下一次提醒在7月3日（周一）09:00。');
  await world.at('2023-06-29 10:00');
  expect(await why(world.wang)).toContain('还没交，您请假期间由管理员转告，下一次提醒您在7月3日（周一）09:00。');
  await world.close();
});

it('tells the office which of it comes again, and which was said to it once', async () => {
  world = await createPublishedWorld();
  await world.at('2023-07-05 10:00');
  expect(await why(world.zhou)).toMatch(/\n还没交的第18、19、20、22项，下一次提醒在7月10日（周一）09:00；其余的以后不再自动提醒您。\n/);
  expect(await world.zhou.says('收到')).toContain('第18、19、20、22项到7月10日（周一）09:00还没交的，会再提醒。');
  await world.close();
});

it('names the days in their order, and ten of many', async () => {
  world = await createPublishedWorld();
  await world.zhou.says('时间节点 第15项 6-13 6-14 6-15 6-16 6-19 6-20 6-21 6-25 6-26 6-27 6-28');
  await world.zhou.says('时间节点 第3项 6-29');
  await world.at('2023-07-10 10:00');
  const days = [...(await why(world.wang)).matchAll(/^● .*?(\d+月\d+日)|^还有 3 组没有列出，发「我的任务」查看/gm)].map(
    ([line, day]) => day ?? line,
  );
  expect(days.join(' ')).toBe(
    '6月13日 6月14日 6月15日 6月16日 6月19日 6月20日 6月21日 6月25日 6月26日 6月27日 还有 3 组没有列出，发「我的任务」查看',
  );
  await world.close();
});

describe('the year is closed', () => {
  beforeEach(async () => {
    world = await createPublishedWorld();
    await world.wang.sends(file('读书会.pdf'), '提交 3');
    await world.wang.says('完成');
    await world.at('2023-07-05 10:00');
    await world.zhou.says('确认关闭 2023');
  });
  afterEach(() => world.close());

  it.each(['wang', 'wu', 'zheng'])('and %s is told that nothing more will come', async (id) => {
    const answer = await why(world.person(id));
    expect(answer).toMatch(/\n2023 年度已经关闭，不会再为它提醒您。$/);
    expect(answer).not.toMatch(/下一次|都审过了|不用交了|还等着/);
  });

  it('until it is opened again', async () => {
    await world.zhou.says('重新开放 2023年');
    expect(await why(world.wang)).toMatch(/下一次提醒在/);
  });
});
