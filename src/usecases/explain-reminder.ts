import { listLeavesOf } from '../db/leaves.ts';
import { listOtherYears } from '../db/plans.ts';
import { listHeldReminders, listWaitingReminders } from '../db/reminders.ts';
import { findSentAt, listLastTold } from '../db/told-reminders.ts';
import type { ReminderRow } from '../db/tables.ts';
import { can } from '../domain/access.ts';
import { dayOf, formatDay } from '../domain/calendar.ts';
import { isOwed } from '../domain/deliverable.ts';
import type { Member } from '../domain/directory.ts';
import { byDepartment, type ProgressEntry } from '../domain/progress.ts';
import { isQuarterRung, isReviewRung } from '../domain/ladder.ts';
import type { MessageQuota } from '../domain/reminder-policy.ts';
import { isSilenced } from './acknowledge-reminder.ts';
import { codesOfYears, type CodeOfYear, type CodesOfYear } from './codes-of-years.ts';
import type { Deps } from './deps.ts';
import { leaveExample } from './leave-example.ts';
import { nextTurnOf, personQuota } from './message-quota.ts';
import { momentView } from './moment-view.ts';
import { findNextReminder } from './next-reminder.ts';
import { rungKey, rungView, type RungView } from './rung-view.ts';
import { findStillTrue } from './still-true.ts';
import { findToldSince, type ReminderPart, type ToldSince } from './told-since.ts';
import { whyTold, type WhyTold } from './why-told.ts';

/** Why a person was reminded (为什么提醒我): what of, at which rung, why this person, and what comes next. */
export interface ReminderReasonsView {
  /** When the last message went; null: never reminded. */
  at: string | null;
  /** The earliest day first. */
  parts: { rung: RungView; due: string | null; departments: { name: string; codes: CodesOfYear[] }[] }[];
  roles: WhyTold[];
  /** What of it still is owed, and still the person's to hear. */
  owed: CodesOfYear[];
  /** What of that the person is told again, and when for the first time; null: nothing, unless they are away meanwhile. */
  next: { codes: CodesOfYear[]; at: string } | null;
  /** Of the rest they will not be told by itself any more. */
  ended: boolean;
  /** What the person is not told of while another department's 报送 waits for review (任一完成). */
  resting: CodesOfYear[];
  /** 「收到」 stopped what would come every week. */
  silenced: boolean;
  /** Still owed, and told to others by now: the 联络员 there are. `nextAt`: when it is told to the person again, who is away meanwhile. */
  passedOn: { codes: CodesOfYear[]; to: string[]; nextAt: string | null; away: boolean } | null;
  /** Something that was owed was told of, and nothing of it is any more. */
  settled: boolean;
  reviews: {
    /** How many of those that waited for review still do. */
    waiting: number;
    nextAt: string | null;
    /** None of those that were told of waits any more. */
    settled: boolean;
    /** 「B12」, of which the person may ask where they may not ask for all (待审). */
    example: number | null;
  };
  /** Years that were closed since. */
  closed: number[];
  /** What the quota (减负) holds back from the person, and until when; null: nothing. */
  held: { codes: CodesOfYear[]; waiting: number; most: MessageQuota['person']; at: string } | null;
  part: ReminderPart;
  /** 「请假 6-20 6-24」. */
  leave: string;
  example: CodeOfYear | null;
}

export async function explainReminder(deps: Deps, person: Member): Promise<ReminderReasonsView> {
  const now = deps.clock.now();
  const rows = await listLastTold(deps.db, person.id);
  const since = await findToldSince(deps, person, rows);
  const { owed, years, closed } = since;
  const silenced = new Set(rows.filter((row) => row.acknowledged === 1 && isSilenced(row)).map(({ deliverableId }) => deliverableId));
  const told = owed.filter(({ id }) => !silenced.has(id));
  const { at: nextAt, again } = await findNextReminder(deps, person, told);
  const mayBeAway = (await listLeavesOf(deps.db, person.id, dayOf(now))).length > 0;
  const standing = rows.filter(({ deliverableId }) => !closed.has(deliverableId));
  const at = rows[0] === undefined ? null : new Date((await findSentAt(deps.db, rows[0].outboundId!)) ?? rows[0].decidedAt);
  return {
    at: at === null ? null : momentView(at, now),
    parts: partsOf(deps, rows, since),
    roles: await whyTold(deps, person, { rows, entries: since.all, now: since.recipients }),
    owed: codesOfYears(owed, years),
    next:
      nextAt === null
        ? null
        : {
            codes: codesOfYears(
              told.filter(({ id }) => again.has(id)),
              years,
            ),
            at: nextAt,
          },
    ended: again.size < told.length && !mayBeAway,
    resting: await restingOf(deps, person, since),
    silenced: told.length < owed.length,
    passedOn: await passedOnOf(deps, person, since, mayBeAway),
    settled: standing.some(({ rung }) => !isReviewRung(rung)) && owed.length + since.resting.length + since.passedOn.length === 0,
    reviews: {
      waiting: since.waiting.length,
      nextAt: (await findNextReminder(deps, person, since.waiting)).at,
      settled: standing.some(({ rung }) => isReviewRung(rung)) && since.waiting.length === 0,
      example: can(person, 'read-everything') ? null : (since.waiting[0]?.submissionNumber ?? null),
    },
    closed: since.closedYears,
    held: await heldBack(deps, person),
    part: since.part,
    leave: leaveExample(deps),
    example: since.example,
  };
}

