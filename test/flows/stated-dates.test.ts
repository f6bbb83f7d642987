import { afterAll, beforeAll, expect, it } from 'vitest';
import { tableFile, type Line } from '../helpers/tables.ts';
import { createWorld, type World } from '../world.ts';

const DEADLINES = [
  '3月底前',
  '11月20日前初稿，12月10日前定稿',
  '每月28日前',
  '每季度末',
  '每半年',
  '4月—6月',
  '长期坚持',
  '2024年3月底前',
  '活动结束后5个工作日内',
  '3月、6月、9月、12月',
  '上半年',
  '年底前',
];

let world: World;
let preview: string;
beforeAll(async () => {
  world = await createWorld({ now: '2023-06-12 09:30' });
  const lines = DEADLINES.map((deadline, n): Line => ({
    code: n + 1,
    text: `办好第${n + 1}件实事，有记录有总结。`,
    points: 2,
    owners: ['办公室'],
    deadline,
  }));
  preview = await world.zhou.sends(tableFile(2023, lines), '导入');
  await world.zhou.says('确认导入');
});
afterAll(() => world.close());

it('says before 确认导入 which dates it sets', () => {
  expect(preview).toContain(
    '● 表里写了日期的 10 项，确认后设为该项的时间节点：第1项 3月31日（周五）；第2项 初稿 11月20日（周一）、定稿 12月10日（周日）；第3项 1月28日（周六）、2月28日（周二）、3月28日（周二）、4月28日（周五）等 12 个；',
  );
  expect(preview).not.toContain('没有具体截止日期');
});

it.each([
  [1, '3月 3月31日（周五）（补报）'],
  [2, '初稿 11月20日（周一）、定稿 12月10日（周日）'],
  [
    3,
    '1月 1月28日（周六）（补报）、2月 2月28日（周二）（补报）、3月 3月28日（周二）（补报）、4月 4月28日（周五）（补报）、5月 5月26日（周五）（补报）、6月 6月28日（周三）',
  ],
  [4, '第一季度 3月31日（周五）（补报）、第二季度 6月30日（周五）、第三季度 9月28日（周四）、第四季度 12月29日（周五）'],
  [5, '上半年 6月30日（周五）、下半年 12月29日（周五）'],
  [6, '6月 4月1日（周六）至6月30日（周五）'],
  [7, '还没有定'],
  [8, '2024年3月 2024年3月31日（周日）'],
  [9, '还没有定'],
  [10, '3月 3月31日（周五）（补报）、6月 6月30日（周五）、9月 9月30日（周六）、12月 12月31日（周日）'],
  [11, '上半年 6月30日（周五）'],
  [12, '年底 12月31日（周日）'],
])('item %i has its own time points', async (code, line) => {
  expect(await world.zhou.says(`第${code}项`)).toMatch(new RegExp(`时间节点：(?:${line.replaceAll('（', '\\（')})`));
});

it('changes and deletes them as any other', async () => {
  expect(await world.zhou.says('时间节点 第4项 第三季度 9-27')).toContain('第三季度　9月27日（周三）　原为 9月28日（周四）');
  expect(await world.zhou.says('时间节点 删除 第5项')).toContain('上半年');
  expect(await world.zhou.says('第5项')).toContain('时间节点：还没有定');
});
