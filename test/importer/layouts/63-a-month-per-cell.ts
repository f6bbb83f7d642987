import { buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** Each month is one row: its activities stand in one cell, each closed by its departments. A month is no category, so they are counted through. */
export const aMonthPerCell: Layout = {
  name: 'a row for each month with all its activities in one cell',
  fileName: '活动安排.docx',
  file: () =>
    buildDocx([
      '公司2025年文明创建活动安排表',
      table(
        ['月份', '主要活动'],
        ['一月', '1.开展“冬日送暖”慰问（工会、人力资源部）\n2.签订年度文明创建责任书（党群工作部）'],
        ['三月', '1.学雷锋志愿服务月启动仪式（团委）\n2.女职工健康讲座（工会）\n3.义务植树（综合管理部、各项目部）'],
        ['十一月', '1.消防演练，11月9日前完成（安全环保部）'],
      ),
    ]),
  expected: {
    year: 2025,
    tasks: [
      { code: '1', says: '开展“冬日送暖”慰问', owners: ['工会', '+人力资源部'], deadlines: ['date 2025-01-31'] },
      { code: '2', owners: ['党群工作部'], deadlines: ['date 2025-01-31'] },
      { code: '3', owners: ['团委'], deadlines: ['date 2025-03-31'] },
      { code: '4', owners: ['工会'], deadlines: ['date 2025-03-31'] },
      { code: '5', owners: ['综合管理部', '+各项目部'], deadlines: ['date 2025-03-31'] },
      { code: '6', owners: ['安全环保部'], deadlines: ['date 2025-11-09'] },
    ],
    warnings: [],
    mayWarn: ['repeated-code'],
  },
};
