import { buildDocx, table } from './build-docx.ts';
import { type Layout, monthly, quarterly } from './layout.ts';

/** Deadlines as offices word them: parts of a month, of a year, and what no calendar knows. */
export const daysAsPeopleSayThem: Layout = {
  name: 'deadlines as offices word them',
  fileName: '时间表.docx',
  file: () =>
    buildDocx([
      '2025年文明创建工作时间表',
      table(
        ['序号', '工作事项', '完成时间', '承办部门'],
        ['1', '印发创建方案', '3月上旬', '办公室'],
        ['2', '开展文明礼仪培训', '8月中旬前', '人事处'],
        ['3', '组织参观学习', '9月下旬', '机关党委'],
        ['4', '报送半年总结', '6月30日、12月20日前各报一次', '各处室'],
        ['5', '更新宣传栏', '每季度首月10日前', '宣传处'],
        ['6', '报送信息', '每月5日前', '各处室'],
        ['7', '开展清洁日活动', '每周五', '后勤处'],
        ['8', '慰问困难职工', '春节前', '工会'],
        ['9', '准备迎检', '根据上级安排', '办公室'],
        ['10', '评选先进', '第四季度', '人事处'],
        ['11', '制作专题片', '2025.10.15', '宣传处'],
        ['12', '年度自评', '2025年11月1日至11月20日', '办公室'],
      ),
    ]),
  expected: {
    year: 2025,
    tasks: [
      { code: '1', owners: ['办公室'], deadlines: ['date 2025-03-10'] },
      { code: '2', owners: ['人事处'], deadlines: ['date 2025-08-20'] },
      { code: '3', owners: ['机关党委'], deadlines: ['date 2025-09-30'] },
      { code: '4', owners: ['各处室'], deadlines: ['date 2025-06-30', 'date 2025-12-20'] },
      { code: '5', owners: ['宣传处'], deadlines: quarterly(2025, '01-10 04-10 07-10 10-10') },
      {
        code: '6',
        owners: ['各处室'],
        deadlines: monthly(2025, '01-05 02-05 03-05 04-05 05-05 06-05 07-05 08-05 09-05 10-05 11-05 12-05'),
      },
      // Weekly is no rhythm a deadline has, and a feast has no fixed day: both are asked about.
      { code: '7', owners: ['后勤处'], deadlines: ['unknown'] },
      { code: '8', owners: ['工会'], deadlines: ['unknown'] },
      { code: '9', owners: ['办公室'], deadlines: ['relative'] },
      { code: '10', owners: ['人事处'], deadlines: ['date 2025-12-31'] },
      { code: '11', owners: ['宣传处'], deadlines: ['date 2025-10-15'] },
      { code: '12', owners: ['办公室'], deadlines: ['range 2025-11-01~2025-11-20'] },
    ],
    warnings: ['unclear-deadline'],
  },
};
