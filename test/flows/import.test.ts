import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawText, rawWorkbook, seedOldWorkbook, seedWorkbook } from '../importer/workbooks.ts';
import { createWorld, file, seed, type World } from '../world.ts';

describe('the notice becomes the plan', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld({ now: '2023-06-12 09:30' });
  });
  afterAll(() => world.close());

  it('only an admin may import', async () => {
    expect(await world.zhang.says('导入')).toMatch(/管理员/);
    expect(await world.zhang.sends(await seed('docx'), '导入')).toMatch(/管理员/);
    expect(await world.zhang.says('确认导入')).toMatch(/管理员/);
  });

  it.each(['docx', 'doc', 'txt'] as const)('reads the notice as .%s with 「导入」, and forgets it on 「取消」', async (form) => {
    expect(await world.zhou.sends(await seed(form), '导入')).toMatch(/^读好了：2023年度[\s\S]*22 项，6 个项目，合计 100 分/);
    expect(await world.zhou.says('取消')).toMatch(/^已放弃导入《2023年度/);
    expect(await world.zhou.says('取消')).toMatch(/^没有可以取消/);
    expect(await world.zhou.says('确认导入')).toMatch(/^没有等您确认/);
  });

  it('reads a workbook, also one sent without a word', async () => {
    const bytes = await seedWorkbook();
    expect(await world.zhou.sends({ name: '任务分解表.xlsx', bytes })).toMatch(/^读好了：2023年度[\s\S]*22 项，6 个项目，合计 100 分/);
    expect(await world.zhou.sends({ name: '旧格式.xls', bytes: await seedOldWorkbook() }, '导入')).toMatch(/^读好了：2023年度/);
  });

  it('reads it from the file after a bare 「导入」, from a quoted one, and pasted with or without the word', async () => {
    const text = (await seed('txt')).bytes.toString();
    expect(await world.zhou.says('导入')).toMatch(/^请把任务分解表发过来/);
    expect(await world.zhou.sends(file('照片.pdf'))).toMatch(/^不能从 PDF 导入/);
    expect(await world.zhou.says('导入', { room: 'all', quoting: [await seed('docx')] })).toMatch(/^读好了/);
    expect(await world.zhou.says(`导入\n${text}`)).toMatch(/^读好了/);
    expect(await world.zhou.says(text)).toMatch(/^读好了/);
  });

  it('publishes on 确认导入, tells everybody once, and does nothing twice', async () => {
    await world.person('zhao').news();
    expect(await world.zhou.says('确认导入')).toMatch(/^已生效：22 项任务分到 10 个部门和 6 个支部/);
    expect(await world.person('zhao').hears()).toMatch(/机关党委牵头 8 项、配合 7 项；第一支部配合 7 项/);
    expect(await world.zhou.says('确认导入')).toMatch(/^没有等您确认的导入：2023年度/);
    expect(await world.zhou.sends(await seed('doc'))).toContain('与这份一致，不用再导入');
    expect(await world.zhou.says('确认导入')).toMatch(/^2023年度的任务分解表已经生效，与这份完全一致，没有改动。/);
    expect(await world.person('zhao').news()).toEqual([]);
  });

  it("takes an admin's wordless file for evidence when it is no table", async () => {
    expect(await world.zhou.sends(file('值班安排.pdf'))).toMatch(/值班安排\.pdf[\s\S]*哪一项/);
    const statistics = rawWorkbook(`<sheetData><row r="1">${rawText('A1', '姓名')}${rawText('B1', '次数')}</row></sheetData>`);
    expect(await world.zhou.sends({ name: '统计表.xlsx', bytes: statistics })).toMatch(/共 2 份[\s\S]*哪一项/);
  });

  it('settles dates', async () => {
    expect(await world.zhou.says('时间节点')).toContain('发「采用默认节点」全部采用');
    expect(await world.zhou.says('采用默认节点')).toContain('9月28日（周四）');
    expect(await world.zhou.says('时间节点 第11项 3-31 6-30')).toMatch(/第1次　3月31日（周五）　补报/);
    expect(await world.zhou.says('时间节点 删除 第11项')).toContain('第11项改按全部任务的节点');
    expect(await world.zhou.says('时间节点 删除 三季度')).toContain('时间节点 三季度 9-28');
    expect(await world.zhou.says('时间节点 年中 2-30')).toMatch(/^没有设定/);
    expect(await world.zhang.says('时间节点')).toContain('6月30日（周五）');
    expect(await world.zhang.says('时间节点 年中 7-1')).toMatch(/管理员/);
  });

  it('settles the unknown department', async () => {
    expect(await world.zhou.says('地质工会=机关工会')).toContain('第15项');
  });
});
