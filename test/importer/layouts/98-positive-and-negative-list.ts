import { across, buildDocx, down, headerRow, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A group's reward and punishment list: two tables under captions, points per case, a cap for all, vetoes at the end. */
export const positiveAndNegativeList: Layout = {
  name: 'a positive and a negative list with vetoes',
  fileName: '加减分清单.docx',
  file: () =>
    buildDocx([
      '交通投资集团2025年度文明单位考评正负面清单',
      '一、正面清单（加分项，最高加10分）',
      table(
        headerRow('序号', '加分情形', '计分规则', '认定部门'),
        ['1', '获评文明单位、文明窗口等称号', '国家级5分/项，省部级3分/项，市级1分/项', '党群部'],
        ['2', '承办上级现场会', '每次加2分，最多加4分', '党群部'],
        ['3', '职工见义勇为受到表彰', '每人次加1分', '工会'],
      ),
      '二、负面清单（扣分项）',
      table(
        headerRow('序号', '扣分情形', '计分规则', '认定部门'),
        ['1', '被上级通报批评', '每次扣3分', '综合部'],
        ['2', '服务投诉查实', '每起扣1—2分', '运营部'],
        [down('3'), '发生较大以上安全生产事故', '一票否决', '安全部'],
        [on, '领导班子成员严重违纪违法', '一票否决', '纪委'],
        [across(4, '注：同一事项不重复加分、扣分。')],
      ),
    ]),
  expected: {
    year: 2025,
    tasks: [],
    adjustments: [
      { kind: 'bonus', groupCap: 10, cap: null, rates: [5, 3, 1], says: '文明窗口' },
      { kind: 'bonus', groupCap: 10, cap: 4, rates: [2], says: '现场会' },
      { kind: 'bonus', groupCap: 10, cap: null, rates: [1], says: '见义勇为' },
      { kind: 'deduction', groupCap: null, cap: null, rates: [3], says: '通报批评' },
      { kind: 'deduction', groupCap: null, cap: null, rates: [1, 2], says: '投诉' },
      { kind: 'deduction', groupCap: null, cap: null, rates: [], says: '安全生产事故' },
      { kind: 'deduction', groupCap: null, cap: null, rates: [], says: '违纪违法' },
    ],
    warnings: [],
  },
};
