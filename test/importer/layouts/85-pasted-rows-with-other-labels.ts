import type { Layout } from './layout.ts';

/** Pasted into the chat from a spreadsheet, no title above; the year stands in a deadline alone. */
export const pastedRowsWithOtherLabels: Layout = {
  name: 'tabbed rows with unusual labels and no title',
  fileName: '2025重点事项.txt',
  file: () =>
    Buffer.from(
      [
        ['序号', '工作事项', '主责部门', '协助部门', '办结时限', '分数'],
        ['1', '修订员工文明公约', '人力资源部', '', '2025年2月', '5分'],
        ['2', '开展文明工地评比', '工程管理部', '安全质量部、各项目部', '每半年', '10分'],
        ['3', '建立志愿服务积分制', '团委', '工会', '7月中旬', '5分'],
        ['4', '外部媒体刊稿', '党委宣传部', '各部门', '12月上旬', '5分'],
      ]
        .map((cells) => cells.join('\t'))
        .join('\r\n'),
    ),
  expected: {
    year: 2025,
    tasks: [
      { code: '1', points: 5, owners: ['人力资源部'], deadlines: ['date 2025-02-28'] },
      {
        code: '2',
        points: 10,
        owners: ['工程管理部', '+安全质量部', '+各项目部'],
        deadlines: ['half-yearly 2025-06-30', 'half-yearly 2025-12-31'],
      },
      { code: '3', points: 5, owners: ['团委', '+工会'], deadlines: ['date 2025-07-20'] },
      { code: '4', points: 5, owners: ['党委宣传部', '+各部门'], deadlines: ['date 2025-12-10'] },
    ],
    warnings: [],
  },
};
