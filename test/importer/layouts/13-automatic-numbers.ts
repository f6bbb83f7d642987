import { buildDocx, cellOf, down, numbered, on, paragraph, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Word numbers the categories and the items by itself: no number is in the text. Each category has a list of its own. */
export const automaticNumbers: Layout = {
  name: 'items numbered by Word',
  fileName: '任务分解表.docx',
  file: () =>
    buildDocx(
      [
        '2024年度机关文明创建任务分解表',
        table(
          ['考评项目', '考评标准', '责任部门'],
          [down([numbered(1, '政治建设'), paragraph('（10分）')]), cellOf(numbered(2, '落实重大事项请示报告制度。6分')), '办公室'],
          [on, cellOf(numbered(2, '开展政治生日活动，'), paragraph('赠送政治生日贺卡。4分')), '各党支部'],
          [down([numbered(1, '作风建设'), paragraph('（7分）')]), cellOf(numbered(3, '开展作风纪律检查。4分')), '机关纪委'],
          [on, cellOf(numbered(3, '公布监督电话。3分')), '机关纪委\n办公室'],
        ),
      ],
      [[['chineseCounting', '%1、']], [['decimal', '（%1）']], [['decimal', '（%1）']]],
    ),
  expected: {
    year: 2024,
    categories: ['政治建设 10', '作风建设 7'],
    tasks: [
      { code: '1-1', category: '政治建设', says: '落实重大事项请示报告制度', points: 6, owners: ['办公室'] },
      { code: '1-2', category: '政治建设', says: '开展政治生日活动，赠送政治生日贺卡', points: 4, owners: ['各党支部'] },
      { code: '2-1', category: '作风建设', points: 4, owners: ['机关纪委'] },
      { code: '2-2', category: '作风建设', points: 3, owners: ['机关纪委', '+办公室'] },
    ],
    warnings: ['no-deadline'],
    mayWarn: ['repeated-code'],
  },
};
