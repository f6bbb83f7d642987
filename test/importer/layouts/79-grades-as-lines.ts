import { buildDocx, down, on, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Grades A, B and C stand as lines in one cell; they are steps of one item. */
export const gradesAsLines: Layout = {
  name: 'grades A, B, C as lines of one cell',
  fileName: '测评体系.docx',
  file: () =>
    buildDocx([
      '2025年度文明窗口测评体系及责任分解',
      table(
        ['测评指标', '测评内容', '测评标准', '测评方法', '分值', '责任单位'],
        [down('窗口形象'), 'A1 仪容仪表', 'A.统一着装、佩戴工牌；\nB.基本统一着装；\nC.未统一着装。', '实地考察', '6', '政务大厅'],
        [on, 'A2 环境卫生', 'A.整洁有序（得满分）\nB.较整洁（得70%）\nC.脏乱（不得分）', '实地考察', '4', '政务大厅、物业公司'],
        ['办事效率', 'A3 限时办结', 'A.按时办结率100%；\nB.98%以上；\nC.98%以下。', '材料审核', '5', '各进驻窗口'],
      ),
    ]),
  expected: {
    year: 2025,
    categories: ['窗口形象', '办事效率'],
    tasks: [
      { code: 'A1', category: '窗口形象', points: 6, owners: ['政务大厅'] },
      { code: 'A2', category: '窗口形象', points: 4, owners: ['政务大厅', '+物业公司'] },
      { code: 'A3', category: '办事效率', points: 5, owners: ['各进驻窗口'] },
    ],
    warnings: ['no-deadline'],
  },
};
