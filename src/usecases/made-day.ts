import { addDays, dayOf, formatDay, parseDay } from '../domain/calendar.ts';
import { DomainError } from '../domain/errors.ts';
import type { Substance } from '../domain/evidence.ts';
import type { TypedPiece } from '../domain/typed-evidence.ts';
import type { Deps } from './deps.ts';

/** What the day was said of: it decides how a refusal begins, and its example. */
type SaidOf = { number: number } | { form: TypedPiece['form']; code: string };

/**
 * 形成日期 as a sender says it: 4-20, 4月20日上午, 昨天. Refused when it is no day, when there is none such, or it lies ahead. `year`: of one
 * that names none.
 */
export function dayMade(
  { clock }: Pick<Deps, 'clock'>,
  text: string,
  year: number,
  saidOf: SaidOf,
): Pick<Substance, 'madeOn' | 'madeOnFrom' | 'madeOnConfirmed'> {
  const today = dayOf(clock.now());
  const said = text.replace(/\s*(?:早上|上午|中午|下午|晚上)$/u, '');
  const ago = DAYS_AGO.get(said);
  const day = ago === undefined ? parseDay(said, year) : addDays(today, -ago);
  if (day === undefined) throw new DomainError('no-such-made-on', { text, why: LIKE_A_DAY.test(said) ? 'none' : 'unread', ...saidOf });
  if (day > today) throw new DomainError('no-such-made-on', { text: formatDay(day, year), why: 'ahead', ...saidOf });
  return { madeOn: day, madeOnFrom: 'sender', madeOnConfirmed: 1 };
}

const DAYS_AGO: ReadonlyMap<string, number> = new Map([
  ['今天', 0],
  ['今日', 0],
  ['昨天', 1],
  ['昨日', 1],
  ['前天', 2],
]);
/** 2-30, which is no day, unlike 2023年4月. */
const LIKE_A_DAY = /(?<!\d)\d{1,2}\s*[-/.月]\s*\d/u;