/** Of what the person was told, and of what waits to be told. */
async function restingOf(deps: Deps, { id }: Member, since: ToldSince): Promise<CodesOfYear[]> {
  const { resting, entries } = await findStillTrue(deps, await listWaitingReminders(deps.db, id));
  const waiting = new Set([...resting].map(({ deliverableId }) => deliverableId));
  const all = new Map([...since.resting, ...entries.filter((entry) => waiting.has(entry.id))].map((entry) => [entry.id, entry]));
  return codesOfOwed(deps, [...all.values()]);
}

async function passedOnOf(
  deps: Deps,
  person: Member,
  { passedOn, years, recipients }: ToldSince,
  away: boolean,
): Promise<ReminderReasonsView['passedOn']> {
  if (passedOn.length === 0) return null;
  const of = new Set(passedOn.map(({ departmentId }) => departmentId));
  const liaisons = recipients.liaisons.filter(({ departments }) => departments.some((id) => of.has(id)));
  const { at } = await findNextReminder(deps, person, passedOn);
  return { codes: codesOfYears(passedOn, years), to: liaisons.map(({ member }) => member.name), nextAt: at, away };
}

async function heldBack(deps: Deps, { id }: Member): Promise<ReminderReasonsView['held']> {
  const { standing, resting, entries: all } = await findStillTrue(deps, await listHeldReminders(deps.db, id));
  const told = new Set(standing.filter((row) => !resting.has(row)).map(({ deliverableId }) => deliverableId));
  const entries = all.filter((entry) => told.has(entry.id));
  const codes = await codesOfOwed(deps, entries);
  const waiting = entries.filter((entry) => !isOwed(entry)).length;
  if (codes.length + waiting === 0) return null;
  const at = nextTurnOf(deps, await personQuota(deps, id));
  return { codes, waiting, most: deps.config.reminders.quota.person, at: momentView(at, deps.clock.now()) };
}

async function codesOfOwed({ db }: Deps, entries: readonly ProgressEntry[]): Promise<CodesOfYear[]> {
  const owed = entries.filter(isOwed);
  return codesOfYears(owed, await listOtherYears(db, [...new Set(owed.map(({ taskId }) => taskId))]));
}

function partsOf(deps: Deps, rows: readonly ReminderRow[], { all, years }: ToldSince): ReminderReasonsView['parts'] {
  const thisYear = Number(dayOf(deps.clock.now()).slice(0, 4));
  const keyOf = ({ rung, dueOn }: ReminderRow): string => `${rungKey(rung)} ${dueOn}`;
  const groups = [...Map.groupBy(rows, keyOf).values()].toSorted(([a], [b]) => (dayWith(a!) < dayWith(b!) ? -1 : 1));
  return groups.map((group) => {
    const { rung, dueOn } = group[0]!;
    const ids = new Set(group.map(({ deliverableId }) => deliverableId));
    const of: ProgressEntry[] = all.filter(({ id }) => ids.has(id));
    return {
      rung: rungView({ rung, dueOn }, deps.calendar),
      due: dayWith(group[0]!) === UNDATED ? null : formatDay(dueOn, thisYear),
      departments: byDepartment(of).map(({ name, entries }) => ({ name, codes: codesOfYears(entries, years) })),
    };
  });
}

/** What has no day comes last. */
function dayWith({ dueOn, rung }: ReminderRow): string {
  return dueOn === '' || isQuarterRung(rung) ? UNDATED : dueOn;
}

const UNDATED = '9999';
