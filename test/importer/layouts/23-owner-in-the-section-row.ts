import { across, buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** The owner stands in the heading's row and is that of every item below. */
export const ownerInTheSectionRow: Layout = {
  name: 'owner in the section row, none on the items',
  fileName: '任务一览.docx',
  file: () =>
    buildDocx([
      '2024年文明创建工作任务一览表',
      table(
        ['序号', '工作内容', '完成时限'],
        [across(3, '一、理论武装（责任部门：机关党委、宣传科）')],
        ['1', '开展理论宣讲进科室活动', '5月底前'],
        ['2', '更新学习园地', '每月5日前'],
        [across(3, '二、文体活动（责任部门：工会）')],
        ['3', '举办职工书画展', '10月1日前'],
        ['4', '组织健步走', '4月、10月'],
      ),
    ]),
  expected: {
    year: 2024,
    categories: ['理论武装', '文体活动'],
    tasks: [
      { code: '1', category: '理论武装', owners: ['机关党委', '+宣传科'], deadlines: ['date 2024-05-31'] },
      {
        code: '2',
        category: '理论武装',
        owners: ['机关党委', '+宣传科'],
        deadlines: [
          'monthly 2024-01-05',
          'monthly 2024-02-05',
          'monthly 2024-03-05',
          'monthly 2024-04-05',
          'monthly 2024-05-05',
          'monthly 2024-06-05',
          'monthly 2024-07-05',
          'monthly 2024-08-05',
          'monthly 2024-09-05',
          'monthly 2024-10-05',
          'monthly 2024-11-05',
          'monthly 2024-12-05',
        ],
      },
      { code: '3', category: '文体活动', owners: ['工会'], deadlines: ['date 2024-10-01'] },
      { code: '4', category: '文体活动', owners: ['工会'], deadlines: ['date 2024-04-30', 'date 2024-10-31'] },
    ],
    warnings: [],
  },
};
