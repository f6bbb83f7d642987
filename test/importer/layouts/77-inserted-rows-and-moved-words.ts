import { buildDocx, cellOf, deleted, inserted, insertedRow, movedAway, movedHere, paragraph, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Tracked changes of another kind: a row put in, a unit moved from one row to the next. */
export const insertedRowsAndMovedWords: Layout = {
  name: 'rows inserted and words moved with tracked changes',
  fileName: '修订稿.docx',
  file: () =>
    buildDocx([
      '2025年税务局文明创建任务分解表（修订稿）',
      table(
        ['序号', '任务', '责任部门', '时限'],
        [
          '1',
          '办税厅开设老年人窗口',
          cellOf(paragraph('纳税服务股', movedAway('、法制股'))),
          cellOf(paragraph('3月', deleted('底'), inserted('10日'), '前')),
        ],
        insertedRow('2', cellOf(paragraph(inserted('开展税法宣传月活动'))), '法制股', '4月30日前'),
        ['3', '组织税收普法进校园', cellOf(paragraph('办公室', movedHere('、法制股'))), '9月底前'],
      ),
    ]),
  expected: {
    year: 2025,
    tasks: [
      { code: '1', owners: ['纳税服务股'], deadlines: ['date 2025-03-10'] },
      { code: '2', says: '开展税法宣传月活动', owners: ['法制股'], deadlines: ['date 2025-04-30'] },
      { code: '3', owners: ['办公室', '+法制股'], deadlines: ['date 2025-09-30'] },
    ],
    warnings: [],
  },
};
