import { buildDocx, numbered } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** No table, and no number in the text: Word numbers headings and items, and counts the items anew under each heading. */
export const listNumberedByWord: Layout = {
  name: 'paragraphs numbered by Word',
  fileName: '工作任务.docx',
  file: () =>
    buildDocx(
      [
        '2024年精神文明创建工作任务',
        '为明确任务、落实责任，制定本任务清单。',
        numbered(1, '深化理想信念教育', 0),
        numbered(1, '开展主题宣讲，全年不少于3场。', 1),
        '责任部门：宣传部、机关党委',
        '完成时限：11月底前',
        numbered(1, '组织青年座谈。', 1),
        '责任部门：团委',
        '完成时限：5月4日前',
        numbered(1, '深化文明实践活动', 0),
        numbered(1, '组建志愿服务分队。', 1),
        '责任部门：团委、各支部',
        '完成时限：3月底前',
        numbered(1, '认领社区“微心愿”。', 1),
        '责任部门：各支部',
        '完成时限：每季度末',
      ],
      [
        [
          ['chineseCounting', '%1、'],
          ['decimal', '%2.'],
        ],
      ],
    ),
  expected: {
    year: 2024,
    categories: ['深化理想信念教育', '深化文明实践活动'],
    tasks: [
      {
        code: '1-1',
        category: '深化理想信念教育',
        says: '开展主题宣讲',
        owners: ['宣传部', '+机关党委'],
        deadlines: ['date 2024-11-30'],
        quotas: ['3 场 year'],
      },
      { code: '1-2', category: '深化理想信念教育', owners: ['团委'], deadlines: ['date 2024-05-04'] },
      { code: '2-1', category: '深化文明实践活动', owners: ['团委', '+各支部'], deadlines: ['date 2024-03-31'] },
      {
        code: '2-2',
        category: '深化文明实践活动',
        owners: ['各支部'],
        deadlines: ['quarterly 2024-03-31', 'quarterly 2024-06-30', 'quarterly 2024-09-30', 'quarterly 2024-12-31'],
      },
    ],
    warnings: [],
    mayWarn: ['repeated-code'],
  },
};
