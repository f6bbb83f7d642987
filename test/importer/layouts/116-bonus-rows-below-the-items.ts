import { across, buildDocx, down, headerRow, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** One table: basic items first, then 加分项 and 扣分项 as further values of the first column. */
export const bonusRowsBelowTheItems: Layout = {
  name: 'bonus and deductions as last groups of the same table',
  fileName: '创建考核表.docx',
  file: () =>
    buildDocx([
      '县供电公司2025年文明创建考核表',
      table(
        headerRow('考核类别', '考核内容', '分值', '责任部门', '完成时限'),
        [down('基础指标（18分）'), '（1）建立创建工作机制', '6', '党建部', '2月底前'],
        [on, '（2）开展文明班组创建', '7', '工会、各供电所', '11月底前'],
        [on, '（3）开展诚信用电宣传', '5', '营销部', '3月15日前'],
        [down('加分项（不超过5分）'), '获得市级以上荣誉', '市级加1分、省级加2分、国家级加3分', '党建部', ''],
        [on, '先进典型被市级以上媒体报道', '每篇加0.5分', '党建部', ''],
        [down('扣分项'), '发生群众越级上访', '每起扣2分', '各部门', ''],
        [on, '资料弄虚作假', '每项扣1分', '各部门', ''],
        [across(2, '基础分合计'), '18', '', ''],
      ),
    ]),
  expected: {
    year: 2025,
    categories: ['基础指标 18'],
    tasks: [
      { code: '1', category: '基础指标', points: 6, owners: ['党建部'], deadlines: ['date 2025-02-28'] },
      { code: '2', category: '基础指标', points: 7, owners: ['工会', '+各供电所'], deadlines: ['date 2025-11-30'] },
      { code: '3', category: '基础指标', points: 5, owners: ['营销部'], deadlines: ['date 2025-03-15'] },
    ],
    adjustments: [
      { kind: 'bonus', group: '加分项', groupCap: 5, cap: null, rates: [1, 2, 3], says: '荣誉', departments: ['党建部'] },
      { kind: 'bonus', group: '加分项', groupCap: 5, cap: null, rates: [0.5], says: '媒体报道', departments: ['党建部'] },
      { kind: 'deduction', group: '扣分项', groupCap: null, cap: null, rates: [2], says: '越级上访', departments: ['各部门'] },
      { kind: 'deduction', group: '扣分项', groupCap: null, cap: null, rates: [1], says: '弄虚作假', departments: ['各部门'] },
    ],
    warnings: [],
  },
};
