import { buildDocx } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** No table: two parts with items, then what earns and what costs points, as paragraphs. */
export const bonusAndDeductionsAsAList: Layout = {
  name: 'items, bonus and deductions as paragraphs',
  fileName: '考评办法.docx',
  file: () =>
    buildDocx([
      '2025年度文明科室考评内容',
      '一、政治建设（10分）',
      '1.参加集中学习，出勤率90%以上。（6分）责任部门：机关党委',
      '2.撰写心得体会2篇以上。（4分）责任部门：各科室',
      '二、作风建设（5分）',
      '3.推行首问负责。（5分）责任部门：办公室',
      '三、加分项目（最高加8分）',
      '4.获得国家级、省级、市级荣誉的，分别加5分、3分、2分。',
      '5.被评为先进典型的，每人加1分，最多加3分。',
      '四、扣分项目',
      '6.无故不参加集体活动的，每人次扣0.5分。',
      '7.受到上级通报批评的，每次扣2分。',
    ]),
  expected: {
    year: 2025,
    categories: ['政治建设 10', '作风建设 5'],
    tasks: [
      { code: '1', category: '政治建设', points: 6, owners: ['机关党委'], quotas: ['90 % year'] },
      { code: '2', category: '政治建设', points: 4, owners: ['各科室'], quotas: ['2 篇 year'] },
      { code: '3', category: '作风建设', points: 5, owners: ['办公室'] },
    ],
    adjustments: [
      { kind: 'bonus', group: '加分项目', groupCap: 8, cap: null, rates: [5, 3, 2], says: '荣誉' },
      { kind: 'bonus', group: '加分项目', groupCap: 8, cap: 3, rates: [1], says: '先进典型' },
      { kind: 'deduction', group: '扣分项目', groupCap: null, cap: null, rates: [0.5], says: '无故' },
      { kind: 'deduction', group: '扣分项目', cap: null, rates: [2], says: '通报批评' },
    ],
    warnings: ['no-deadline'],
    mayWarn: ['no-department'],
  },
};
