import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;

beforeAll(async () => {
  world = await createPublishedWorld();
});

afterAll(() => world.close());

describe('延期', () => {
  it('is asked by staff, told to the admins, and decided by one of them', async () => {
    await world.zhou.news();
    const asked = await world.wang.says('延期 3 7-14 读书会改期');
    expect(asked).toMatch(
      /^已转给管理员（周主任），申请编号 S1：第3项 .*（机关工会，年中），6月30日（周五）改到 7月14日（周五）。\n同意之前仍按/,
    );
    expect(asked).toContain('「撤回 S1」');
    const [card] = await world.zhou.news();
    expect(card?.text).toContain('王五：读书会改期');
    expect(card?.actions.map(({ command }) => command)).toEqual(['同意 S1', '拒绝 S1']);
    expect(await world.wang.says('延期 3 7-14 读书会改期')).toMatch(/^您的延期申请 S1 还在等管理员处理/);
    expect(await world.zhou.news()).toEqual([]);
    expect(await world.wang.says('申请')).toContain('S1 延期：第3项');
    expect(await world.zhou.says('申请')).toMatch(/等着处理的申请 1 件[\s\S]*「同意 S1」/);

    const agreed = await world.zhou.says('同意 S1');
    expect(agreed).not.toContain('\n\n');
    expect(agreed).toMatch(/S1 已同意：第3项 .*延到 7月14日（周五）[\s\S]*已告诉对方。[\s\S]*「取消延期 3 机关工会」/);
    expect(await world.wang.hears()).toMatch(/^延期申请 S1 已同意/);
    expect(await world.wang.says('第3项')).toMatch(/机关工会：年中未交（7月14日（周五）前）/);
    expect(await world.wang.says('我的任务')).toMatch(/待交 \d+（年中 6月30日（周五））：[^]*\n以后还有：年中 7月14日（周五） 1 件/);
    expect(await world.zhou.says('同意 S1')).toMatch(/^S1 已经同意过了/);
  });

  it('is not late on the old day, and keeps the new one when the checkpoint moves before it', async () => {
    await world.zhou.says('时间节点 年中 7-5');
    await world.at('2023-07-10 08:00');
    expect(await world.zhou.says('逾期 机关工会')).not.toContain('第3项');
    expect(await world.wang.says('我的任务')).toMatch(/\n待交 1（年中 7月14日（周五））：\n第3项 [^\n]*（配合，3分）\n/);
    expect(await world.zhou.says('逾期 机关党委')).toMatch(/第.*3/);
    await world.at('2023-06-12 10:00');
    await world.zhou.says('时间节点 年中 6-30');
  });

  it('is taken back by an admin', async () => {
    await world.wang.news();
    expect(await world.zhou.says('取消延期 3 机关工会')).toMatch(/由 7月14日（周五）改回 6月30日（周五）/);
    expect(await world.wang.hears()).toMatch(/取消了延期/);
    expect(await world.zhou.says('取消延期 3 机关工会')).toMatch(/^没有变化/);
    expect(await world.wang.says('取消延期 3 机关工会')).toMatch(/只有管理员/);
  });

  it('is granted at once by an admin, for the department named', async () => {
    await world.wang.says('延期 3 7-12 读书会改期');
    const granted = await world.zhou.says('延期 3 机关工会 7-14');
    expect(granted).toMatch(/^第3项 .*（机关工会，年中）已由 6月30日（周五）延到 7月14日（周五）/);
    expect(granted).toContain('申请 S2 一并办结');
    expect(await world.wang.hears()).toMatch(/延到 7月14日/);
    await world.zhou.says('取消延期 3 机关工会');
  });

  it('is not lost when the item gets a date of its own and that is taken back', async () => {
    await world.zhou.says('时间节点 年终 11-30');
    await world.zhou.says('延期 3 机关工会 年终 12-9');
    await world.wang.news();
    for (const own of ['年终 12-15', '12-12', '初稿 10-31 年终 12-5', '每月25日']) {
      const answer = await world.zhou.says(`时间节点 第3项 ${own}`);
      expect(answer).not.toContain('延期');
      expect(await world.zhou.says(/要改回来，发「(.+?)」/.exec(answer)![1]!)).toMatch(/^已删除第3项的时间节点/);
      expect(await world.wang.says('第3项'), own).toContain('机关工会：年中未交，年终未交（12月9日（周六）前）');
    }
    expect(await world.wang.news()).toEqual([]);
  });

  it('that a change of dates ends is told to the admin and to the people', async () => {
    const answer = await world.zhou.says('时间节点 删除 年终');
    expect(answer).toContain(
      '原来同意的延期不再有效，已告诉联络员：第3项机关工会 12月9日（周六）；还要延的，发「延期 3 机关工会 2023-12-09」这样重新定。',
    );
    expect(await world.wang.hears()).toBe(
      '王五，管理员改了时间节点：第3项 全民阅读进机关活动（机关工会）原来同意延到 12月9日（周六），现在不再有效。\n现在的日期发「第3项」查看；有困难发「延期 3 日期 理由」。',
    );
  });

  it('is refused with the reason and changes nothing', async () => {
    const refusals: [string, RegExp][] = [
      ['延期 3 7-14', /请写明理由/],
      ['延期 3 6-30 忙', /不比它晚/],
      ['延期 3 2-30 忙', /没有「2-30」这一天/],
      ['延期 3 2026-1-1 忙', /最晚到 2024年12月31日/],
      ['延期 3', /请写明项号、日期和理由/],
      ['延期 6 7-14 忙', /第6项 .*由地质信息室.*负责，不是机关工会/],
      ['延期 3 机关党委 7-14 忙', /要由机关党委或管理员来说/],
      ['延期 99 7-14 忙', /没有第99项|没有.*99/],
    ];
    for (const [said, words] of refusals) expect(await world.wang.says(said), said).toMatch(words);
    expect(await world.zhou.says('申请')).toMatch(/^眼下没有等着处理的申请/);
    expect(await world.person('feng').says('延期 3 7-14 忙')).toMatch(/观察员只看/);
  });

  it('can be withdrawn by whoever asked, and refused by an admin', async () => {
    await world.wang.says('延期 3 7-14 读书会改期');
    expect(await world.li.says('撤回 S3')).toMatch(/不是您提的申请/);
    expect(await world.wang.says('撤回 S3')).toMatch(/^S3 已撤回，第3项照旧/);
    expect(await world.zhou.says('同意 S3')).toMatch(/^S3 已经撤回过了/);
    await world.wang.says('延期 3 7-14 读书会改期');
    await world.wang.news();
    expect(await world.zhou.says('拒绝 S4 请按时')).toMatch(/截止日不变，仍是 6月30日（周五）。\n已告诉对方。\n拒错了/);
    expect(await world.wang.hears()).toMatch(/没有同意：请按时[\s\S]*仍是 6月30日（周五）截止/);
  });
});

