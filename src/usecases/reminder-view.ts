import { listOtherYears } from '../db/plans.ts';
import { listWaiting } from '../db/due-reminders.ts';
import { listToldDays } from '../db/told-reminders.ts';
import { listReviews } from '../db/reviews.ts';
import { can } from '../domain/access.ts';
import { dayOf, formatDay, type Day } from '../domain/calendar.ts';
import { isOverdue, isOwed } from '../domain/deliverable.ts';
import type { Member } from '../domain/directory.ts';
import { isMoved } from '../domain/ladder.ts';
import { countEntries, type ProgressEntry, type ProgressSums } from '../domain/progress.ts';
import { byDueDay } from '../domain/named-deliverable.ts';
import { taskTitle } from '../domain/task-title.ts';
import type { Contact } from './contacts.ts';
import type { Deps } from './deps.ts';
import { codesOfYears, firstOf, inFront, type CodeOfYear, type CodesOfYear } from './codes-of-years.ts';
import type { Recipients } from './recipients.ts';

/** One reminder (提醒) as its template tells it, most urgent first. */
export interface ReminderView {
  /** Asked for by an admin (催办). */
  urged: boolean;
  name: string;
  departments: string[];
  /** Some item is named more than once: for several departments, or days. */
  repeated: boolean;
  /** Most urgent first; only those there are. */
  counts: { state: 'overdue' | 'returned' | 'open' | 'ahead' | 'moved' | 'undated'; count: number }[];
  groups: ReminderGroup[];
  /** 联络员 who are away (请假) and for whom the person is told. */
  standsInFor: string[];
  /** Departments the person is told of as their 分管领导, beside their 联络员. */
  ledByPerson: string[];
  /** The same in the place of 分管领导 who are away. */
  ledByAbsent: { leaders: string[]; departments: string[] } | null;
  /** Departments the person is told of as 创建办, for nobody leads them or the ladder says so. */
  forOffice: string[];
  /** Departments without a 联络员 who is there: whoever is told passes it on. */
  withoutLiaison: string[];
  /** None of it is the person's own to hand in. */
  passOn: boolean;
  /** What else the departments owe and this message does not name. */
  others: number;
  /** The most urgent item of each year that is named, of the person's own where there are any, the current year first. */
  examples: CodeOfYear[];
  reviews: ReviewsView;
}

/** 报送 that wait for review (待审), the longest waiting first. */
interface ReviewsView {
  /** `workdays`: so many it has waited. */
  lines: { number: number; ofYear: string; code: string; title: string; department: string; workdays: number }[];
  /** How many are not shown as lines. */
  more: number;
  /** What the person is told it for: to decide; to know of it; to find somebody who decides, for nobody is there. */
  toDo: 'review' | 'know' | 'arrange';
  /** The person may ask for all of them (待审). */
  readsAll: boolean;
}

/** What is due on one day. */
interface ReminderGroup {
  /** The first day of a span that is yet to begin. */
  begins: string | null;
  due: string | null;
  overdue: boolean;
  isToday: boolean;
  /** Working days left, or since. */
  workdays: number;
  items: ReminderItem[];
  /** Those not shown as lines. */
  more: CodesOfYear[];
}

/** An item, with what each of the person's departments owes of it that day. */
interface ReminderItem {
  /** 「2022年 」 where it is not of the current one. */
  ofYear: string;
  code: string;
  title: string;
  shares: ReminderShare[];
  /** How many departments more owe it. */
  moreShares: number;
}

interface ReminderShare {
  department: string;
  lead: boolean;
  milestone: string | null;
  /** The day people were told before (改期). */
  was: string | null;
  /** 需补正. */
  returned: { number: number; reason: string | null } | null;
}

