import type { Database, ReminderRow } from '../../src/db/tables.ts';
import type { Rung, RungRecipient } from '../../src/domain/reminder-policy.ts';

/** What the office holds at one moment, as far as reminders depend on it or are made of it. */
export interface Facts {
  things: Thing[];
  reminders: ReminderRow[];
  messages: { id: string; memberId: string; text: string; day: string }[];
  people: Map<string, { roles: string[]; departments: string[]; reachable: boolean }>;
  leaves: { memberId: string; fromDay: string; toDay: string; deputyId: string | null }[];
}

/** An 应报事项. `waitsSince`: day since which its 报送 waits for review; `senders`: who handed it in. */
interface Thing {
  id: string;
  code: string;
  /** 任一完成: one department's is enough. */
  completion: string;
  departmentId: string;
  milestoneId: string | null;
  extendedOn: string | null;
  state: string;
  startsOn: string | null;
  dueOn: string | null;
  supplementary: number;
  detached: number;
  waitsSince: string | null;
  senders: string[];
}

/** The year as people have it on the wall. */
export interface WallCalendar {
  holidays: ReadonlySet<string>;
  workdays: ReadonlySet<string>;
}

export interface Tick {
  before: Facts;
  after: Facts;
  now: Date;
  wall: WallCalendar;
  rungs: readonly Rung[];
  /** When the day of each thing was set. */
  setAt: ReadonlyMap<string, Date>;
  /** How many messages a person is told a week. */
  most: number;
  /** False: everybody died between deciding and telling. */
  told: boolean;
}

const OPENS = '09:00';
const CLOSES = '18:30';

/**
 * What is wrong with what a tick did, in one line each. It knows the rules as people know them (上报, 请假, 调休, 免打扰) and nothing of how
 * the program finds what is due.
 */
export function judge(tick: Tick): string[] {
  const { before, after, now, wall, told } = tick;
  const fresh = after.reminders.filter(({ id }) => !before.reminders.some((row) => row.id === id));
  const news = after.messages.filter(({ id }) => !before.messages.some((one) => one.id === id));
  const sending = isSendingMoment(now, wall);
  const due = sending ? decisionsOf(tick) : [];
  const passedOn = sending && told ? listPassedOn(tick) : [];
  const problems = due.flatMap((decision) => judgeDecision(decision, fresh, before));
  for (const row of fresh) {
    const isDue = due.some(({ key }) => key === keyOf(row)) || passedOn.some(({ keys }) => keys.includes(keyOf(row)));
    if (!isDue && row.reason !== 'set-later') problems.push(`too early, at night, too late or for somebody else: ${said(row)}`);
  }
  if (sending && told) return [...problems, ...judgeTellings(tick, { due, passedOn, news })];
  return [...problems, ...news.map(({ memberId }) => `told ${memberId} at night, or by a process that was dead`)];
}

/** What has to be decided: one rung for one person, '' for nobody. */
interface Decision {
  key: string;
  thing: Thing;
  memberId: string;
  /** A later one is due for the same person: that one is told. */
  isCovered: boolean;
  /** Another one is due for the same person at the same moment: one of them is told. */
  hasTwin: boolean;
}

function decisionsOf(tick: Tick): Decision[] {
  return tick.before.things.flatMap((thing) => {
    const all = rungsDue(thing, tick).flatMap((due) => recipientsOf(thing, due.to, tick).map((memberId) => ({ due, memberId })));
    return all.map(({ due, memberId }) => {
      const others = all.filter((other) => other.memberId === memberId && other.due !== due);
      return {
        key: keyOf({ deliverableId: thing.id, rung: due.key, dueOn: due.from, memberId }),
        thing,
        memberId,
        isCovered: others.some((other) => other.due.at > due.at),
        hasTwin: others.some((other) => other.due.at === due.at),
      };
    });
  });
}

function judgeDecision({ key, thing, memberId, isCovered, hasTwin }: Decision, fresh: readonly ReminderRow[], before: Facts): string[] {
  const row = fresh.find((one) => keyOf(one) === key);
  if (row === undefined) return [`forgotten: 第${thing.code}项 of ${thing.departmentId}, ${key}`];
  if (memberId === '') return expectOutcome(row, 'failed nobody');
  if (isCovered) return expectOutcome(row, 'merged later-rung');
  if (row.reason === 'later-rung') return hasTwin ? [] : [`merged into nothing: ${said(row)}`];
  return wasAcknowledged(row, before) ? expectOutcome(row, 'skipped acknowledged') : [];
}

