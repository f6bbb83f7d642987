import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPublishedWorld, createWorld, file, type Person, type World } from '../world.ts';

let world: World;

async function begin(): Promise<void> {
  world = await createPublishedWorld({ dates: '采用默认节点' });
}

async function handIn(person: Person, code: string, name: string): Promise<void> {
  await person.sends(file(name), `提交 ${code}`);
  await person.says('完成');
}

/** The numbers of 进度's first line. */
function numbersOf(progress: string): Record<string, number> {
  const line = /应报 \d+ 件，已通过 \d+，待审 \d+，补正 \d+，未交 \d+（其中逾期 \d+/.exec(progress)![0];
  return Object.fromEntries(
    [...line.matchAll(/(应报|已通过|待审|补正|未交|逾期) (\d+)/g)].map(([, name, number]) => [name, Number(number)]),
  );
}

describe('after the first checkpoint: one sent back, one waiting, one approved', () => {
  beforeAll(async () => {
    await begin();
    await handIn(world.wang, '3', '读书会方案.pdf');
    await handIn(world.wang, '10', '文明餐桌.pdf');
    await handIn(world.li, '6', '意识形态研判.pdf');
    await world.wu.says('退回 B1 R2 照片没有时间');
    await world.wu.says('通过 B2');
    await world.at('2023-07-03 09:30');
  });

  afterAll(() => world.close());

  it('adds up: 已通过, 待审, 补正 and 未交 are 应报', async () => {
    const all = numbersOf(await world.zhou.says('进度'));
    expect(all['应报']).toBe(all['已通过']! + all['待审']! + all['补正']! + all['未交']!);
    expect(all).toMatchObject({ 已通过: 1, 待审: 1, 补正: 1 });
    expect(all['应报']).toBe(Number((await world.zhou.says('时间节点 年中 6-30')).match(/应报事项现有 (\d+) 件/)![1]));
  });

  it('says how many of the overdue ones were sent back', async () => {
    expect(await world.wang.says('进度')).toMatch(/补正 1，未交 19（其中逾期 6，含补正 1）/);
  });

  it('says the same number in 进度, 逾期 and 谁还没交', async () => {
    const progress = await world.zhou.says('进度');
    const { 逾期: overdue } = numbersOf(progress);
    expect(await world.zhou.says('逾期')).toContain(`逾期 ${overdue} 件`);
    expect(await world.zhou.says('谁还没交')).toContain(`还有 ${overdue} 件没交`);
    expect(progress).toMatch(/逾期：办公室 10、机关党委 15/);
  });

  it('says the same of a department whoever asks and however', async () => {
    const union = await world.zhou.says('进度 机关工会');
    expect(union).toBe(await world.zhou.says('机关工会完成情况'));
    expect(union).toBe(await world.wang.says('进度'));
    expect(union).toBe(await world.wang.says('进度 机关工会'));
    expect(await world.zhou.says('进度 院办')).toBe(await world.zhou.says('进度 办公室'));
    const mine = await world.wang.says('我的任务');
    const { 逾期: overdue, 已通过: approved } = numbersOf(union);
    expect(mine).toContain(`逾期 ${overdue}`);
    expect(mine).toContain(`已通过 ${approved}：第10项`);
    expect(await world.wang.says('逾期')).toContain(`逾期 ${overdue} 件`);
  });

  it('has the parts of a collective name and of a category add up', async () => {
    const branches = await world.zhou.says('进度 机关各支部');
    const parts = [...branches.matchAll(/第.支部　\d+\/(\d+)/g)].map(([, total]) => Number(total));
    expect(parts).toHaveLength(6);
    expect(parts.reduce((sum, total) => sum + total, 0)).toBe(numbersOf(branches)['应报']);
    const progress = await world.zhou.says('进度');
    expect(numbersOf(await world.zhou.says('进度 突出政治建设深化理论武装'))['应报']).toBe(
      Number(/突出政治建设深化理论武装　\d+\/(\d+)/.exec(progress)![1]),
    );
    expect(await world.zhou.says('进度 政治建设')).toMatch(/^突出政治建设深化理论武装 .*第6项/s);
    expect(await world.zhou.says('进度 建设')).toMatch(/不止一个[\s\S]*请多写几个字/);
    expect(await world.zhou.says('进度 文明风尚')).toMatch(/^文明风尚 .*第\d+项/s);
    expect(await world.zhou.says('进度 财务处')).toMatch(/没有查到「财务处」[\s\S]*「进度 办公室」/);
  });

  it('names who still owes an item, and who waits for review, to any member', async () => {
    const item = await world.wang.says('谁还没交 6');
    expect(item).toMatch(/^第6项 .*年中 6月30日（周五）截止：\n未交：办公室\n已交待审：地质信息室\n/);
    expect(await world.zhou.says('谁还没交 3')).toMatch(/未交：机关党委\n待补正：机关工会\n/);
    expect(await world.person('chen').says('谁还没交 10')).not.toMatch(/机关工会/);
  });

  it('names a department once with its items, and cuts lists after ten lines', async () => {
    const owed = await world.zhou.says('谁还没交');
    expect(owed.match(/^● /gm)).toHaveLength(10);
    expect(owed.match(/^● 机关党委：第1、2、3、4、5、7、8、9、11、12、18、19、20、21、22项$/m)).not.toBeNull();
    expect(owed).toMatch(/共 16 个部门.*第六支部.*「进度 第一支部」/);
    const overdue = await world.zhou.says('逾期');
    expect(overdue.match(/^● /gm)).toHaveLength(10);
    expect(overdue).toMatch(/共 16 个部门.*「逾期 第一支部」/);
    expect(await world.zhou.says('逾期 第一支部')).toMatch(/逾期 7 件/);
    const many = await world.person('zhao').says('我的任务');
    expect(many.split('\n第一支部')[0]!.match(/^第\d+项 /gm)).toHaveLength(10);
    expect(many).toMatch(/还有第18、19、20、21、22项，发「第18项」/);
  });

  it('lists departments in the order of the directory, never by who is behind', async () => {
    const names = [...(await world.zhou.says('逾期')).matchAll(/^● (.+?)：/gm)].map(([, name]) => name);
    expect(names.slice(0, 4)).toEqual(['办公室', '机关党委', '机关团委', '机关工会']);
  });

  it('shows everything to those who read everything, the own departments to the rest', async () => {
    const all = numbersOf(await world.zhou.says('进度'));
    for (const reader of [world.wu, world.person('feng')]) expect(numbersOf(await reader.says('进度'))).toEqual(all);
    for (const words of ['进度 办公室', '逾期 办公室', '进度 机关各支部']) {
      expect(await world.wang.says(words)).toMatch(/没有给出：.*只给本部门、管理员、审核人和观察员看.*周主任/);
    }
    expect(await world.wang.says('进度 政治建设')).toMatch(/（机关工会）：应报 3 件/);
    expect(await world.wang.says('谁还没交')).toMatch(/^机关工会.*还有 6 件没交/);
    const leader = await world.person('zheng').says('进度');
    expect(leader).toMatch(/办公室　0\/30[\s\S]*后勤服务中心[\s\S]*安全生产管理室/);
    expect(leader).not.toContain('机关工会');
  });

  it('names no person in a room', async () => {
    const cast = ['周主任', '吴审核', '张三', '李四', '王五', '赵六'];
    for (const words of ['进度', '谁还没交', '谁还没交 3', '逾期', '第3项', '我的任务', '进度 机关工会']) {
      const answer = await world.zhou.says(`@创建管家 ${words}`, { room: 'all' });
      expect(answer, words).toContain('项');
      for (const name of cast) expect(answer, words).not.toContain(name);
    }
  });

  it('keeps the trail for those who may read it, in private, newest first', async () => {
    expect(await world.wang.says('留痕 3')).toMatch(/只给管理员、审核人和观察员看/);
    await world.li.news();
    const trail = await world.zhou.says('@创建管家 留痕 3', { room: 'all' });
    expect(await world.li.hears()).toBe('');
    expect(trail).toMatch(/^第3项 .*新的在前：\n6月12日（周一） 09:3\d　吴审核（演示环境）　.*退回 B1.*\n.*王五（演示环境）　.*B1/);
    expect(await world.zhou.says('留痕 B2')).toMatch(/通过 B2[\s\S]*王五/);
    expect((await world.zhou.says('留痕')).match(/^\d+月\d+日/gm)!.length).toBeLessThanOrEqual(10);
    expect(await world.zhou.says('留痕 5')).toMatch(/还没有操作记录/);
    expect(await world.zhou.says('留痕 B99')).toMatch(/没有编号 B99/);
  });
});

