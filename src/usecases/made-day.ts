import { dayOf, formatDay, parseDay } from '../domain/calendar.ts';
import { DomainError } from '../domain/errors.ts';
import type { Substance } from '../domain/evidence.ts';
import type { Deps } from './deps.ts';

/** 形成日期 as a sender says it; refused when there is no such day, or it lies ahead. `year`: of one that names none. */
export function dayMade(
  { clock }: Pick<Deps, 'clock'>,
  text: string,
  year: number,
): Pick<Substance, 'madeOn' | 'madeOnFrom' | 'madeOnConfirmed'> {
  const day = parseDay(text, year);
  if (day === undefined) throw new DomainError('no-such-made-on', { text, ahead: false });
  if (day > dayOf(clock.now())) throw new DomainError('no-such-made-on', { text: formatDay(day, year), ahead: true });
  return { madeOn: day, madeOnFrom: 'sender', madeOnConfirmed: 1 };
}