/** What was left over from before for somebody who does not answer for it by now, and what becomes of it. */
interface PassedOn {
  id: number;
  /** For whoever does; one of them may have been told before. */
  keys: string[];
  outcome: string;
}

function listPassedOn(tick: Tick): PassedOn[] {
  return tick.before.reminders
    .filter((row) => isLeftOver(row) || isHeld(row))
    .flatMap((row): PassedOn[] => {
      const thing = tick.before.things.find(({ id }) => id === row.deliverableId);
      if (thing === undefined) return [];
      const about = isAboutReview(row) ? thing : { ...thing, senders: [] };
      const heirs = recipientsOf(about, roleOf(row.rung, tick.rungs), tick);
      if (heirs.includes(row.memberId)) return [];
      const isNobody = heirs.includes('');
      return [
        {
          id: row.id,
          keys: isNobody ? [] : heirs.map((memberId) => keyOf({ ...row, memberId })),
          outcome: isNobody ? 'failed nobody' : 'skipped passed-on',
        },
      ];
    });
}

/** Whom a rung is for. */
function roleOf(key: string, rungs: readonly Rung[]): readonly RungRecipient[] {
  if (key.startsWith('moved-')) return ['liaison'];
  const unreviewed = rungs.filter(isUnreviewed).toSorted((a, b) => a.days - b.days);
  if (key.startsWith('unreviewed-weekly-')) return unreviewed.at(-1)!.to;
  const [, when, days] = /^(unreviewed|before|after|on|weekly|quarterly)[-+]?(\d*)$/.exec(key)!;
  return rungs.find((rung) => rung.when === when && (when === 'weekly' || !('days' in rung) || rung.days === Number(days)))!.to;
}

/** What another department handed in for the same may be enough, and waits for review. */
function isResting({ rung }: Pick<ReminderRow, 'rung'>, thing: Thing | undefined, { things }: Facts): boolean {
  if (thing?.completion !== 'any' || rung.startsWith('unreviewed')) return false;
  return things.some(
    ({ code, milestoneId, state, detached }) =>
      code === thing.code && milestoneId === thing.milestoneId && state === 'submitted' && detached === 0,
  );
}

function isLeftOver({ state, outboundId }: ReminderRow): boolean {
  return state === 'planned' && outboundId === null;
}

function isHeld({ state, reason }: ReminderRow): boolean {
  return state === 'skipped' && reason === 'quota';
}

