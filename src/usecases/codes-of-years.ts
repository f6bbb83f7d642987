import { codesOf, type ProgressEntry } from '../domain/progress.ts';

/** Items of one year; 「2022年 」 stands in front of those that are not of the current plan. */
export interface CodesOfYear {
  ofYear: string;
  codes: string[];
}

/** One item, to be offered in what to say. */
export interface CodeOfYear {
  ofYear: string;
  code: string;
}

/** Items by year, the current one first. `years`: of those that are not of the current plan. */
export function codesOfYears(
  entries: readonly Pick<ProgressEntry, 'taskId' | 'code'>[],
  years: ReadonlyMap<string, number>,
): CodesOfYear[] {
  const byYear = Map.groupBy(entries, ({ taskId }) => years.get(taskId));
  return [...byYear]
    .toSorted(([a = Infinity], [b = Infinity]) => b - a)
    .map(([year, of]) => ({ ofYear: inFront(year), codes: codesOf(of) }));
}

export function firstOf({ ofYear, codes }: CodesOfYear): CodeOfYear {
  return { ofYear, code: codes[0]! };
}

/** 「第3、10项、2022年 第3项」, for 操作留痕. */
export function namesOfYears(years: readonly CodesOfYear[]): string {
  return years.map(({ ofYear, codes }) => `${ofYear}第${codes.join('、')}项`).join('、');
}

/** What stands in front of an item and of what is offered to say about it. */
export function inFront(year: number | undefined): string {
  return year === undefined ? '' : `${year}年 `;
}
