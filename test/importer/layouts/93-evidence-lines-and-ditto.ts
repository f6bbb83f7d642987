import { across, buildDocx, headerRow, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A survey institute: numbered lines in the evidence column are papers, not items; 同上 for owners and dates; remarks. */
export const evidenceLinesAndDitto: Layout = {
  name: 'numbered papers in the evidence column, 同上 in owners and dates',
  fileName: '资料清单.docx',
  file: () =>
    buildDocx([
      '省第五地质勘查院2025年度文明创建资料准备责任清单',
      table(
        headerRow('序号', '测评要点', '需归档的佐证资料', '提供部门', '提交时间', '备注'),
        [across(6, '一、思想政治工作（12分）')],
        [
          '1',
          '落实意识形态工作责任制（6分）',
          '1.责任制实施方案\n2.专题研究会议纪要\n3.半年分析研判报告',
          '党群工作部',
          '11月10日前',
          '电子版、纸质版各一份',
        ],
        ['2', '开展形势政策教育（6分）', '1.宣讲通知\n2.照片（不少于3张）', '同上', '同上', ''],
        [across(6, '二、生态地质文化（8分）')],
        ['3', '创建绿色勘查项目（5分）', '①项目设计；②验收意见', '地质勘查部、各项目部', '10月31日前', '没有的需说明'],
        ['4', '传承“三光荣”精神（3分）', '专题活动图文资料', '工会、老干办', '同上', ''],
      ),
      '说明：1.资料时间范围为2025年1月至10月。2.逾期未报的，由办公室通报。',
    ]),
  expected: {
    year: 2025,
    categories: ['思想政治工作 12', '生态地质文化 8'],
    tasks: [
      {
        code: '1',
        category: '思想政治工作',
        says: '落实意识形态工作责任制',
        points: 6,
        owners: ['党群工作部'],
        deadlines: ['date 2025-11-10'],
      },
      { code: '2', category: '思想政治工作', points: 6, owners: ['党群工作部'], deadlines: ['date 2025-11-10'] },
      { code: '3', category: '生态地质文化', points: 5, owners: ['地质勘查部', '+各项目部'], deadlines: ['date 2025-10-31'] },
      { code: '4', category: '生态地质文化', points: 3, owners: ['工会', '+老干办'], deadlines: ['date 2025-10-31'] },
    ],
    warnings: [],
  },
};