/** Each person's one message: of what was decided now, and of what was left over from before. */
function judgeTellings(
  { before, after, now, most }: Tick,
  { due, passedOn, news }: { due: readonly Decision[]; passedOn: readonly PassedOn[]; news: Facts['messages'] },
): string[] {
  const thingOf = (row: ReminderRow): Thing | undefined => before.things.find(({ id }) => id === row.deliverableId);
  const gone = new Set(passedOn.map(({ id }) => id));
  const inherited = new Set(passedOn.flatMap(({ keys }) => keys));
  const known = new Set(before.reminders.map(keyOf));
  const today = dayIn(now);
  const heldBefore = new Map(before.reminders.filter(isHeld).map((row) => [row.id, row]));
  const waited = new Set(before.reminders.filter(({ reason }) => reason === 'in-review').map(({ id }) => id));
  const leftOver = new Set(before.reminders.filter((row) => (isLeftOver(row) || isHeld(row)) && !gone.has(row.id)).map(({ id }) => id));
  const toTell = new Set(due.filter(({ memberId, isCovered }) => memberId !== '' && !isCovered).map(({ key }) => key));
  const isToTell = (row: ReminderRow): boolean => toTell.has(keyOf(row)) && row.reason !== 'later-rung' && !wasAcknowledged(row, before);
  const rows = Map.groupBy(
    after.reminders.filter((row) => leftOver.has(row.id) || isToTell(row) || (inherited.has(keyOf(row)) && !known.has(keyOf(row)))),
    ({ memberId }) => memberId,
  );
  const problems = after.reminders
    .filter((row) => isLeftOver(row) && !isResting(row, thingOf(row), before))
    .map((row) => `left behind: ${said(row)}`);
  for (const { id, outcome } of passedOn) {
    problems.push(
      ...expectOutcome(
        after.reminders.find((row) => row.id === id)!,
        outcome,
      ),
    );
  }
  for (const key of inherited) if (!after.reminders.some((row) => keyOf(row) === key)) problems.push(`passed on to nobody: ${key}`);
  for (const { memberId } of news) if (!rows.has(memberId)) problems.push(`told ${memberId}, who had nothing to hear`);
  for (const [memberId, theirs] of rows) {
    // Held back today already: nothing can come of it before tomorrow.
    if (theirs.every(({ id }) => heldBefore.get(id)?.day === today)) {
      problems.push(...theirs.flatMap((row) => expectOutcome(row, 'skipped quota')));
      continue;
    }
    const still = theirs.filter((row) => isTrue(row, thingOf(row), today));
    problems.push(...theirs.filter((row) => !still.includes(row)).flatMap((row) => expectOutcome(row, 'skipped settled')));
    const isOlder = (row: ReminderRow, than: ReminderRow): boolean => (heldBefore.get(row.id)?.decidedAt ?? '9999') < than.decidedAt;
    const hasWaited = (row: ReminderRow): boolean => heldBefore.has(row.id) || waited.has(row.id) || isResting(row, thingOf(row), before);
    const isOvertaken = (row: ReminderRow): boolean =>
      hasWaited(row) && still.some((other) => other !== row && other.deliverableId === row.deliverableId && !isOlder(other, row));
    const left = still.filter((row) => row.reason !== 'later-rung' || !isOvertaken(row));
    for (const id of new Set(still.map(({ deliverableId }) => deliverableId)))
      if (!left.some(({ deliverableId }) => deliverableId === id)) problems.push(`nothing is left of what was held back of ${id}`);
    const resting = left.filter((row) => isResting(row, thingOf(row), before));
    for (const row of resting) {
      problems.push(...expectOutcome(row, heldBefore.has(row.id) ? 'skipped quota' : 'planned in-review'));
      if (row.outboundId !== null) problems.push(`told while another department's waits for review: ${said(row)}`);
    }
    const standing = left.filter((row) => !resting.includes(row));
    const [message, ...more] = news.filter((one) => one.memberId === memberId);
    if (more.length > 0) problems.push(`told ${memberId} twice`);
    const isReachable = before.people.get(memberId)?.reachable === true;
    const toldBefore = before.messages.filter((one) => one.memberId === memberId && mondayOf(one.day) === mondayOf(today));
    const toldToday = toldBefore.filter(({ day }) => day === today).map(({ id }) => id);
    // What is due on this very day waits for no other week.
    const isLastDay = standing.some(({ id, rung }) => rung === 'on' && !heldBefore.has(id));
    const isEnough = toldToday.length >= 1 || (toldBefore.length >= most && !isLastDay);
    if (standing.length === 0 || !isReachable || isEnough) {
      if (message !== undefined) problems.push(`told ${memberId} for nothing, or once more`);
      const isNamedToday = ({ deliverableId, rung }: ReminderRow): boolean =>
        !rung.startsWith('unreviewed') &&
        before.reminders.some((row) => row.deliverableId === deliverableId && toldToday.includes(row.outboundId ?? ''));
      const outcomeOf = (row: ReminderRow): string => {
        if (isEnough) return isNamedToday(row) ? 'merged told-today' : 'skipped quota';
        return 'failed no-address';
      };
      problems.push(...standing.flatMap((row) => expectOutcome(row, outcomeOf(row))));
      continue;
    }
    problems.push(...standing.flatMap((row) => expectOutcome(row, 'planned ')));
    const outside = standing.filter(({ outboundId, day }) => outboundId !== message?.id || day !== today);
    problems.push(...outside.map((row) => `in no message of today: ${said(row)}`));
    const [owed, named] = [standing.map((row) => thingOf(row)!.code), codesIn(message?.text ?? '')].map((codes) =>
      [...new Set(codes)].toSorted().join('、'),
    );
    if (owed !== named) problems.push(`${memberId} was told of ${named} instead of ${owed}`);
  }
  return problems;
}

function expectOutcome(row: ReminderRow, outcome: string): string[] {
  return `${row.state} ${row.reason ?? ''}` === outcome ? [] : [`${said(row)}, and not ${outcome}`];
}

interface Due {
  key: string;
  /** `YYYY-MM-DD`, at the hour reminders leave. */
  at: string;
  /** The day it counts from; of a quarter its last one. */
  from: string;
  to: readonly RungRecipient[];
}

