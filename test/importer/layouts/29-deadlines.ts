import { buildDocx, table } from './build-docx.ts';
import { eachMonthOn, type Layout, monthly, quarterly } from './layout.ts';

const QUARTER_ENDS = '03-31 06-30 09-30 12-31';

/** What stands in the deadline's cell, and what it means in a plan of 2024. */
const DEADLINES: [written: string, expected: string[]][] = [
  ['3月底前', ['date 2024-03-31']],
  ['12月15日前', ['date 2024-12-15']],
  ['11月20日前初稿，12月10日前定稿', ['date 2024-11-20', 'date 2024-12-10']],
  // A half-year alone asks for the work by its end.
  ['上半年', ['date 2024-06-30']],
  ['下半年', ['date 2024-12-31']],
  ['年底前', ['date 2024-12-31']],
  ['年内', ['date 2024-12-31']],
  ['4月—6月', ['range 2024-04-01~2024-06-30']],
  ['7-9月', ['range 2024-07-01~2024-09-30']],
  ['3月1日至3月31日', ['range 2024-03-01~2024-03-31']],
  ['每月', monthly(2024, '01-31 02-29 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31')],
  ['每月28日前', eachMonthOn(2024, 28)],
  ['每月末周五', monthly(2024, '01-26 02-23 03-29 04-26 05-31 06-28 07-26 08-30 09-27 10-25 11-29 12-27')],
  ['每季度末', quarterly(2024, QUARTER_ENDS)],
  ['每季度', quarterly(2024, QUARTER_ENDS)],
  // The 25th of the quarter's last month.
  ['每季度25日前', quarterly(2024, '03-25 06-25 09-25 12-25')],
  ['每半年', ['half-yearly 2024-06-30', 'half-yearly 2024-12-31']],
  // When a school's terms end is not in the table.
  ['每学期', ['half-yearly ?']],
  ['3月、6月、9月、12月', ['date 2024-03-31', 'date 2024-06-30', 'date 2024-09-30', 'date 2024-12-31']],
  ['2025年3月底前', ['date 2025-03-31']],
  ['2024年9月30日前', ['date 2024-09-30']],
  ['2024.5.20', ['date 2024-05-20']],
  ['９月１０日前', ['date 2024-09-10']],
  ['十月底前', ['date 2024-10-31']],
  ['活动结束后5个工作日内', ['relative']],
  ['按上级通知时间', ['relative']],
  ['全年', ['continuous']],
  ['长期坚持', ['continuous']],
  ['持续推进', ['continuous']],
  ['常态化', ['continuous']],
  ['立行立改', ['continuous']],
  ['即时', ['continuous']],
  ['全年推进，12月20日前报总结', ['continuous', 'date 2024-12-20']],
  ['视工作进展确定', ['unknown']],
  ['—', []],
];

/** A 完成时限 column with everything that is written into one. */
export const deadlines: Layout = {
  name: 'every form of deadline',
  fileName: '工作安排.docx',
  file: () =>
    buildDocx([
      '2024年度文明创建工作安排表',
      table(
        ['序号', '工作任务', '责任科室', '完成时限'],
        ...DEADLINES.map(([written], index) => [String(index + 1), `完成创建任务之${index + 1}`, '办公室', written]),
      ),
    ]),
  expected: {
    year: 2024,
    tasks: DEADLINES.map(([, expected], index) => ({ code: String(index + 1), owners: ['办公室'], deadlines: expected })),
    warnings: ['unclear-deadline'],
  },
};
