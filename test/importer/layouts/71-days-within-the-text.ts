import { buildDocx, table } from './build-docx.ts';
import { monthly, type Layout, quarterly } from './layout.ts';

/** No deadline column: the days stand in the sentences, beside days that are no deadline. */
export const daysWithinTheText: Layout = {
  name: 'deadlines within the text of each row',
  fileName: '任务书.docx',
  file: () =>
    buildDocx([
      '供电公司2025年文明创建任务书',
      table(
        ['序号', '任务', '责任单位'],
        ['1', '4月底前完成营业厅无障碍改造。', '营销部'],
        ['2', '开展“最美供电人”评选，5月10日前推荐人选，9月20日前公布结果。', '党建部、工会'],
        ['3', '每月25日前更新文明创建专栏，不少于3条。', '党建部'],
        ['4', '7月至8月开展高温慰问。', '工会'],
        ['5', '每季度末组织一次文明出行劝导。', '团委'],
        ['6', '贯彻3月1日起施行的《志愿服务条例》，组织专题学习。', '团委'],
        ['7', '围绕“12·5国际志愿者日”，于12月5日前开展主题活动。', '团委、各供电所'],
      ),
    ]),
  expected: {
    year: 2025,
    tasks: [
      { code: '1', owners: ['营销部'], deadlines: ['date 2025-04-30'] },
      { code: '2', owners: ['党建部', '+工会'], deadlines: ['date 2025-05-10', 'date 2025-09-20'] },
      {
        code: '3',
        owners: ['党建部'],
        deadlines: monthly(2025, '01-25 02-25 03-25 04-25 05-25 06-25 07-25 08-25 09-25 10-25 11-25 12-25'),
        quotas: ['3 条 month'],
      },
      { code: '4', owners: ['工会'], deadlines: ['range 2025-07-01~2025-08-31'] },
      { code: '5', owners: ['团委'], deadlines: quarterly(2025, '03-31 06-30 09-30 12-31'), quotas: ['1 次 quarter'] },
      { code: '6', owners: ['团委'], deadlines: [] },
      { code: '7', owners: ['团委', '+各供电所'], deadlines: ['date 2025-12-05'] },
    ],
    warnings: [],
  },
};
