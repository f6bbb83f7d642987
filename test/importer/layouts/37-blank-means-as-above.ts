import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** Nothing is merged. A blank heading means as above; a blank owner, day or number of points means nobody wrote one. */
export const blankMeansAsAbove: Layout = {
  name: 'blank headings mean as above, blank owners do not',
  fileName: '创建任务台账.xlsx',
  file: () =>
    buildXlsx({
      name: '台账',
      rows: [
        ['2024年创建任务台账', '', '', '', '', '', ''],
        ['序号', '考评项目', '考评内容', '考评标准', '分值', '责任科室', '完成时限'],
        ['1', '内部建设', '班子建设', '开好民主生活会', '3', '办公室', '1月底前'],
        ['2', '', '', '落实谈心谈话制度', '2', '', ''],
        ['3', '', '队伍建设', '开展岗位练兵', '', '人事科', '9月底前'],
        ['4', '', '', '组织新职工入职教育', '2', '人事科', '8月底前'],
        ['5', '社会责任', '', '参加无偿献血', '3', '工会', '10月底前'],
      ],
    }),
  expected: {
    year: 2024,
    tasks: [
      { code: '1', category: '内部建设', section: '班子建设', points: 3, owners: ['办公室'], deadlines: ['date 2024-01-31'] },
      { code: '2', category: '内部建设', section: '班子建设', points: 2, owners: [], deadlines: [] },
      { code: '3', category: '内部建设', section: '队伍建设', points: null, owners: ['人事科'], deadlines: ['date 2024-09-30'] },
      { code: '4', category: '内部建设', section: '队伍建设', points: 2, owners: ['人事科'], deadlines: ['date 2024-08-31'] },
      // A new category ends the section above it.
      { code: '5', category: '社会责任', section: '社会责任', points: 3, owners: ['工会'], deadlines: ['date 2024-10-31'] },
    ],
    warnings: ['no-department', 'no-points'],
  },
};
