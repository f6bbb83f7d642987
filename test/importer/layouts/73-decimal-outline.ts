import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** One column of outline numbers: 1 heads a category, 1.1 a section, 1.1.1 an item. */
export const decimalOutline: Layout = {
  name: 'an outline 1, 1.1, 1.1.1 down one column',
  fileName: '指标体系.xlsx',
  file: () =>
    buildXlsx({
      name: '指标体系',
      rows: [
        ['2025年文明单位指标体系及任务分解', null, null, null, null],
        ['编号', '指标', '分值', '责任部门', '完成时限'],
        ['1', '思想引领', 12, null, null],
        ['1.1', '理论武装', 7, null, null],
        ['1.1.1', '党委中心组学习', 4, '党委办', '11月底前'],
        ['1.1.2', '青年理论学习小组', 3, '团委', '12月底前'],
        ['1.2', '阵地管理', 5, null, null],
        ['1.2.1', '网站和公众号审核', 5, '新闻中心', '长期'],
        ['2', '职业道德', 6, null, null],
        ['2.1', '行业规范', 6, null, null],
        ['2.1.1', '开展诚信服务承诺', 6, '客户服务部、各营业所', '3月15日前'],
      ],
      merges: ['A1:E1'],
    }),
  expected: {
    year: 2025,
    categories: ['思想引领 12', '职业道德 6'],
    sections: ['思想引领/理论武装 7', '思想引领/阵地管理 5', '职业道德/行业规范 6'],
    tasks: [
      { code: '1.1.1', section: '理论武装', points: 4, owners: ['党委办'], deadlines: ['date 2025-11-30'] },
      { code: '1.1.2', section: '理论武装', points: 3, owners: ['团委'], deadlines: ['date 2025-12-31'] },
      { code: '1.2.1', section: '阵地管理', points: 5, owners: ['新闻中心'], deadlines: ['continuous'] },
      {
        code: '2.1.1',
        category: '职业道德',
        section: '行业规范',
        points: 6,
        owners: ['客户服务部', '+各营业所'],
        deadlines: ['date 2025-03-15'],
      },
    ],
    warnings: [],
  },
};
