import { buildXlsx, day } from './build-xlsx.ts';
import type { Layout } from './layout.ts';

/** 工作台账 as a sheet: days as days of the spreadsheet and as people type them, and columns to be filled in later. */
export const stateOfWorkInASheet: Layout = {
  name: 'ledger of tasks with days in many forms',
  fileName: '创建任务台账.xlsx',
  file: () =>
    buildXlsx({
      name: '台账',
      rows: [
        ['建投公司2025年文明单位创建任务台账', null, null, null, null, null, null, null],
        ['序号', '类别', '创建任务', '责任部门', '责任人', '计划完成时间', '进展情况', '备注'],
        [1, '基础工作', '制定创建规划和年度计划', '党群部', '何军', day('2025-02-28'), '已完成', null],
        [2, null, '召开创建工作推进会2次', '党群部', '何军', '2025年6月30日、2025年12月15日', '进行中', null],
        [3, null, '更新单位网站创建专栏', '综合部', '吴敏', '2025/3/31', null, null],
        [4, '主题活动', '举办职工运动会', '工会', '张华', '2025.10', null, '含趣味项目'],
        [5, null, '开展“安康杯”竞赛', '安全部、工会', '徐刚', day('2025-11-20'), null, null],
        [6, '典型选树', '推荐道德模范、岗位能手', '人力部', '胡蓉', '按上级通知时间', null, null],
      ],
      merges: ['A1:H1', 'B3:B5', 'B6:B7'],
    }),
  expected: {
    year: 2025,
    title: '建投公司2025年文明单位创建任务台账',
    categories: ['基础工作', '主题活动', '典型选树'],
    tasks: [
      { code: '1', category: '基础工作', says: '制定创建', points: null, owners: ['党群部'], deadlines: ['date 2025-02-28'] },
      {
        code: '2',
        category: '基础工作',
        says: '召开创建',
        owners: ['党群部'],
        deadlines: ['date 2025-06-30', 'date 2025-12-15'],
        quotas: ['2 次 year'],
      },
      { code: '3', category: '基础工作', says: '更新单位', owners: ['综合部'], deadlines: ['date 2025-03-31'] },
      { code: '4', category: '主题活动', says: '举办职工', owners: ['工会'], deadlines: ['date 2025-10-31'] },
      { code: '5', category: '主题活动', says: '开展“安康杯”', owners: ['安全部', '+工会'], deadlines: ['date 2025-11-20'] },
      { code: '6', category: '典型选树', says: '推荐道德', owners: ['人力部'], deadlines: ['relative'] },
    ],
    warnings: [],
  },
};