describe('不属于', () => {
  it('gives the share up when an admin agrees: not owed, not counted, kept for later dates too', async () => {
    const before = Number(/应报 (\d+) 件/.exec(await world.zhou.says('进度'))![1]);
    expect(await world.wang.says('不属于 10 科普归团委')).toMatch(/申请编号 S5：第10项 .*不属于机关工会/);
    expect(await world.zhou.hears()).toContain('王五：科普归团委');
    expect(await world.zhou.says('同意 S5')).toMatch(/不再由机关工会报送，1 件免报[\s\S]*「分派 10 机关工会」/);
    expect(await world.wang.says('第10项')).toMatch(/机关工会：年中免报/);
    expect(await world.wang.says('提交 10')).not.toMatch(/请把文件发给我/);
    expect(Number(/应报 (\d+) 件/.exec(await world.zhou.says('进度'))![1])).toBe(before - 1);
    await world.zhou.says('时间节点 年终 11-30');
    expect(await world.wang.says('第10项')).toMatch(/年中免报，年终免报|年终免报/);
    expect(await world.wang.says('不属于 10 科普归团委')).toMatch(/^没有变化/);
    await world.zhou.says('时间节点 删除 年终');
  });

  it('is taken back with 分派', async () => {
    expect(await world.zhou.says('分派 10 机关工会')).toMatch(/^第10项 .*已分派：机关工会配合/);
    expect(await world.wang.says('第10项')).toMatch(/机关工会.*：年中未交/);
  });
});

