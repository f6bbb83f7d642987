import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** The month has a column of its own, merged over its activities; the year comes from the sheet's title. */
export const monthColumn: Layout = {
  name: 'months in a column',
  fileName: '活动计划.xlsx',
  file: () =>
    buildXlsx({
      name: '计划',
      rows: [
        ['2024年志愿服务活动计划表', null, null, null],
        ['月份', '活动内容', '责任部门', '备注'],
        ['3月', '开展“雷锋月”便民服务', '团委', null],
        [null, '开展义务植树', '团委、后勤中心', null],
        ['6月', '慰问困境儿童', '妇委会', null],
        ['10月', '组织敬老院志愿服务', '老干部科、团委', '视天气调整'],
        [null, '开展交通文明劝导', '各党支部', null],
      ],
      merges: ['A1:D1', 'A3:A4', 'A6:A7'],
    }),
  expected: {
    year: 2024,
    tasks: [
      { code: '1', says: '开展“雷锋月”便民服务', owners: ['团委'], deadlines: ['date 2024-03-31'] },
      { code: '2', owners: ['团委', '+后勤中心'], deadlines: ['date 2024-03-31'] },
      { code: '3', owners: ['妇委会'], deadlines: ['date 2024-06-30'] },
      { code: '4', owners: ['老干部科', '+团委'], deadlines: ['date 2024-10-31'] },
      { code: '5', owners: ['各党支部'], deadlines: ['date 2024-10-31'] },
    ],
    warnings: [],
  },
};