/** Rungs that came since its day was set and nobody has decided about. */
function rungsDue(thing: Thing, { before, now, wall, rungs, setAt }: Tick): Due[] {
  const handled = new Set(
    before.reminders.filter(({ deliverableId }) => deliverableId === thing.id).map((row) => `${row.rung} ${row.dueOn}`),
  );
  const isInTime = ({ key, at, from }: Due): boolean => {
    if (thing.state === 'submitted') return true;
    const set = setAt.get(thing.id)!;
    if (!isQuarterly({ rung: key })) return instant(at) >= set;
    // Nobody is nudged of last quarter, nor in the first weeks.
    return from >= dayIn(now) && at >= workdaysOn(dayIn(set), 20, wall);
  };
  const moved = movedOf(thing, before.reminders, setAt.get(thing.id), wall);
  return [...moved, ...ladderOf(thing, rungs, wall, dayIn(now))].filter(
    (due) => instant(due.at) <= now && isInTime(due) && !handled.has(`${due.key} ${due.from}`),
  );
}

/** People were told another day: the morning after it was changed they hear so. */
function movedOf(thing: Thing, reminders: readonly ReminderRow[], set: Date | undefined, wall: WallCalendar): Due[] {
  const { dueOn, extendedOn, state } = thing;
  const told = reminders
    .filter(({ deliverableId, outboundId }) => deliverableId === thing.id && outboundId !== null)
    .filter((row) => !isAboutReview(row) && !isQuarterly(row) && ['planned', 'sent'].includes(row.state))
    .toSorted((a, b) => (a.decidedAt < b.decidedAt ? -1 : 1))
    .at(-1)?.dueOn;
  if (state !== 'open' || !isStillOwed(thing) || set === undefined || told === undefined || dueOn === null) return [];
  if (dueOn === told || dueOn === extendedOn) return [];
  const isEarly = isWorkday(dayIn(set), wall) && timeIn(set) < OPENS;
  return [{ key: `moved-${dayIn(set)}`, at: isEarly ? dayIn(set) : workdaysOn(dayIn(set), 1, wall), from: dueOn, to: ['liaison'] }];
}

function isQuarterly({ rung }: Pick<ReminderRow, 'rung'>): boolean {
  return rung.startsWith('quarterly-');
}

const QUARTERS_END = ['03-31', '06-30', '09-30', '12-31'];

function ladderOf(thing: Thing, rungs: readonly Rung[], wall: WallCalendar, until: string): Due[] {
  const weekly = rungs.find(({ when }) => when === 'weekly');
  const due: Due[] = [];
  /** On Mondays, from the one nearest to a week after the last step; on a holiday until Thursday, and else not in that week. */
  const repeat = (key: string, last: string, from: string, to: readonly RungRecipient[]): void => {
    for (let week = 1, monday = mondayOf(shift(last, 10)); monday <= until; week++, monday = shift(monday, 7)) {
      const at = [0, 1, 2, 3].map((n) => shift(monday, n)).find((day) => isWorkday(day, wall));
      if (at !== undefined) due.push({ key: `${key}${week}`, at, from, to });
    }
  };
  if (thing.state === 'submitted') {
    const since = thing.waitsSince;
    const own = rungs.filter(isUnreviewed).toSorted((a, b) => a.days - b.days);
    if (since === null || own.length === 0) return [];
    for (const { days, to } of own) due.push({ key: `unreviewed+${days}`, at: workdaysOn(since, days, wall), from: since, to });
    const last = own.at(-1)!;
    if (weekly !== undefined) repeat('unreviewed-weekly-', workdaysOn(since, last.days, wall), since, last.to);
    return due;
  }
  const { dueOn: from } = thing;
  if (!isStillOwed(thing)) return [];
  if (from === null) {
    const ends = QUARTERS_END.map((end) => `${until.slice(0, 4)}-${end}`);
    return rungs
      .filter(isOfQuarter)
      .flatMap(({ days, to }) =>
        ends.map((end) => ({ key: `quarterly-${days}`, at: workdaysOn(workdayUpTo(end, wall), -days, wall), from: end, to })),
      );
  }
  const start = workdayUpTo(from, wall);
  /** Before a span nobody is reminded, unless it is off until its last working day: what would come earlier comes on its first day. */
  const opens = thing.startsOn === null ? '' : openingOf(thing.startsOn, start, wall);
  const notBefore = (day: string): string => (day < opens && day < start ? [opens, start].toSorted()[0]! : day);
  let lastAfter = 0;
  for (const rung of rungs) {
    if (rung.when === 'on') due.push({ key: 'on', at: start, from, to: rung.to });
    else if (rung.when === 'before')
      due.push({ key: `before-${rung.days}`, at: notBefore(workdaysOn(start, -rung.days, wall)), from, to: rung.to });
    else if (rung.when === 'after') {
      due.push({ key: `after+${rung.days}`, at: workdaysOn(start, rung.days, wall), from, to: rung.to });
      lastAfter = Math.max(lastAfter, rung.days);
    }
  }
  if (weekly !== undefined) repeat('weekly-', workdaysOn(start, lastAfter, wall), from, weekly.to);
  return due;
}