describe('before and between', () => {
  beforeEach(begin);
  afterEach(() => world.close());

  it('counts a thing where it stands: handed in, sent back, repaired, approved, withdrawn', async () => {
    const stand = async (): Promise<Record<string, number>> => numbersOf(await world.wang.says('进度'));
    expect(await stand()).toEqual({ 应报: 21, 已通过: 0, 待审: 0, 补正: 0, 未交: 21, 逾期: 0 });
    await handIn(world.wang, '3', '方案.pdf');
    expect(await stand()).toMatchObject({ 待审: 1, 未交: 20 });
    expect(await world.wang.says('我的任务')).toMatch(/待交 6[\s\S]*已交待审 1：第3项（B1）/);
    await world.wu.says('退回 B1 R2');
    expect(await stand()).toMatchObject({ 待审: 0, 补正: 1, 未交: 20 });
    expect(await world.wang.says('我的任务')).toMatch(/需补正 1（6月30日（周五）前）：\n第3项 .*B1/);
    await handIn(world.wang, '3', '方案补正.pdf');
    await world.wu.says('通过 B1');
    expect(await stand()).toMatchObject({ 已通过: 1, 待审: 0, 补正: 0, 未交: 20 });
    await handIn(world.wang, '10', '餐桌.pdf');
    await world.wang.says('撤回 B2');
    expect(await stand()).toEqual({ 应报: 21, 已通过: 1, 待审: 0, 补正: 0, 未交: 20, 逾期: 0 });
  });

  it('is overdue from the day after, and no longer once it is handed in', async () => {
    await world.at('2023-06-30 20:00');
    expect(await world.wang.says('逾期')).toMatch(/没有逾期/);
    await world.at('2023-07-01 08:00');
    expect(await world.wang.says('逾期')).toMatch(/逾期 7 件/);
    await handIn(world.wang, '3', '方案.pdf');
    expect(numbersOf(await world.wang.says('进度'))).toMatchObject({ 逾期: 6, 待审: 1 });
    expect(await world.wang.says('谁还没交 3')).toMatch(/未交：机关党委\n已交待审：机关工会/);
  });

  it('goes on to the next checkpoint when the current one is settled', async () => {
    const zhao = world.person('zhao');
    await zhao.sends(file('阅读方案.pdf'), '提交 3');
    await zhao.says('完成');
    await handIn(world.wang, '3', '读书会.pdf');
    expect(await world.wang.says('谁还没交 3')).toMatch(/年中 6月30日（周五）截止[\s\S]*已交待审：机关党委、机关工会/);
    await world.wu.says('通过 B1');
    await world.wu.says('通过 B2');
    expect(await world.wang.says('谁还没交 3')).toMatch(/三季度 9月28日（周四）截止：\n未交：机关党委、机关工会/);
  });

  it('counts nothing twice and nothing detached when checkpoints change', async () => {
    await handIn(world.wang, '3', '方案.pdf');
    await world.zhou.says('时间节点 删除 三季度');
    expect(numbersOf(await world.wang.says('进度'))).toMatchObject({ 应报: 14, 待审: 1, 未交: 13 });
    for (const name of ['年中', '年终']) await world.zhou.says(`时间节点 删除 ${name}`);
    expect(numbersOf(await world.wang.says('进度'))['应报']).toBe(7);
    expect(await world.wang.says('我的任务')).toMatch(/还没有定截止日/);
    expect(await world.wang.says('谁还没交')).toMatch(/还有 6 件没交/);
  });

  it('lists what nobody has claimed, counts it nowhere, and counts it once it is claimed', async () => {
    const before = await world.zhou.says('进度');
    expect(before).toMatch(/待认领.*地质工会（第15项）/);
    expect(await world.wang.says('第15项')).toMatch(
      /责任部门：地质信息室、地质工会（待认领）、机关工会[\s\S]*原表：责任部门「地质信息室 地质工会 机关工会」/,
    );
    await world.zhou.says('地质工会=机关妇委会');
    const after = await world.zhou.says('进度');
    expect(after).not.toContain('待认领');
    expect(numbersOf(after)['应报']).toBe(numbersOf(before)['应报']! + 3);
  });

  it('shows an item to every member: full text, points, departments by checkpoint', async () => {
    await world.zhou.says('时间节点 第11项 6-30 9-28');
    await handIn(world.li, '11', '志愿服务.pdf');
    const item = await world.person('chen').says('第11项');
    expect(item).toMatch(/^第11项 .*（6分）\n/);
    expect(item).toContain('“雷锋家乡学雷锋”志愿服务活动，全年不少于 4 次');
    expect(item).toMatch(/数量要求：.*4/);
    expect(item).toMatch(/考评项目：加强思想道德建设培育文明新风，文明风尚/);
    expect(item).toMatch(/● 牵头　地质信息室：.*待审 B1，.*未交/);
    expect(item).toMatch(/● 配合　机关党委、机关团委：/);
    expect(await world.person('chen').says('第99项')).toMatch(/没有第99项/);
    expect(await world.person('chen').says('11')).toBe(await world.person('chen').says('第11项'));
  });

  it('notes 进展 of an own item, which is no evidence', async () => {
    const noted = await world.wang.says('进展 3 已开展两次');
    expect(noted).toMatch(/已记下第3项 全民阅读进机关活动（机关工会）的进展：已开展两次\n.*不算材料.*「提交 3」/);
    expect(await world.zhou.says('第3项')).toMatch(/进展：\n6月12日（周一） 机关工会进展：已开展两次/);
    expect(await world.zhou.says('留痕 3')).toMatch(/王五.*机关工会进展：已开展两次/);
    expect(numbersOf(await world.wang.says('进度'))).toMatchObject({ 待审: 0, 未交: 21 });
    expect(await world.wang.says('进展 6 已开展两次')).toMatch(/地质信息室、办公室负责，不是机关工会的任务/);
    expect(await world.wang.says(`进展 3 ${'长'.repeat(201)}`)).toMatch(/没有记下.*200 个字/);
    expect(await world.person('feng').says('进展 13 已开展')).not.toMatch(/已记下/);
    expect((await world.zhou.says('第3项')).match(/机关工会进展/g)).toHaveLength(1);
  });
});

