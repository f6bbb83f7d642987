import { dayOf, type Day } from '../domain/calendar.ts';
import { DomainError } from '../domain/errors.ts';
import {
  nameMilestones,
  ONGOING_NAME,
  ONLY_NAME,
  refuseName,
  refuseUnclear,
  type MilestoneWords,
  type WantedMilestone,
} from '../domain/name-milestones.ts';
import { statedMilestones } from '../domain/stated-milestones.ts';
import { isRhythm, onWorkingDay } from '../domain/working-days.ts';
import { readDeadlines } from '../importer/interpret/deadlines.ts';
import type { Deps } from './deps.ts';

export interface WantedStages {
  wanted: WantedMilestone[];
  /** A rhythm, or several days without titles: the day from which it takes the place of another. Null: of none. */
  replacesFrom: Day | null;
}

/** What was typed after 「时间节点」, as checkpoints. Words mean what they mean in a table (完成时限). */
export function readStages(deps: Pick<Deps, 'calendar' | 'clock'>, stages: readonly MilestoneWords[], year: number): WantedStages {
  const read = stages.map(({ title, days, words }): WantedStages => {
    if (words !== undefined) return readWords(deps, title, words, year);
    return series(title, nameMilestones(title, days, year));
  });
  const wanted = read.flatMap((one) => one.wanted);
  refuseUnclear(wanted);
  return { wanted, replacesFrom: read.length === 1 ? read[0]!.replacesFrom : null };
}

function readWords({ calendar, clock }: Pick<Deps, 'calendar' | 'clock'>, title: string, words: string, year: number): WantedStages {
  refuseName(title);
  const deadlines = NO_DATE.test(words) ? [] : readDeadlines(words, '', year).map((deadline) => onWorkingDay(deadline, calendar));
  if (title === '' && deadlines.every(({ type }) => type === 'continuous')) {
    return { wanted: [{ name: ONGOING_NAME, startsOn: null, dueOn: null }], replacesFrom: null };
  }
  const { milestones, otherYear } = statedMilestones(deadlines, year);
  const isClear = deadlines.every(({ type }) => type !== 'unknown' && type !== 'relative') && otherYear.length === 0;
  if (!isClear || milestones.length === 0) throw new DomainError('unclear-milestone', { words });
  if (deadlines.some(isRhythm)) {
    if (BEHIND_RHYTHM.test(words)) throw new DomainError('milestone-words-behind', { words });
    const today = dayOf(clock.now());
    // Nobody can keep to its days gone by.
    const left = milestones.filter(({ dueOn }) => dueOn >= today);
    if (left.length === 0) throw new DomainError('rhythm-over', { words, year });
    return { wanted: left.map((one) => ({ ...one, name: title + one.name })), replacesFrom: today };
  }
  const [only, ...others] = milestones;
  if (others.length > 0)
    return series(
      title,
      milestones.map((one) => ({ ...one, name: title + one.name })),
    );
  // A span has no name but its last month, and another span would not find it by that.
  const name = title || (only!.startsOn === null ? only!.name : ONLY_NAME);
  return { wanted: [{ ...only!, name }], replacesFrom: null };
}

/** 「每月25日 到9月」, 「每月25日 简报」: nothing of that would be kept. */
const BEHIND_RHYTHM = /每[^，,、]*(?:到|至)|[\d期月底末]日?\s+(?!每|按|逐|前|周|完成|报送|上报|提交)\p{Script=Han}/u;

/** Several days without titles are all there are. */
function series(title: string, wanted: WantedMilestone[]): WantedStages {
  return { wanted, replacesFrom: title === '' && wanted.length > 1 ? '' : null };
}

const NO_DATE = /^(?:无|没有|不定|不限)(?:期限|日期|截止日期?)?$/u;