export async function reminderView(
  deps: Deps,
  recipients: Recipients,
  member: Member,
  about: readonly ProgressEntry[],
  { urged, others, moved }: Pick<ReminderView, 'urged' | 'others'> & { moved: ReadonlySet<string> },
): Promise<ReminderView> {
  const today = dayOf(deps.clock.now());
  const entries = about.filter(isOwed);
  const [contact, leader] = [recipients.liaisons, recipients.leaders].map((all) => all.find((one) => one.member.id === member.id));
  const isIn = (of: Contact | undefined) => (entry: ProgressEntry) => of?.departments.includes(entry.departmentId) === true;
  const isSpokenFor = ({ departmentId }: ProgressEntry): boolean => recipients.liaisonsOf(departmentId).length > 0;
  const foreign = entries.filter((entry) => !isIn(contact)(entry));
  const own = entries.filter(isIn(contact));
  const years = await listOtherYears(deps.db, unique(about.map(({ taskId }) => taskId)));
  const timely = entries.filter((entry) => entry.state === 'open' && !isOverdue(entry, today));
  const hasOwn = own.length > 0;
  const led = foreign.filter((entry) => isSpokenFor(entry) && isIn(leader)(entry));
  const isLedByPerson = ({ departmentId }: ProgressEntry): boolean =>
    member.roles.includes('leader') && member.departments.includes(departmentId);
  return {
    urged,
    name: member.name,
    departments: namesOf(entries),
    repeated: new Set(entries.map(({ taskId }) => taskId)).size < entries.length,
    counts: countsOf(countEntries(entries, today), {
      undated: entries.filter(({ dueOn }) => dueOn === null).length,
      ahead: urged ? 0 : timely.filter((entry) => !moved.has(entry.id) && beginning(entry, today) !== null).length,
      moved: timely.filter(({ id }) => moved.has(id)).length,
    }),
    groups: await groupsOf(deps, entries, { today, years }),
    standsInFor: absentOf(contact, own),
    ledByPerson: namesOf(led.filter(isLedByPerson)),
    ledByAbsent: ledByAbsent(
      leader,
      led.filter((entry) => !isLedByPerson(entry)),
    ),
    forOffice: namesOf(foreign.filter((entry) => isSpokenFor(entry) && !isIn(leader)(entry))),
    withoutLiaison: namesOf(foreign.filter((entry) => !isSpokenFor(entry))),
    passOn: !hasOwn,
    others,
    examples: codesOfYears((hasOwn ? own : entries).toSorted(byDueDay), years).map(firstOf),
    reviews: await reviewsOf(
      deps,
      { recipients, member, years },
      about.filter(({ state }) => state === 'submitted'),
    ),
  };
}

/** Whom the person stands in for in any of these. */
function absentOf(contact: Contact | undefined, entries: readonly ProgressEntry[]): string[] {
  const absent = (contact?.standsInFor ?? []).filter(({ departments }) =>
    entries.some(({ departmentId }) => departments.includes(departmentId)),
  );
  return unique(absent.map(({ name }) => name));
}

function ledByAbsent(leader: Contact | undefined, entries: readonly ProgressEntry[]): ReminderView['ledByAbsent'] {
  return entries.length === 0 ? null : { leaders: absentOf(leader, entries), departments: namesOf(entries) };
}

async function reviewsOf(
  deps: Deps,
  { recipients, member, years }: { recipients: Recipients; member: Member; years: ReadonlyMap<string, number> },
  entries: readonly ProgressEntry[],
): Promise<ReviewsView> {
  const waiting = await listWaiting(
    deps.db,
    entries.map(({ id }) => id),
  );
  const today = dayOf(deps.clock.now());
  const lines = entries.flatMap(({ id, taskId, submissionNumber, code, text, departmentName }) => {
    const since = waiting.get(id)?.since;
    if (since === undefined || submissionNumber === null) return [];
    const workdays = deps.calendar.workdaysBetween(dayOf(new Date(since)), today);
    return [
      { number: submissionNumber, ofYear: inFront(years.get(taskId)), code, title: taskTitle(text), department: departmentName, workdays },
    ];
  });
  const shown = lines.toSorted((a, b) => b.workdays - a.workdays || a.number - b.number).slice(0, LINES_SHOWN);
  const canBeReviewed = [...waiting.values()].every(({ senders }) => recipients.reviewers.some((id) => !senders.has(id)));
  return {
    lines: shown,
    more: lines.length - shown.length,
    toDo: can(member, 'review') ? 'review' : canBeReviewed ? 'know' : 'arrange',
    readsAll: can(member, 'read-everything'),
  };
}

