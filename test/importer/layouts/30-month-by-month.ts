import { across, buildDocx, table } from './build-docx.ts';
import type { Layout } from './layout.ts';

/** 月度工作安排: months are rows across, and their last day is the deadline of what stands below. */
export const monthByMonth: Layout = {
  name: 'month rows over their items',
  fileName: '月度安排.docx',
  file: () =>
    buildDocx([
      '2024年文明创建月度工作安排',
      table(
        ['序号', '工作内容', '责任部门'],
        [across(3, '一月份')],
        ['1', '开展春节走访慰问', '工会'],
        ['2', '制定年度创建计划', '办公室'],
        [across(3, '二月份')],
        ['1', '开展节后收心教育', '机关党委'],
        [across(3, '三月份')],
        ['1', '组织学雷锋志愿服务，3月5日前完成', '团委'],
        ['2', '开展植树活动', '团委、后勤中心'],
        [across(3, '十二月份')],
        ['1', '总结全年创建工作', '办公室'],
      ),
    ]),
  expected: {
    year: 2024,
    // 一 is the month's name here, not a number before it.
    categories: ['一月份', '二月份', '三月份', '十二月份'],
    tasks: [
      { code: '1-1', category: '一月份', owners: ['工会'], deadlines: ['date 2024-01-31'] },
      { code: '1-2', category: '一月份', owners: ['办公室'], deadlines: ['date 2024-01-31'] },
      { code: '2-1', category: '二月份', owners: ['机关党委'], deadlines: ['date 2024-02-29'] },
      // Its own day is nearer than the month's.
      { code: '3-1', category: '三月份', owners: ['团委'], deadlines: ['date 2024-03-05'] },
      { code: '3-2', category: '三月份', owners: ['团委', '+后勤中心'], deadlines: ['date 2024-03-31'] },
      // December is the fourth heading here: its position, as with any other.
      { code: '4-1', category: '十二月份', owners: ['办公室'], deadlines: ['date 2024-12-31'] },
    ],
    warnings: [],
    mayWarn: ['repeated-code'],
  },
};