describe('分派', () => {
  it('adds departments, tells their liaisons, and says how to undo it', async () => {
    await world.li.news();
    const assigned = await world.zhou.says('分派 3 地质信息室、机关团委 配合');
    expect(assigned).toMatch(
      /^第3项 .*已分派：机关团委配合、地质信息室配合。\n已告诉各部门联络员。\n要改回来，发「取消分派 3 机关团委」「取消分派 3 地质信息室」/,
    );
    expect(await world.li.hears()).toMatch(/新分给您部门的任务[\s\S]*第3项/);
    expect(await world.zhou.says('分派 3 地质信息室')).toMatch(/^没有变化/);
    expect(await world.li.says('提交 3')).toMatch(/请把文件发给我/);
  });

  it('makes one department the lead, and the former lead supports', async () => {
    expect(await world.zhou.says('分派 3 机关工会 牵头')).toMatch(/机关工会改为牵头、机关党委改为配合/);
    expect(await world.zhou.says('第3项')).toMatch(/● 牵头　机关工会：[\s\S]*● 配合　.*机关党委/);
    await world.zhou.says('分派 3 机关党委 牵头');
  });

  it('settles the only name nobody answers to', async () => {
    expect(await world.zhou.says('分派 15 机关团委')).toMatch(/「地质工会」不再待认领/);
    expect(await world.zhou.says('取消分派 15 机关团委')).toMatch(/「地质工会」重新待认领/);
  });

  it('is taken back while nothing is handed in', async () => {
    expect(await world.zhou.says('取消分派 3 机关团委')).toMatch(/^第3项 .*不再由机关团委报送[\s\S]*「分派 3 机关团委 配合」/);
    expect(await world.zhou.says('第3项')).not.toContain('机关团委');
    await world.li.sends(file('方案.pdf'), '提交 3');
    expect(await world.zhou.says('取消分派 3 地质信息室')).toMatch(/已经交过材料（B1），要保留/);
    expect(await world.zhou.says('分派 3 财务处')).toMatch(/没有.*财务处/);
    expect(await world.wang.says('分派 3 办公室')).toMatch(/只有管理员/);
  });
});

describe('任一完成', () => {
  it('lets one approved department settle the item for all, both ways', async () => {
    const owing = async (): Promise<string> => world.zhou.says('谁还没交 3');
    expect(await owing()).toContain('机关党委');
    expect(await world.zhou.says('第3项 任一完成')).toMatch(/^第3项 .*改为任一部门完成即可。\n要各部门都交，发「第3项 全部完成」/);
    expect(await owing()).toContain('机关党委');
    await world.li.says('完成');
    await world.wu.says('通过 B1');
    expect(await owing()).not.toContain('机关党委');
    expect(await world.wang.says('第3项')).toMatch(/任一部门完成即可[\s\S]*机关工会.*年中免报/);
    expect(await world.zhou.says('第3项全部完成了吗')).not.toMatch(/改为/);
    expect(await world.zhou.says('第3项 全部完成')).toMatch(/2 件重新待交/);
    expect(await owing()).toContain('机关党委');
    expect(await world.zhou.says('第3项 全部完成')).toMatch(/^没有变化/);
  });
});

it('leaves a trace of each change', async () => {
  const trail = await world.zhou.says('留痕 3');
  expect(trail).toMatch(/改为各部门都要完成/);
  expect(trail).toMatch(/取消分派/);
});
