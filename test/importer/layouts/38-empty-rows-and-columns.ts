import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** The table floats in its sheet: empty columns before and within, empty rows between and below. */
export const emptyRowsAndColumns: Layout = {
  name: 'empty rows and columns',
  fileName: '任务.xlsx',
  file: () =>
    buildXlsx({
      name: 'Sheet1',
      rows: [
        [null, null, null, null, null, null, null],
        [null, '2024年文明行业创建任务分解表', null, null, null, null, null],
        [null, null, null, null, null, null, null],
        [null, '序号', null, '创建任务', '分值', null, '责任部门'],
        [null, '1', null, '规范行业服务用语', '3', null, '行业管理科'],
        [null, null, null, null, null, null, null],
        [null, '2', null, '开展行风监督员走访', '4', null, '机关纪委、行业管理科'],
        [null, null, null, null, null, null, null],
        [null, null, null, null, null, null, null],
        [null, '3', null, '公布行业服务标准', '2', null, '法规科'],
        [null, null, null, null, null, null, null],
        [null, '   ', null, null, null, null, ' '],
      ],
    }),
  expected: {
    year: 2024,
    title: '2024年文明行业创建任务分解表',
    tasks: [
      { code: '1', points: 3, owners: ['行业管理科'] },
      { code: '2', points: 4, owners: ['机关纪委', '+行业管理科'] },
      { code: '3', points: 2, owners: ['法规科'] },
    ],
    warnings: ['no-deadline'],
  },
};
