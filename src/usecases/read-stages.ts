import { dayOf, type Day } from '../domain/calendar.ts';
import { DomainError } from '../domain/errors.ts';
import { nameMilestones, ONGOING_NAME, ONLY_NAME, refuseLong, refuseUnclear, type WantedMilestone } from '../domain/name-milestones.ts';
import { statedMilestones } from '../domain/stated-milestones.ts';
import { isRhythm, onWorkingDay } from '../domain/working-days.ts';
import { readDeadlines } from '../importer/interpret/deadlines.ts';
import type { Deps } from './deps.ts';

/** What somebody typed for one or several checkpoints: a title, and days (`6-30`, a span `6-1/6-30`) or words (每月25日). */
export interface Stage {
  title: string;
  days: readonly string[];
  words?: string;
}

export interface WantedStages {
  wanted: WantedMilestone[];
  /** A rhythm, or several days without titles: the day from which it takes the place of another. Null: of none. */
  replacesFrom: Day | null;
}

/** Words mean what they mean in a table; a rhythm begins today, for nobody can keep to its days gone by. */
export function readStages({ calendar, clock }: Pick<Deps, 'calendar' | 'clock'>, stages: readonly Stage[], year: number): WantedStages {
  const today = dayOf(clock.now());
  const read = stages.map(({ title, days, words }): WantedStages => {
    if (words === undefined)
      return { wanted: nameMilestones(title, days, year), replacesFrom: title === '' && days.length > 1 ? '' : null };
    refuseLong(title);
    const deadlines = NO_DATE.test(words) ? [] : readDeadlines(words, '', year).map((deadline) => onWorkingDay(deadline, calendar));
    if (title === '' && deadlines.every(({ type }) => type === 'continuous')) {
      return { wanted: [{ name: ONGOING_NAME, startsOn: null, dueOn: null }], replacesFrom: null };
    }
    const stated = statedMilestones(deadlines, year);
    const isReadable = deadlines.every(({ type }) => type !== 'unknown' && type !== 'relative');
    if (!isReadable || stated.otherYear.length > 0 || stated.milestones.length === 0) throw new DomainError('unclear-milestone', { words });
    const rhythm = deadlines.some(isRhythm);
    const left = rhythm ? stated.milestones.filter(({ dueOn }) => dueOn >= today) : stated.milestones;
    if (left.length === 0) throw new DomainError('rhythm-over', { words, year });
    // A span has no name of its own but its last month, and the next one would not find it.
    const only = title !== '' ? title : deadlines.some(({ type }) => type === 'range') ? ONLY_NAME : left[0]!.name;
    const wanted = left.map((one) => ({ ...one, name: left.length === 1 && !rhythm ? only : `${title}${one.name}` }));
    return { wanted, replacesFrom: rhythm ? today : title === '' && wanted.length > 1 ? '' : null };
  });
  const wanted = read.flatMap((one) => one.wanted);
  refuseUnclear(wanted);
  if (wanted.length > 1 && wanted.some(({ dueOn }) => dueOn === null)) throw new DomainError('ongoing-or-dated');
  return { wanted, replacesFrom: read.length === 1 ? read[0]!.replacesFrom : null };
}

const NO_DATE = /^(?:无|没有|不定|不限)(?:期限|日期|截止日期?)?$/u;
