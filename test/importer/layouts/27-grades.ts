import { across, buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** What earns an A, B, C or D has a column each; their percentages are no points. */
export const grades: Layout = {
  name: 'columns for grades A to D',
  fileName: '测评细则.docx',
  file: () =>
    buildDocx([
      '2024年度文明单位测评细则（任务分解）',
      table(
        [down('测评项目'), down('测评内容'), across(4, '测评标准'), down('分值'), down('责任单位')],
        [on, on, 'A（100%）', 'B（75%）', 'C（50%）', 'D（0分）', on, on],
        [down('环境面貌'), '庭院绿化', '绿化率达到30%以上', '绿化率20%以上', '绿化率10%以上', '未绿化', '4', '后勤中心'],
        [on, '卫生间管理', '整洁无异味', '较整洁', '一般', '脏乱', '2', '后勤中心、办公室'],
        ['窗口服务', '服务态度', '群众满意率95%以上', '满意率85%以上', '满意率75%以上', '满意率75%以下', '6', '政务科'],
      ),
      '注：A等得满分，B等得75%的分数，C等得50%的分数，D等不得分。',
    ]),
  expected: {
    year: 2024,
    categories: ['环境面貌', '窗口服务'],
    tasks: [
      { code: '1', category: '环境面貌', says: '庭院绿化', points: 4, owners: ['后勤中心'] },
      { code: '2', category: '环境面貌', says: '卫生间管理', points: 2, owners: ['后勤中心', '+办公室'] },
      { code: '3', category: '窗口服务', says: '服务态度', points: 6, owners: ['政务科'] },
    ],
    warnings: ['no-deadline'],
  },
};
