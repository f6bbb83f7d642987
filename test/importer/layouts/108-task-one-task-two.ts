import type { Layout } from './layout.ts';

/** Sent in a chat: 任务一, 任务二, each with labelled lines below. */
export const taskOneTaskTwo: Layout = {
  name: 'task one, task two, with labelled lines below',
  fileName: '群公告.txt',
  file: () =>
    Buffer.from(`【2025年机关文明创建重点任务】
任务一：开展“文明家庭”评选
牵头科室：机关妇委会
配合科室：办公室、工会
时间要求：5月15日前

任务二：举办职工书画展
牵头科室：工会
时间要求：9月底前

任务三：维护机关办公秩序
牵头科室：机关服务中心
配合科室：各科室
时间要求：长期坚持

有问题请联系创建办小张。`),
  expected: {
    year: 2025,
    tasks: [
      {
        code: '1',
        says: '开展“文明家庭”评选',
        owners: ['机关妇委会', '+办公室', '+工会'],
        deadlines: ['date 2025-05-15'],
      },
      { code: '2', owners: ['工会'], deadlines: ['date 2025-09-30'] },
      { code: '3', owners: ['机关服务中心', '+各科室'], deadlines: ['continuous'] },
    ],
    warnings: [],
  },
};
