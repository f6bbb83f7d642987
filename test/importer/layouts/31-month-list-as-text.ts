import type { Layout } from './layout.ts';

/** The same kind of plan as a plain list: months as headings, owners in brackets. */
export const monthListAsText: Layout = {
  name: 'a plain list under months',
  fileName: '全年活动.txt',
  file: () =>
    Buffer.from(`2024年文明创建活动安排

一月份
1.开展文明过节倡议（宣传科）
2.组织职工体检（工会）

五月份
3.举办青年演讲比赛（团委、机关党委）
4.开展防灾减灾演练，5月12日前完成（安全科）

九月份
5.开展公民道德宣传日活动（宣传科）
`),
  expected: {
    year: 2024,
    categories: ['一月份', '五月份', '九月份'],
    tasks: [
      { code: '1', category: '一月份', says: '开展文明过节倡议', owners: ['宣传科'], deadlines: ['date 2024-01-31'] },
      { code: '2', category: '一月份', owners: ['工会'], deadlines: ['date 2024-01-31'] },
      { code: '3', category: '五月份', owners: ['团委', '+机关党委'], deadlines: ['date 2024-05-31'] },
      { code: '4', category: '五月份', owners: ['安全科'], deadlines: ['date 2024-05-12'] },
      { code: '5', category: '九月份', owners: ['宣传科'], deadlines: ['date 2024-09-30'] },
    ],
    warnings: [],
  },
};
