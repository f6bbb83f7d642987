import type { Layout } from './layout.ts';

/** Rows of a spreadsheet copied into the chat: columns parted by tabs, the category in its own column and only where it changes. */
export const rowsCopiedFromASheet: Layout = {
  name: 'rows copied from a sheet into the chat',
  fileName: '粘贴.txt',
  file: () =>
    Buffer.from(
      [
        '2025年园区管委会文明创建任务安排',
        '序号\t工作类别\t工作内容\t责任部门\t协助部门\t完成时间\t备注',
        '1\t宣传教育\t制作文明创建宣传栏、电子屏标语\t综合办\t\t3月10日\t',
        '2\t\t开展文明礼仪讲座1场\t人力资源部\t综合办\t4月30日\t邀请专家',
        '3\t环境整治\t清理楼道杂物、规范停车\t物业公司\t各企业\t5月中旬前\t',
        '4\t\t绿化补植\t规划建设部\t物业公司\t4月底\t',
        '5\t志愿服务\t慰问养老院\t团支部\t工会\t重阳节前\t',
        '6\t\t无偿献血\t工会\t各企业\t下半年\t',
      ].join('\n'),
    ),
  expected: {
    year: 2025,
    title: '2025年园区管委会文明创建任务安排',
    categories: ['宣传教育', '环境整治', '志愿服务'],
    tasks: [
      { code: '1', category: '宣传教育', says: '制作文明', points: null, owners: ['综合办'], deadlines: ['date 2025-03-10'] },
      { code: '2', category: '宣传教育', says: '开展文明', owners: ['人力资源部', '+综合办'], deadlines: ['date 2025-04-30'] },
      { code: '3', category: '环境整治', says: '清理楼道', owners: ['物业公司', '+各企业'], deadlines: ['date 2025-05-20'] },
      { code: '4', category: '环境整治', says: '绿化补植', owners: ['规划建设部', '+物业公司'], deadlines: ['date 2025-04-30'] },
      // Before a feast no calendar of this plan knows: asked, not guessed.
      { code: '5', category: '志愿服务', says: '慰问养老院', owners: ['团支部', '+工会'], deadlines: ['unknown'] },
      { code: '6', category: '志愿服务', says: '无偿献血', owners: ['工会', '+各企业'], deadlines: ['date 2025-12-31'] },
    ],
    warnings: ['unclear-deadline'],
  },
};
