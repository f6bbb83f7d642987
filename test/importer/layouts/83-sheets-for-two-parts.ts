import { buildXlsx, day } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** Basic items on one sheet, bonus on the next; days typed as days, subtotals between. */
export const sheetsForTwoParts: Layout = {
  name: 'basic items and bonus on sheets of their own',
  fileName: '2025年交通局文明创建.xlsx',
  file: () =>
    buildXlsx(
      {
        name: '基本项',
        rows: [
          ['交通运输局文明创建任务分解表', null, null, null, null, null],
          ['类别', '序号', '内容及标准', '分数', '责任科室（单位）', '时间要求'],
          ['文明执法', 1, '执法人员持证上岗', 4, '执法支队', day('2025-03-20')],
          [null, 2, '公示执法流程', 3, '政策法规科', day('2025-04-30')],
          ['小计', null, null, 7, null, null],
          ['文明出行', 3, '投放公益公交广告30块以上', 5, '客运科\n公交集团', day('2025-06-30')],
          ['小计', null, null, 5, null, null],
        ],
        merges: ['A1:F1', 'A3:A4', 'A5:C5', 'A7:C7'],
      },
      {
        name: '加分项',
        rows: [
          ['加分项（封顶5分）', null, null],
          ['加分内容', '分值', '责任科室'],
          ['创建工作获市级以上领导批示肯定', '每次加1分', '办公室'],
          ['承办市级文明交通现场会', '加2分', '客运科'],
        ],
        merges: ['A1:C1'],
      },
    ),
  expected: {
    year: 2025,
    categories: ['文明执法 7', '文明出行 5'],
    tasks: [
      { code: '1', category: '文明执法', points: 4, owners: ['执法支队'], deadlines: ['date 2025-03-20'] },
      { code: '2', category: '文明执法', points: 3, owners: ['政策法规科'], deadlines: ['date 2025-04-30'] },
      { code: '3', category: '文明出行', points: 5, owners: ['客运科', '+公交集团'], deadlines: ['date 2025-06-30'] },
    ],
    adjustments: [
      { kind: 'bonus', group: '加分项', groupCap: 5, cap: null, rates: [1], says: '批示', departments: ['办公室'] },
      { kind: 'bonus', group: '加分项', groupCap: 5, cap: null, rates: [2], says: '现场会', departments: ['客运科'] },
    ],
    warnings: [],
  },
};