function openingOf(startsOn: string, last: string, wall: WallCalendar): string {
  const first = workdayFrom(startsOn, wall);
  return first > startsOn && first >= last ? workdayUpTo(startsOn, wall) : first;
}

function isOfQuarter(rung: Rung): rung is Extract<Rung, { days: number }> {
  return rung.when === 'quarterly';
}

function isUnreviewed(rung: Rung): rung is Extract<Rung, { days: number }> {
  return rung.when === 'unreviewed';
}

/** '' for nobody. */
function recipientsOf(thing: Thing, to: readonly RungRecipient[], { before, now }: Tick): string[] {
  const today = dayIn(now);
  const senders = thing.state === 'submitted' ? thing.senders : [];
  const withRole = (role: string): string[] => [...before.people].filter(([, { roles }]) => roles.includes(role)).map(([id]) => id);
  const leaveOf = (id: string) => before.leaves.find((one) => one.memberId === id && one.fromDay <= today && one.toDay >= today);
  const speaking = (role: string): string[] =>
    withRole(role)
      .filter((id) => before.people.get(id)!.departments.includes(thing.departmentId))
      .flatMap((id) => {
        const leave = leaveOf(id);
        if (leave === undefined) return id;
        const deputy = leave.deputyId ?? '';
        const may = before.people.get(deputy)?.roles.join() !== 'observer' && before.people.has(deputy);
        return may && leaveOf(deputy) === undefined ? deputy : [];
      });
  const isReachable = (id: string): boolean => before.people.get(id)?.reachable === true;
  const office = (): string[] => {
    const all = withRole('admin').filter((id) => !senders.includes(id));
    const there = all.filter((id) => leaveOf(id) === undefined);
    return there.length > 0 ? there : all;
  };
  const holders = (role: RungRecipient): string[] => {
    if (role === 'admin') return office();
    if (role === 'liaison') return speaking(role);
    if (role === 'leader') return speaking(role).filter(isReachable);
    return withRole(role).filter((id) => isReachable(id) && leaveOf(id) === undefined);
  };
  const people = to.flatMap((role) => {
    const found = holders(role).filter((id) => !senders.includes(id));
    return found.length > 0 ? found : office();
  });
  return people.length > 0 ? [...new Set(people)] : [''];
}

function isTrue(row: ReminderRow, thing: Thing | undefined, today: string): boolean {
  if (thing === undefined) return false;
  if (isAboutReview(row)) return thing.state === 'submitted' && thing.waitsSince === row.dueOn && !thing.senders.includes(row.memberId);
  if (isQuarterly(row)) return isStillOwed(thing) && thing.dueOn === null && today <= row.dueOn;
  return isStillOwed(thing) && thing.dueOn === row.dueOn;
}

function isAboutReview({ rung }: Pick<ReminderRow, 'rung'>): boolean {
  return rung.startsWith('unreviewed');
}

function isStillOwed({ state, supplementary, detached }: Thing): boolean {
  return (state === 'open' || state === 'returned') && supplementary === 0 && detached === 0;
}

/** 「收到」 to a weekly one: the next weeks' are the same. */
function wasAcknowledged({ deliverableId, rung, dueOn, memberId }: ReminderRow, { reminders }: Facts): boolean {
  const same = (row: ReminderRow): boolean => row.deliverableId === deliverableId && row.dueOn === dueOn && row.memberId === memberId;
  return rung.startsWith('weekly-') && reminders.some((row) => same(row) && row.acknowledged === 1 && row.rung.startsWith('weekly-'));
}

