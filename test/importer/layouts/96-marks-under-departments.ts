import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** A matrix: departments across, ● for the lead and ○ for support, as the line under the title says. */
export const marksUnderDepartments: Layout = {
  name: 'marks under departments: lead and support',
  fileName: '任务分工矩阵.xlsx',
  file: () =>
    buildXlsx({
      name: 'Sheet1',
      rows: [
        ['2025年文明单位创建任务分工矩阵', null, null, null, null, null, null, null],
        ['注：●为牵头部门，○为配合部门', null, null, null, null, null, null, null],
        ['序号', '任务内容', '分值', '办公室', '人事处', '科研处', '工会', '完成时间'],
        [1, '召开创建动员会', 5, '●', '○', null, null, '3月20日前'],
        [2, '开展科研诚信教育', 8, null, '○', '●', null, '9月底前'],
        [3, '举办职工运动会', 6, '○', null, null, '●', '10月底前'],
        [4, '开展文明处室评比', 6, '●', '○', '○', '○', '12月15日前'],
      ],
      merges: ['A1:H1', 'A2:H2'],
    }),
  expected: {
    year: 2025,
    tasks: [
      { code: '1', points: 5, owners: ['办公室', '+人事处'], deadlines: ['date 2025-03-20'] },
      { code: '2', points: 8, owners: ['科研处', '+人事处'], deadlines: ['date 2025-09-30'] },
      { code: '3', points: 6, owners: ['工会', '+办公室'], deadlines: ['date 2025-10-31'] },
      { code: '4', points: 6, owners: ['办公室', '+人事处', '+科研处', '+工会'], deadlines: ['date 2025-12-15'] },
    ],
    warnings: [],
  },
};
