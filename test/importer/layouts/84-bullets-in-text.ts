import type { Layout } from './layout.ts';

/** Copied from a chat: headings in square brackets, items with dots, the unit after a dash. */
export const bulletsInText: Layout = {
  name: 'dotted items under headings in square brackets',
  fileName: '任务.txt',
  file: () =>
    Buffer.from(`2025年第三小学文明校园创建任务

【班子建设】
● 召开创建推进会，每季度不少于1次——责任部门：校长室
● 完善教职工考核办法，3月底前完成——责任部门：人事处、工会

【校园文化】
● 举办校园艺术节，5月30日前完成——责任部门：少先队大队部
● 建设班级图书角——责任部门：教导处、各班级
`),
  expected: {
    year: 2025,
    categories: ['班子建设', '校园文化'],
    tasks: [
      { code: '1', category: '班子建设', owners: ['校长室'], quotas: ['1 次 quarter'] },
      { code: '2', category: '班子建设', owners: ['人事处', '+工会'], deadlines: ['date 2025-03-31'] },
      { code: '3', category: '校园文化', owners: ['少先队大队部'], deadlines: ['date 2025-05-30'] },
      { code: '4', category: '校园文化', owners: ['教导处', '+各班级'], deadlines: [] },
    ],
    warnings: [],
  },
};
