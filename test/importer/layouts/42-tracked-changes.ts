import { buildDocx, cellOf, deleted, deletedRow, inserted, paragraph, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** A draft sent round with tracked changes: what counts is what stands once they are accepted. */
export const trackedChanges: Layout = {
  name: 'tracked changes',
  fileName: '征求意见稿.docx',
  file: () =>
    buildDocx([
      paragraph(deleted('2023'), inserted('2024'), '年度文明创建任务分解表（征求意见稿）'),
      table(
        ['序号', '创建任务', '分值', '责任部门', '完成时限'],
        [
          '1',
          cellOf(paragraph('开展文明宿舍评选', deleted('和检查'))),
          cellOf(paragraph(deleted('3'), inserted('5'))),
          cellOf(paragraph('工会'), paragraph(inserted('团委'))),
          cellOf(paragraph(deleted('6月30日前'), inserted('9月15日前'))),
        ],
        deletedRow('2', '开展节能竞赛', '2', '后勤中心', '7月底前'),
        [
          cellOf(paragraph(deleted('3'), inserted('2'))),
          '开展安全知识测试',
          '4',
          cellOf(paragraph(deleted('人事科')), paragraph('安全科')),
          '10月底前',
        ],
      ),
    ]),
  expected: {
    year: 2024,
    title: '2024年度文明创建任务分解表（征求意见稿）',
    tasks: [
      { code: '1', says: '开展文明宿舍评选', points: 5, owners: ['工会', '+团委'], deadlines: ['date 2024-09-15'] },
      { code: '2', says: '开展安全知识测试', points: 4, owners: ['安全科'], deadlines: ['date 2024-10-31'] },
    ],
    warnings: [],
  },
};
