import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** Section headings carry their sums, and 小计, 合计 and 总计 rows repeat them; the person in charge has a column, too. */
export const subtotals: Layout = {
  name: 'subtotal and total rows',
  fileName: '2024评分表.xlsx',
  file: () =>
    buildXlsx({
      name: '评分表',
      rows: [
        ['2024年文明单位考评任务分解表', null, null, null, null, null],
        ['考评项目', '考评内容', '考评标准', '分值', '责任科室', '责任人'],
        ['一、内部管理（15分）', '制度建设（7分）', '1.健全岗位责任制', 4, '人事科', '赵敏'],
        [null, null, '2.公开办事流程', 3, '办公室', '钱进'],
        [null, '安全生产（8分）', '3.开展隐患排查，每月不少于1次', 8, '安全科、各科室', '孙立'],
        ['小计', null, null, 15, null, null],
        ['二、单位形象（5分）', '环境卫生（5分）', '4.落实门前三包', 5, '后勤中心', '周明'],
        ['小　计', null, null, 5, null, null],
        ['合计', null, null, 20, null, null],
      ],
      merges: ['A1:F1', 'A3:A5', 'B3:B4', 'A6:C6', 'A8:C8', 'A9:C9'],
    }),
  expected: {
    year: 2024,
    categories: ['内部管理 15', '单位形象 5'],
    sections: ['内部管理/制度建设 7', '内部管理/安全生产 8', '单位形象/环境卫生 5'],
    tasks: [
      { code: '1', category: '内部管理', section: '制度建设', points: 4, owners: ['人事科'] },
      { code: '2', category: '内部管理', section: '制度建设', points: 3, owners: ['办公室'] },
      { code: '3', category: '内部管理', section: '安全生产', points: 8, owners: ['安全科', '+各科室'], quotas: ['1 次 month'] },
      { code: '4', category: '单位形象', section: '环境卫生', points: 5, owners: ['后勤中心'] },
    ],
    warnings: ['no-deadline'],
  },
};