it('names an item that is late twice by its days in order, whatever was sent back', async () => {
  await begin();
  await handIn(world.wang, '3', '读书会方案.pdf');
  await world.wu.says('退回 B1 R2 照片没有时间');
  await world.at('2023-10-09 09:30');
  const days = [...(await world.wang.says('我的任务')).matchAll(/第3项 .*，(\d+月\d+日)（.*）$/gm)].map(([, day]) => day);
  expect(days).toEqual(['6月30日', '9月28日']);
  await world.close();
});

it('says that nothing was imported yet', async () => {
  world = await createWorld();
  for (const words of ['我的任务', '进度', '谁还没交', '逾期', '第3项', '留痕 3', '进展 3 已开展', '进度 办公室']) {
    expect(await world.zhou.says(words), words).toMatch(/还没有导入任务分解表/);
  }
  expect(await world.zhou.says('2022年 进度')).toMatch(/没有 2022 年度/);
  expect(await world.zhou.says('3')).toMatch(/没有听懂/);
  await world.close();
});

describe('本周要交什么', () => {
  beforeEach(async () => {
    await begin();
    await world.zhou.says('时间节点 3 读书会 6-18');
    await world.zhou.says('时间节点 10 餐桌 6-19');
    await world.at('2023-06-13 09:30');
  });

  afterEach(() => world.close());

  it('is what one’s own department owes until Sunday, and 下周 what comes then', async () => {
    expect(await world.wang.says('这周要交什么？')).toBe(
      '机关工会本周到期要交 1 件：\n● 6月18日（周日）：\n第3项 全民阅读进机关活动\n交材料：把文件发给我，或在群里引用文件并 @我「提交 3」。',
    );
    expect(await world.wang.says('下周要交什么')).toMatch(/^机关工会下周到期要交 1 件：\n● 6月19日（周一）：\n第10项 /);
    expect(await world.li.says('本周到期')).toMatch(/^地质信息室本周没有到期要交的。\n全部要交的发「我的任务」查看。$/);
  });

  it('names every department to those who read everything, and no longer what was handed in', async () => {
    expect(await world.zhou.says('本周到期')).toMatch(
      /^本周到期要交 2 件：\n● 6月18日（周日）：\n第3项 全民阅读进机关活动（机关党委、机关工会）\n/,
    );
    await handIn(world.wang, '3', '方案.pdf');
    expect(await world.zhou.says('本周到期')).toMatch(/^本周到期要交 1 件：\n● 6月18日（周日）：\n第3项 全民阅读进机关活动（机关党委）\n/);
  });

  it('does not hide what is late', async () => {
    await world.at('2023-06-19 09:30');
    expect(await world.wang.says('本周要交什么')).toMatch(/第10项 [^\n]*\n另有逾期 1 件，发「逾期」查看。/);
  });
});