function namesOf(entries: readonly ProgressEntry[]): string[] {
  return unique(entries.map(({ departmentName }) => departmentName));
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

function countsOf(
  { overdue, returned, overdueReturned, open }: ProgressSums,
  { undated, ahead, moved }: Record<'undated' | 'ahead' | 'moved', number>,
): ReminderView['counts'] {
  const counts: ReminderView['counts'] = [
    { state: 'overdue', count: overdue },
    { state: 'returned', count: returned - overdueReturned },
    { state: 'open', count: open - (overdue - overdueReturned) - undated - ahead - moved },
    { state: 'ahead', count: ahead },
    { state: 'moved', count: moved },
    { state: 'undated', count: undated },
  ];
  return counts.filter(({ count }) => count > 0);
}

async function groupsOf(
  deps: Deps,
  entries: readonly ProgressEntry[],
  { today, years }: { today: Day; years: ReadonlyMap<string, number> },
): Promise<ReminderGroup[]> {
  const byDay = Map.groupBy(entries, (entry) => `${entry.dueOn ?? '9999'} ${beginning(entry, today) ?? ''}`);
  let room = LINES_SHOWN;
  const days = [...byDay]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, those]) => {
      const items = [...Map.groupBy(those, ({ taskId }) => taskId).values()];
      const shown = items.slice(0, room);
      room -= shown.length;
      return { those, shown, more: items.slice(shown.length).flat() };
    });
  const named = days.flatMap(({ shown }) => shown.flatMap(sharesShown));
  const told = await listToldDays(
    deps.db,
    named.map(({ id }) => id),
  );
  return Promise.all(
    days.map(async ({ those, shown, more }) => {
      const { dueOn } = those[0]!;
      const begins = beginning(those[0]!, today);
      const next = begins ?? dueOn;
      return {
        begins: begins && formatDay(begins, Number(today.slice(0, 4))),
        due: dueOn && formatDay(dueOn, Number(today.slice(0, 4))),
        overdue: those.some((entry) => isOverdue(entry, today)),
        isToday: dueOn === today,
        workdays: next === null ? 0 : Math.abs(deps.calendar.workdaysBetween(today, next)),
        items: await Promise.all(shown.map((ofItem) => itemOf(deps, ofItem, { years, told, today }))),
        more: codesOfYears(more, years),
      };
    }),
  );
}

const LINES_SHOWN = 10;

/** The first day of its span, while that is to come. */
function beginning({ startsOn }: ProgressEntry, today: Day): Day | null {
  return startsOn !== null && startsOn > today ? startsOn : null;
}

async function itemOf(
  deps: Deps,
  entries: readonly ProgressEntry[],
  { years, told, today }: { years: ReadonlyMap<string, number>; told: ReadonlyMap<string, Day>; today: Day },
): Promise<ReminderItem> {
  const { taskId, code, text } = entries[0]!;
  const shares = sharesShown(entries).map(async (entry) => ({
    department: entry.departmentName,
    lead: entry.role === 'lead',
    milestone: entry.milestoneName,
    was: isMoved(entry, told.get(entry.id)) ? formatDay(told.get(entry.id)!, Number(today.slice(0, 4))) : null,
    returned: await returnedOf(deps, entry),
  }));
  return {
    ofYear: inFront(years.get(taskId)),
    code,
    title: taskTitle(text),
    shares: await Promise.all(shares),
    moreShares: Math.max(0, entries.length - SHARES_SHOWN),
  };
}

function sharesShown(ofItem: readonly ProgressEntry[]): readonly ProgressEntry[] {
  return ofItem.slice(0, SHARES_SHOWN);
}

const SHARES_SHOWN = 8;

/** Why it came back: the reviewer's words, else those of the reason. */
async function returnedOf(deps: Deps, { state, submissionId, submissionNumber }: ProgressEntry): Promise<ReminderShare['returned']> {
  if (state !== 'returned' || submissionId === null || submissionNumber === null) return null;
  const last = (await listReviews(deps.db, submissionId)).at(-1);
  const reason = last?.comment || deps.config.reasons.find(({ code }) => code === last?.reason)?.text;
  return { number: submissionNumber, reason: reason ?? null };
}
