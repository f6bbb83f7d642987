import { listOtherYears } from '../db/plans.ts';
import { listPlansOf, listProgressById } from '../db/progress.ts';
import type { ReminderRow } from '../db/tables.ts';
import { listResting } from '../db/waivers.ts';
import { isOwed } from '../domain/deliverable.ts';
import type { Member } from '../domain/directory.ts';
import { isReviewRung } from '../domain/ladder.ts';
import type { ProgressEntry } from '../domain/progress.ts';
import { inFront, type CodeOfYear } from './codes-of-years.ts';
import type { Deps } from './deps.ts';
import { findRecipients, type Recipients } from './recipients.ts';

/** What became of what a person was told. */
export interface ToldSince {
  /** All of it, without what was removed. */
  all: ProgressEntry[];
  /** Still owed, and still the person's to hear. */
  owed: ProgressEntry[];
  /** Theirs, and not told while another department's 报送 waits for review (任一完成). */
  resting: ProgressEntry[];
  /** Still owed, and by now told to others. */
  passedOn: ProgressEntry[];
  /** Still waits for review. */
  waiting: ProgressEntry[];
  /** Ids of what is of a year that was closed (关闭年度): nothing more is told of it. */
  closed: ReadonlySet<string>;
  /** Years that were closed. */
  closedYears: number[];
  /** Of items that are not of the current year. */
  years: ReadonlyMap<string, number>;
  recipients: Recipients;
  /** What the person has to do about the example. */
  part: ReminderPart;
  /** One that is owed: of their own before others, of the current year where there is one. */
  example: CodeOfYear | null;
}

/** Hands it in; tells those concerned, for no 联络员 is there; looks after it as 分管领导; only has to know of it. */
export type ReminderPart = 'hand-in' | 'pass-on' | 'look-after' | 'know';

export async function findToldSince(deps: Deps, person: Pick<Member, 'id'>, rows: readonly ReminderRow[]): Promise<ToldSince> {
  const ids = [...new Set(rows.map(({ deliverableId }) => deliverableId))];
  const all = await listProgressById(deps.db, ids);
  const plans = await listPlansOf(deps.db, ids);
  const recipients = await findRecipients(deps);
  const closed = new Set(ids.filter((id) => plans.get(id)?.state === 'closed'));
  const open = all.filter(({ id }) => !closed.has(id));
  const [reviews, duties] = [true, false].map(
    (isReview) => new Set(rows.filter(({ rung }) => isReviewRung(rung) === isReview).map(({ deliverableId }) => deliverableId)),
  );
  // Urging reaches 联络员, whatever the rungs say.
  const anyRole = ['liaison' as const, ...deps.config.reminders.rungs.flatMap(({ when, to }) => (when === 'unreviewed' ? [] : to))];
  const isTheirs = ({ departmentId }: ProgressEntry): boolean => recipients.of(departmentId, anyRole).includes(person.id);
  const standing = open.filter((entry) => duties!.has(entry.id) && isOwed(entry) && entry.detached === 0);
  const theirs = standing.filter(isTheirs);
  const rests = await listResting(
    deps.db,
    theirs.map(({ id }) => id),
  );
  const owed = theirs.filter(({ id }) => !rests.has(id));
  const years = await listOtherYears(deps.db, [...new Set(all.map(({ taskId }) => taskId))]);
  const example = exampleOf(owed, years, ({ departmentId }) => recipients.liaisonsOf(departmentId).includes(person.id));
  return {
    all,
    owed,
    resting: theirs.filter(({ id }) => rests.has(id)),
    passedOn: standing.filter((entry) => !isTheirs(entry)),
    waiting: open.filter(({ id, state, submissionNumber }) => reviews!.has(id) && state === 'submitted' && submissionNumber !== null),
    closed,
    closedYears: [...new Set([...closed].map((id) => plans.get(id)!.year))].toSorted((a, b) => a - b),
    years,
    recipients,
    part: example === undefined ? 'know' : partOf(recipients, person, example.departmentId),
    example: example === undefined ? null : { ofYear: inFront(years.get(example.taskId)), code: example.code },
  };
}

function exampleOf(
  owed: readonly ProgressEntry[],
  years: ReadonlyMap<string, number>,
  isOwn: (entry: ProgressEntry) => boolean,
): ProgressEntry | undefined {
  const own = owed.filter(isOwn);
  const those = own.length > 0 ? own : owed;
  return those.find(({ taskId }) => !years.has(taskId)) ?? those[0];
}

function partOf({ liaisonsOf, leaders }: Recipients, { id }: Pick<Member, 'id'>, departmentId: string): ReminderPart {
  const liaisons = liaisonsOf(departmentId);
  if (liaisons.includes(id)) return 'hand-in';
  if (liaisons.length === 0) return 'pass-on';
  return leaders.some(({ member, departments }) => member.id === id && departments.includes(departmentId)) ? 'look-after' : 'know';
}
