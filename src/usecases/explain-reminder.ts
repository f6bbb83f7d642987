import { findMember } from '../db/directory.ts';
import { listOtherYears } from '../db/plans.ts';
import { listProgressById } from '../db/progress.ts';
import { listHeldReminders } from '../db/reminders.ts';
import { findSentAt, listLastTold } from '../db/told-reminders.ts';
import type { ReminderRow } from '../db/tables.ts';
import { formatDay } from '../domain/calendar.ts';
import { isOwed } from '../domain/deliverable.ts';
import type { Member, Role } from '../domain/directory.ts';
import { byDepartment, type ProgressEntry } from '../domain/progress.ts';
import { isQuarterRung, isReviewRung, recipientsOfRung } from '../domain/ladder.ts';
import type { MessageQuota, RungRecipient } from '../domain/reminder-policy.ts';
import { isSilenced, momentView, stillOwed } from './acknowledge-reminder.ts';
import { codesOfYears, type CodeOfYear, type CodesOfYear } from './codes-of-years.ts';
import { listContacts, type Contact } from './contacts.ts';
import type { Deps } from './deps.ts';
import { leaveExample } from './leave-example.ts';
import { nextTurnOf, personQuota } from './message-quota.ts';
import { rungKey, rungView, type RungView } from './rung-view.ts';
import { findStillTrue } from './still-true.ts';

/** Why a person was reminded (为什么提醒我): what of, at which rung, and why this person. */
export interface ReminderReasonsView {
  /** When the last message went; null: never reminded. */
  at: string | null;
  parts: { rung: RungView; due: string | null; departments: { name: string; codes: CodesOfYear[] }[] }[];
  /** Why the person, department by department. */
  roles: {
    why: 'liaison' | 'leader' | 'reviewer' | 'stands-in' | 'nobody-else' | 'office' | 'no-more';
    departments: string[];
    absent: string[];
  }[];
  /** Something that was owed was told; what of it still is, and still the person's to hear. */
  toldOwed: boolean;
  owed: CodesOfYear[];
  /** Something that waited for review was told; what of it still does (B12). */
  toldReviews: boolean;
  waiting: number[];
  /** What the quota (减负) holds back from the person, and until when; null: nothing. */
  held: { codes: CodesOfYear[]; numbers: number[]; most: MessageQuota['person']; at: string } | null;
  /** The next one, should it still be owed. */
  nextAt: string | null;
  /** 「收到」 stopped what would come every week. */
  silenced: boolean;
  handsIn: boolean;
  /** 「请假 6-20 6-24」. */
  leave: string;
  example: CodeOfYear | null;
}

type Why = Pick<ReminderReasonsView['roles'][number], 'why' | 'absent'>;

export async function explainReminder(deps: Deps, person: Member): Promise<ReminderReasonsView> {
  const rows = await listLastTold(deps.db, person.id);
  const entries = await listProgressById(deps.db, [...new Set(rows.map(({ deliverableId }) => deliverableId))]);
  const { owed: waiting, entries: owed, years, nextAt, handsIn, example } = await stillOwed(deps, person, rows);
  const told = waiting.filter((row) => row.acknowledged === 0 || !isSilenced(row));
  const at = rows[0] === undefined ? null : new Date((await findSentAt(deps.db, rows[0].outboundId!)) ?? rows[0].decidedAt);
  return {
    at: at === null ? null : momentView(at, deps.clock.now()),
    parts: partsOf(deps, rows, entries, years),
    roles: await rolesOf(deps, person, rows, entries),
    toldOwed: rows.some(({ rung }) => !isReviewRung(rung)),
    owed: codesOfYears(owed, years),
    toldReviews: rows.some(({ rung }) => isReviewRung(rung)),
    waiting: waitingFor(rows, entries),
    held: await heldBack(deps, person),
    nextAt: nextAt(owed.filter(({ id }) => told.some(({ deliverableId }) => deliverableId === id))),
    silenced: told.length < waiting.length,
    handsIn,
    leave: leaveExample(deps),
    example,
  };
}

async function heldBack(deps: Deps, { id }: Member): Promise<ReminderReasonsView['held']> {
  const { standing: rows, entries } = await findStillTrue(deps, await listHeldReminders(deps.db, id));
  const owed = entries.filter(isOwed);
  const codes = codesOfYears(owed, await listOtherYears(deps.db, [...new Set(owed.map(({ taskId }) => taskId))]));
  const numbers = waitingFor(rows, entries);
  if (codes.length + numbers.length === 0) return null;
  const at = nextTurnOf(deps, await personQuota(deps, id));
  return { codes, numbers, most: deps.config.reminders.quota.person, at: momentView(at, deps.clock.now()) };
}

