import { buildXlsx } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** A bar of quarters: a tick says in which of them the work is due. */
export const ticksUnderMonths: Layout = {
  name: 'ticks in columns of quarters',
  fileName: '进度表.xlsx',
  file: () =>
    buildXlsx({
      name: '进度',
      rows: [
        ['2025年幼儿园文明校园创建工作进度表', null, null, null, null, null, null],
        ['序号', '工作任务', '责任部门', '完成时间', null, null, null],
        [null, null, null, '一季度', '二季度', '三季度', '四季度'],
        [1, '制定创建计划', '园长办公室', '√', null, null, null],
        [2, '开展家园共育活动', '保教处、各年级组', null, '√', null, '√'],
        [3, '校舍安全检查', '总务处', '√', '√', '√', '√'],
      ],
      merges: ['A1:G1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:G2'],
    }),
  expected: {
    year: 2025,
    tasks: [
      { code: '1', owners: ['园长办公室'], deadlines: ['date 2025-03-31'] },
      { code: '2', owners: ['保教处', '+各年级组'], deadlines: ['date 2025-06-30', 'date 2025-12-31'] },
      { code: '3', owners: ['总务处'], deadlines: ['date 2025-03-31', 'date 2025-06-30', 'date 2025-09-30', 'date 2025-12-31'] },
    ],
    warnings: [],
  },
};
