import { spanWords, type Day } from './calendar.ts';
import { MOST, ONLY_NAME, type WantedMilestone } from './name-milestones.ts';
import type { DeadlineDraft } from './plan-draft.ts';

export type StatedMilestone = WantedMilestone & { dueOn: Day };

/** Checkpoints (时间节点) an item's deadlines make, and the words that name days of a year the table may not have meant. */
export interface StatedMilestones {
  milestones: StatedMilestone[];
  /** Of another year than the table's, which the words do not name themselves: to be asked about. */
  otherYear: string[];
}

/**
 * What the table itself says of an item's dates, earliest first, each with a name of its own. A span is due at its end;
 * 长期坚持 and what depends on something else give none, so that the plan's own checkpoints apply.
 */
export function statedMilestones(deadlines: readonly DeadlineDraft[], year: number): StatedMilestones {
  const stated = deadlines.map((deadline) => ({ deadline, days: daysOf(deadline), startsOn: startOf(deadline) }));
  const isMeant = ({ raw }: DeadlineDraft, day: Day): boolean => day.startsWith(`${year}-`) || raw.includes(day.slice(0, 4));
  const named = stated
    .flatMap(({ deadline, days, startsOn }) => days.filter((day) => isMeant(deadline, day)).map((dueOn) => ({ deadline, startsOn, dueOn })))
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
    .filter(({ dueOn }, index, all) => all[index - 1]?.dueOn !== dueOn)
    .slice(0, MOST);
  const names = named.map(
    ({ deadline, dueOn }) => nameOf(deadline, dueOn, year) ?? (named.length === 1 ? ONLY_NAME : monthAndDay(dueOn, year)),
  );
  return {
    milestones: named.map(({ startsOn, dueOn }, index) => ({
      startsOn,
      dueOn,
      name: isAlone(names, index) ? names[index]! : `${names[index]}（${monthAndDay(dueOn, year)}）`,
    })),
    otherYear: stated.filter(({ deadline, days }) => days.some((day) => !isMeant(deadline, day))).map(({ deadline }) => deadline.raw),
  };
}

function daysOf({ type, dates }: DeadlineDraft): readonly Day[] {
  if (type === 'continuous' || type === 'relative' || type === 'unknown') return [];
  return type === 'range' ? dates.slice(-1) : dates;
}

function startOf({ type, dates }: DeadlineDraft): Day | null {
  return type === 'range' && dates.length === 2 ? dates[0]! : null;
}

/** In the table's own words; undefined where they name nothing but the day. */
function nameOf({ raw, type }: DeadlineDraft, dueOn: Day, year: number): string | undefined {
  const [own, month = 0] = dueOn.split('-').map(Number);
  const prefix = own === year ? '' : `${own}年`;
  if (type === 'monthly') return `${prefix}${month}月`;
  if (type === 'quarterly' || /季/u.test(raw)) return `${prefix}第${'一二三四'.charAt(Math.ceil(month / 3) - 1)}季度`;
  if (type === 'half-yearly') return `${prefix}${month <= 6 ? '上半年' : '下半年'}`;
  const stage = STAGES.exec(raw)?.[0];
  if (stage !== undefined) return `${prefix}${stage}`;
  if (/\d{1,2}\s*[日号]|\d-\d/u.test(raw)) return undefined;
  return /上半年|下半年|年底|年末|年内/u.test(raw) ? `${prefix}${/上半年|下半年|年底/u.exec(raw)?.[0] ?? '年底'}` : `${prefix}${month}月`;
}

/** What is handed in step by step. */
export const STAGES = /初稿|二稿|定稿|终稿|送审稿|征求意见稿|方案|总结|中期|年中|年终/u;

function monthAndDay(dueOn: Day, year: number): string {
  const [own, month, date] = dueOn.split('-').map(Number);
  return `${own === year ? '' : `${own}年`}${month}月${date}日`;
}

function isAlone(names: readonly string[], index: number): boolean {
  return names.every((name, other) => other === index || name !== names[index]);
}

/** A checkpoint in few words: 初稿 11月20日（周一）; the day alone where the name says no more. */
export function milestoneWords({ name, startsOn, dueOn }: StatedMilestone, year: number): string {
  const day = spanWords(startsOn, dueOn, year);
  return name === ONLY_NAME || day.startsWith(name) ? day : `${name} ${day}`;
}