function waitingFor(rows: readonly ReminderRow[], entries: readonly ProgressEntry[]): number[] {
  const told = new Set(rows.filter(({ rung }) => isReviewRung(rung)).map(({ deliverableId }) => deliverableId));
  return entries.flatMap(({ id, state, submissionNumber }) =>
    told.has(id) && state === 'submitted' && submissionNumber !== null ? [submissionNumber] : [],
  );
}

function partsOf(
  deps: Deps,
  rows: readonly ReminderRow[],
  entries: readonly ProgressEntry[],
  years: ReadonlyMap<string, number>,
): ReminderReasonsView['parts'] {
  const keyOf = ({ rung, dueOn }: ReminderRow): string => `${rungKey(rung)} ${dueOn}`;
  return [...Map.groupBy(rows, keyOf).values()].map((group) => {
    const { rung, dueOn } = group[0]!;
    const of = entries.filter(({ id }) => group.some(({ deliverableId }) => deliverableId === id));
    return {
      rung: rungView({ rung, dueOn }, deps.calendar),
      due: dueOn === '' || isQuarterRung(rung) ? null : formatDay(dueOn),
      departments: byDepartment(of).map(({ name, entries: own }) => ({ name, codes: codesOfYears(own, years) })),
    };
  });
}

async function rolesOf(
  deps: Deps,
  person: Member,
  rows: readonly ReminderRow[],
  entries: readonly ProgressEntry[],
): Promise<ReminderReasonsView['roles']> {
  const liaisons = await listContacts(deps, 'liaison');
  const leaders = await listContacts(deps, 'leader');
  const self = await findMember(deps.db, person.id);
  const ownOf = (contacts: readonly Contact[]) => contacts.find(({ member }) => member.id === person.id);
  const holds = (role: Role, departmentId: string) => self?.roles.includes(role) === true && self.departments.includes(departmentId);
  const isFor = (role: RungRecipient, { id }: ProgressEntry): boolean =>
    rows.some(({ deliverableId, rung }) => deliverableId === id && recipientsOfRung(deps.config.reminders, rung).includes(role));
  const isLedByPerson = (departmentId: string): boolean => ownOf(leaders)?.departments.includes(departmentId) === true;
  const absentOf = ({ departmentId }: ProgressEntry): string[] => {
    const absent = [...(ownOf(liaisons)?.standsInFor ?? []), ...(ownOf(leaders)?.standsInFor ?? [])];
    return [...new Set(absent.filter(({ departments }) => departments.includes(departmentId)).map(({ name }) => name))];
  };
  const whyReview = ({ departmentId }: ProgressEntry): Why => {
    if (self?.roles.includes('reviewer') === true) return { why: 'reviewer', absent: [] };
    return { why: isLedByPerson(departmentId) ? 'leader' : 'office', absent: [] };
  };
  const whyOwed = (entry: ProgressEntry): Why => {
    const { departmentId } = entry;
    if (holds('liaison', departmentId)) return { why: 'liaison', absent: [] };
    if (isFor('leader', entry) && holds('leader', departmentId)) return { why: 'leader', absent: [] };
    const absent = absentOf(entry);
    if (absent.length > 0) return { why: 'stands-in', absent };
    if (!person.roles.includes('admin')) return { why: 'no-more', absent };
    if (!liaisons.some(({ departments }) => departments.includes(departmentId))) return { why: 'nobody-else', absent };
    return { why: isFor('admin', entry) || isFor('leader', entry) ? 'office' : 'no-more', absent };
  };
  const told = (entry: ProgressEntry): Why[] => {
    const own = rows.filter(({ deliverableId }) => deliverableId === entry.id);
    const isReview = ({ rung }: ReminderRow): boolean => isReviewRung(rung);
    return [...(own.some((row) => !isReview(row)) ? [whyOwed(entry)] : []), ...(own.some(isReview) ? [whyReview(entry)] : [])];
  };
  const keyOf = ({ why, absent }: Why): string => `${why} ${absent.join()}`;
  const departments = byDepartment(entries).flatMap(({ name, entries: of }) =>
    [...new Map(of.flatMap(told).map((one) => [keyOf(one), one])).values()].map((one) => ({ name, ...one })),
  );
  return [...Map.groupBy(departments, keyOf).values()].map((group) => ({
    why: group[0]!.why,
    absent: group[0]!.absent,
    departments: group.map(({ name }) => name),
  }));
}
