import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** Half-empty rows: a heading sits in the same columns as items, with points and no owner; （一） under 一. */
export const headingsAsRowsOfTheSameColumns: Layout = {
  name: 'headings in the same columns as the items',
  fileName: '2025创建任务.xlsx',
  file: () =>
    buildXlsx({
      name: '分解',
      rows: [
        ['序号', '内容', '分值', '责任单位', '完成时限'],
        ['一', '干部职工教育', 20, null, null],
        ['（一）', '理论武装', 12, null, null],
        [1, '制定中心组学习计划', 5, '宣传处', '2月底前'],
        [2, '开展专题辅导，不少于4次', 7, '宣传处、机关党委', '12月底前'],
        ['（二）', '文明礼仪', 8, null, null],
        [3, '制定员工文明公约', 8, '人力资源处', '4月底前'],
        ['二', '窗口服务', 10, null, null],
        ['（一）', '规范服务', 10, null, null],
        [4, '推行首问负责制', 6, '营业厅', '长期'],
        [5, '设立学雷锋志愿服务站', 4, '团委、营业厅', '3月5日前'],
        [null, '合计', 30, null, null],
      ],
    }),
  expected: {
    year: 2025,
    categories: ['干部职工教育 20', '窗口服务 10'],
    sections: ['干部职工教育/理论武装 12', '干部职工教育/文明礼仪 8', '窗口服务/规范服务 10'],
    tasks: [
      { code: '1', section: '理论武装', points: 5, owners: ['宣传处'], deadlines: ['date 2025-02-28'] },
      { code: '2', section: '理论武装', points: 7, owners: ['宣传处', '+机关党委'], deadlines: ['date 2025-12-31'], quotas: ['4 次 year'] },
      { code: '3', section: '文明礼仪', points: 8, owners: ['人力资源处'], deadlines: ['date 2025-04-30'] },
      { code: '4', category: '窗口服务', section: '规范服务', points: 6, owners: ['营业厅'], deadlines: ['continuous'] },
      { code: '5', category: '窗口服务', section: '规范服务', points: 4, owners: ['团委', '+营业厅'], deadlines: ['date 2025-03-05'] },
    ],
    warnings: [],
  },
};