function codesIn(text: string): string[] {
  return [...text.matchAll(/第([\d、]+)项/g)].flatMap(([, codes]) => codes!.split('、'));
}

function keyOf({ deliverableId, rung, dueOn, memberId }: Pick<ReminderRow, 'deliverableId' | 'rung' | 'dueOn' | 'memberId'>): string {
  return `${deliverableId} ${rung} ${dueOn} ${memberId}`;
}

function said({ rung, dueOn, memberId, state, reason }: ReminderRow): string {
  return `${rung} of ${dueOn} for ${memberId} is ${state} ${reason ?? ''}`;
}

function isSendingMoment(now: Date, wall: WallCalendar): boolean {
  const time = timeIn(now);
  return isWorkday(dayIn(now), wall) && time >= OPENS && time < CLOSES;
}

function isWorkday(day: string, { holidays, workdays }: WallCalendar): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return workdays.has(day) || (weekday !== 0 && weekday !== 6 && !holidays.has(day));
}

function workdayUpTo(day: string, wall: WallCalendar): string {
  return isWorkday(day, wall) ? day : workdayUpTo(shift(day, -1), wall);
}

function workdayFrom(day: string, wall: WallCalendar): string {
  return isWorkday(day, wall) ? day : workdayFrom(shift(day, 1), wall);
}

/** The n-th working day after a day, or before it. */
function workdaysOn(day: string, n: number, wall: WallCalendar): string {
  if (n === 0) return day;
  const next = shift(day, Math.sign(n));
  return workdaysOn(next, isWorkday(next, wall) ? n - Math.sign(n) : n, wall);
}

export function shift(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
}

function instant(day: string): Date {
  return new Date(`${day}T${OPENS}:00+08:00`);
}

function mondayOf(day: string): string {
  return shift(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}

export function dayIn(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

function timeIn(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
}

/** As anybody beside the program may read them. */
export async function readFacts(db: Database): Promise<Facts> {
  const rows = await db
    .selectFrom('deliverables')
    .innerJoin('tasks', 'tasks.id', 'deliverables.taskId')
    .selectAll('deliverables')
    .select(['tasks.code', 'tasks.completion'])
    .execute();
  const submissions = await db.selectFrom('submissions').selectAll().where('state', '=', 'submitted').execute();
  const reopened = await db.selectFrom('reviews').select(['submissionId', 'reviewedAt']).where('verdict', '=', 'reopen').execute();
  const evidence = await db.selectFrom('evidence').select(['submissionId', 'memberId']).execute();
  const things = rows.map((row): Thing => {
    const submission = submissions.find(({ deliverableId }) => deliverableId === row.id);
    const moments = [
      submission?.submittedAt ?? '',
      ...reopened.filter((one) => one.submissionId === submission?.id).map((one) => one.reviewedAt),
    ];
    const since = submission === undefined ? '' : moments.toSorted().at(-1)!;
    return {
      ...row,
      waitsSince: since === '' ? null : dayIn(new Date(since)),
      senders: submission === undefined ? [] : evidence.filter((one) => one.submissionId === submission.id).map(({ memberId }) => memberId),
    };
  });
  const outbound = await db.selectFrom('outboundMessages').selectAll().where('purpose', '=', 'reminder').orderBy('seq').execute();
  const roles = await db.selectFrom('memberRoles').selectAll().execute();
  const departments = await db.selectFrom('memberDepartments').selectAll().execute();
  const accounts = await db.selectFrom('channelAccounts').select('memberId').execute();
  const members = await db.selectFrom('members').select('id').execute();
  return {
    things,
    reminders: await db.selectFrom('reminders').selectAll().execute(),
    messages: outbound.map(({ id, memberId, body, createdAt }) => ({
      id,
      memberId: memberId ?? '',
      text: (JSON.parse(body) as { text: string }).text,
      day: dayIn(new Date(createdAt)),
    })),
    people: new Map(
      members.map(({ id }) => {
        const of = <T extends { memberId: string }>(those: T[]): T[] => those.filter(({ memberId }) => memberId === id);
        return [
          id,
          {
            roles: of(roles).map(({ role }) => role),
            departments: of(departments).map(({ departmentId }) => departmentId),
            reachable: of(accounts).length > 0,
          },
        ];
      }),
    ),
    leaves: await db.selectFrom('leaves').selectAll().execute(),
  };
}
