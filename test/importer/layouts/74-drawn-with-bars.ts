import type { Layout } from './layout.ts';

/** A table drawn with bars, as notes and chat programs write it. */
export const drawnWithBars: Layout = {
  name: 'a table drawn with bars in plain text',
  fileName: '任务.txt',
  file: () =>
    Buffer.from(`2025年文明创建任务分解表

| 序号 | 任务 | 分值 | 责任部门 | 完成时限 |
| --- | --- | :---: | --- | --- |
| 1 | 制定创建方案 | 3 | 综合处 | 2月底前 |
| 2 | 开展文明餐桌行动 | 2 | 服务中心、工会 | 持续推进 |
| 3 | 举办运动会，全年1次 | 4 | 工会 | 10月31日前 |
`),
  expected: {
    year: 2025,
    title: '2025年文明创建任务分解表',
    tasks: [
      { code: '1', says: '制定创建方案', points: 3, owners: ['综合处'], deadlines: ['date 2025-02-28'] },
      { code: '2', points: 2, owners: ['服务中心', '+工会'], deadlines: ['continuous'] },
      { code: '3', points: 4, owners: ['工会'], deadlines: ['date 2025-10-31'] },
    ],
    warnings: [],
  },
};
