import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** No line says which year it is; the file's name does. A year within an item is that of what it quotes. */
export const yearInTheFileName: Layout = {
  name: 'year in the file name only',
  fileName: '文明创建任务分解表2024.docx',
  file: () =>
    buildDocx([
      '文明创建任务分解表',
      table(
        ['序号', '工作任务', '责任部门', '完成时限'],
        ['1', '学习贯彻2019年印发的公民道德建设实施纲要', '机关党委', '2月底前'],
        ['2', '开展文明单位开放日活动', '办公室', '6月中旬'],
      ),
    ]),
  expected: {
    year: 2024,
    title: '文明创建任务分解表',
    tasks: [
      { code: '1', owners: ['机关党委'], deadlines: ['date 2024-02-29'] },
      // The second ten days of a month end on the 20th.
      { code: '2', owners: ['办公室'], deadlines: ['date 2024-06-20'] },
    ],
    warnings: [],
  },
};
