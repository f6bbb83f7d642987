import type { Layout } from './layout.ts';

/** No table at all: numbered paragraphs with the owner on the next line, after a notice's opening words. */
export const listAsText: Layout = {
  name: 'a numbered list without a table',
  fileName: '通知.txt',
  file: () =>
    Buffer.from(`关于印发2024年度文明创建任务清单的通知

各科室：
为做好今年的创建工作，现将任务清单印发给你们，请抓好落实。

一、思想道德建设
1.开展“我们的节日”主题活动，全年不少于4次。
责任单位：工会、团委
完成时限：12月底前
2.设立善行义举榜，每季度更新一次。
责任单位：宣传科

二、文明服务提升
3.开展服务礼仪培训，于4月30日前完成。
牵头单位：人事科
配合单位：政务科、办公室
4.开展“最佳服务之星”评选。
责任单位：政务科
完成时限：每季度末

三、长效机制建设
5.建立创建档案，专人负责管理。
责任单位：办公室
完成时限：长期坚持

联系人：周某，电话：0000-7654321
2024年2月20日
`),
  expected: {
    year: 2024,
    categories: ['思想道德建设', '文明服务提升', '长效机制建设'],
    tasks: [
      {
        code: '1',
        category: '思想道德建设',
        says: '开展“我们的节日”主题活动',
        owners: ['工会', '+团委'],
        deadlines: ['date 2024-12-31'],
        quotas: ['4 次 year'],
      },
      { code: '2', category: '思想道德建设', owners: ['宣传科'], deadlines: [], quotas: ['1 次 quarter'] },
      { code: '3', category: '文明服务提升', owners: ['人事科', '+政务科', '+办公室'], deadlines: ['date 2024-04-30'] },
      {
        code: '4',
        category: '文明服务提升',
        owners: ['政务科'],
        deadlines: ['quarterly 2024-03-31', 'quarterly 2024-06-30', 'quarterly 2024-09-30', 'quarterly 2024-12-31'],
      },
      { code: '5', category: '长效机制建设', owners: ['办公室'], deadlines: ['continuous'] },
    ],
    warnings: [],
  },
};
