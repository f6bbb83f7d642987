import { buildXlsx, day } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** A workbook whose numbers are numbers and whose days are days; the plan is on its second sheet. */
export const numbersAndDaysInCells: Layout = {
  name: 'real numbers and days, on the second of three sheets',
  fileName: '2024创建计划.xlsx',
  file: () =>
    buildXlsx(
      { name: '填表说明', rows: [['填表说明'], ['本表由各科室填写，于每年1月报办公室。']] },
      {
        name: '任务分解',
        rows: [
          ['2024年度创建任务分解表', null, null, null, null],
          ['序号', '任务要求', '分值', '责任科室', '完成时间'],
          [1, '召开创建推进会', 2.5, '办公室', day('2024-04-15')],
          [2, '组织参观学习先进单位', 3, '机关党委', day('2024-06-30')],
          [3, '编印创建画册', 0.5, '宣传科', '11月底前'],
          [4, '申报文明单位', 10, '办公室', day('2025-01-10')],
        ],
        merges: ['A1:E1'],
      },
      { name: 'Sheet3', rows: [] },
    ),
  expected: {
    year: 2024,
    tasks: [
      { code: '1', points: 2.5, owners: ['办公室'], deadlines: ['date 2024-04-15'] },
      { code: '2', points: 3, owners: ['机关党委'], deadlines: ['date 2024-06-30'] },
      { code: '3', points: 0.5, owners: ['宣传科'], deadlines: ['date 2024-11-30'] },
      { code: '4', points: 10, owners: ['办公室'], deadlines: ['date 2025-01-10'] },
    ],
    warnings: [],
  },
};
