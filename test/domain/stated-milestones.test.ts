import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../src/domain/calendar.ts';
import type { DeadlineDraft, PlanDraft } from '../../src/domain/plan-draft.ts';
import { readDeadlines } from '../../src/importer/interpret/deadlines.ts';
import { statedMilestones } from '../../src/domain/stated-milestones.ts';
import { onWorkingDays } from '../../src/domain/working-days.ts';

const read = (words: string): DeadlineDraft => readDeadlines(words, '', 2023)[0]!;
const deadline = (raw: string, type: DeadlineDraft['type'], ...dates: string[]): DeadlineDraft => ({ raw, type, dates });

/** `day name` of each. */
function named(...deadlines: DeadlineDraft[]): string[] {
  return statedMilestones(deadlines, 2023).milestones.map(({ name, dueOn }) => `${dueOn.slice(5)} ${name}`);
}

describe('dates a table states become time points with names from its words', () => {
  it.each<[string, DeadlineDraft[], string[]]>([
    ['one day', [deadline('12月15日前', 'date', '2023-12-15')], ['12-15 截止']],
    ['one month', [deadline('3月底前', 'date', '2023-03-31')], ['03-31 3月']],
    [
      'drafts and finals',
      [deadline('11月20日前初稿', 'date', '2023-11-20'), deadline('12月10日前定稿', 'date', '2023-12-10')],
      ['11-20 初稿', '12-10 定稿'],
    ],
    ['half a year', [deadline('上半年', 'date', '2023-06-30')], ['06-30 上半年']],
    ['the end of the year', [deadline('年底前', 'date', '2023-12-31')], ['12-31 年底']],
    ['a span counts at its end', [deadline('4月—6月', 'range', '2023-04-01', '2023-06-30')], ['06-30 6月']],
    [
      'months in a row',
      [deadline('3月', 'date', '2023-03-31'), deadline('6月', 'date', '2023-06-30'), deadline('9月', 'date', '2023-09-30')],
      ['03-31 3月', '06-30 6月', '09-30 9月'],
    ],
    [
      'quarters',
      [deadline('每季度末', 'quarterly', '2023-03-31', '2023-06-30', '2023-09-28', '2023-12-29')],
      ['03-31 第一季度', '06-30 第二季度', '09-28 第三季度', '12-29 第四季度'],
    ],
    ['days', [deadline('3月5日', 'date', '2023-03-05'), deadline('3月20日', 'date', '2023-03-20')], ['03-05 3月5日', '03-20 3月20日']],
    ['another year that is named', [deadline('2024年3月底前', 'date', '2024-03-31')], ['03-31 2024年3月']],
    ['nothing to wait for', [deadline('长期坚持', 'continuous'), deadline('活动结束后5个工作日内', 'relative')], []],
    ['the same day twice', [deadline('6月30日前', 'date', '2023-06-30'), deadline('上半年', 'date', '2023-06-30')], ['06-30 截止']],
    [
      'the same word twice',
      [deadline('3月10日前总结', 'date', '2023-03-10'), deadline('9月10日前总结', 'date', '2023-09-10')],
      ['03-10 总结（3月10日）', '09-10 总结（9月10日）'],
    ],
  ])('%s', (_, deadlines, names) => {
    expect(named(...deadlines)).toEqual(names);
  });

  it('whichever stands first, the day or what is due', () => {
    const both = ['06-10 初稿', '06-25 定稿'];
    for (const words of ['初稿6月10日，定稿6月25日', '初稿：6月10日；定稿：6月25日前', '6月10日前报初稿，6月25日前报定稿'])
      expect(named(...readDeadlines(words, '', 2023))).toEqual(both);
  });

  it('a day of another year nobody named is asked about', () => {
    expect(statedMilestones([deadline('次年3月底前', 'date', '2024-03-31')], 2023)).toEqual({ milestones: [], otherYear: ['次年3月底前'] });
  });
});

describe('rhythms', () => {
  const calendar = createCalendar();
  const onDays = (...deadlines: DeadlineDraft[]): string[] => {
    const draft = { tasks: [{ deadlines }] } as unknown as PlanDraft;
    return onWorkingDays(draft, calendar).tasks[0]!.deadlines.flatMap(({ dates }) => dates);
  };

  it('fall on working days, written dates stay', () => {
    expect(onDays(read('每季度末'))).toEqual(['2023-03-31', '2023-06-30', '2023-09-28', '2023-12-29']);
    expect(onDays(read('每半年'))).toEqual(['2023-06-30', '2023-12-29']);
    expect(onDays(deadline('9月30日前', 'date', '2023-09-30'))).toEqual(['2023-09-30']);
  });

  it('of every month have twelve days, also where the month is too short, and a Saturday that is worked is one', () => {
    expect(read('每月30日前').dates.slice(0, 3)).toEqual(['2023-01-30', '2023-02-28', '2023-03-30']);
    expect(onDays(read('每月28日')).filter((day) => !day.endsWith('-28'))).toEqual(['2023-05-26', '2023-10-27']);
  });
});
