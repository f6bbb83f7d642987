import type { Database, ReminderRow } from '../../src/db/tables.ts';
import type { Rung, RungRecipient } from '../../src/domain/reminder.ts';

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
  departmentId: string;
  milestoneId: string | null;
  state: string;
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
  const { before, after, now } = tick;
  const problems: string[] = [];
  const old = new Set(before.reminders.map(({ id }) => id));
  const fresh = after.reminders.filter(({ id }) => !old.has(id));
  const news = after.messages.filter(({ id }) => !before.messages.some((one) => one.id === id));
  const sending = isSendingMoment(now, tick.wall);
  if (!sending) {
    for (const row of fresh) if (row.reason !== 'set-later') problems.push(`decided outside sending hours: ${said(row)}`);
    for (const { memberId } of news) problems.push(`told outside sending hours: ${memberId}`);
    return problems;
  }
  const wants = new Set<string>();
  const expected = new Set<string>();
  for (const thing of before.things) {
    const rungs = rungsDue(thing, tick);
    const latest = new Map<string, Due>();
    const rows: { due: Due; memberId: string }[] = [];
    for (const due of rungs) {
      for (const memberId of recipientsOf(thing, due.to, tick)) {
        rows.push({ due, memberId });
        if (due.at >= (latest.get(memberId)?.at ?? '')) latest.set(memberId, due);
      }
    }
    for (const { due, memberId } of rows) {
      const key = keyOf({ deliverableId: thing.id, rung: due.key, dueOn: due.from, memberId });
      expected.add(key);
      const row = fresh.find((one) => keyOf(one) === key);
      if (row === undefined)
        problems.push(`forgotten: 第${thing.code}项 of ${thing.departmentId}, ${due.key} of ${due.from}, for ${memberId}`);
      else if (memberId === '') expectOutcome(row, ['failed nobody']);
      else if (latest.get(memberId)!.at > due.at) expectOutcome(row, ['merged later-rung']);
      else if (wasAcknowledged(row, before)) expectOutcome(row, ['skipped acknowledged']);
      else if (row.reason !== 'later-rung') wants.add(row.id);
      else if (!rows.some((other) => other.memberId === memberId && other.due.at === due.at && other.due !== due)) {
        problems.push(`merged into nothing: ${said(row)}`);
      }
    }
  }
  for (const row of fresh) {
    if (!expected.has(keyOf(row)) && row.reason !== 'set-later') problems.push(`too early, too late or for somebody else: ${said(row)}`);
  }
  if (tick.told) tellings();
  else for (const { memberId } of news) problems.push(`told by a process that was dead: ${memberId}`);
  return problems;

  function tellings(): void {
    const waiting = new Set(
      before.reminders.filter(({ state, outboundId }) => state === 'planned' && outboundId === null).map(({ id }) => id),
    );
    const byPerson = Map.groupBy(
      after.reminders.filter(({ id }) => wants.has(id) || waiting.has(id)),
      ({ memberId }) => memberId,
    );
    for (const [memberId, rows] of byPerson) {
      const standing = rows.filter((row) =>
        isTrue(
          row,
          before.things.find(({ id }) => id === row.deliverableId),
        ),
      );
      for (const row of rows) if (!standing.includes(row)) expectOutcome(row, ['skipped settled']);
      const mine = news.filter((one) => one.memberId === memberId);
      const today = dayIn(now);
      const wasTold = before.messages.some((one) => one.memberId === memberId && one.day === today);
      if (standing.length === 0 || wasTold || !before.people.get(memberId)?.reachable) {
        if (mine.length > 0) problems.push(`told ${memberId} for nothing, or a second time`);
        // What waits for review has its turn on another day.
        const afterToday = (row: ReminderRow): string => (row.rung.startsWith('unreviewed') ? 'planned ' : 'merged told-today');
        for (const row of standing) expectOutcome(row, [before.people.get(memberId)?.reachable ? afterToday(row) : 'failed no-address']);
        continue;
      }
      if (mine.length !== 1) problems.push(`${memberId} got ${mine.length} messages`);
      for (const row of standing) {
        expectOutcome(row, ['planned ']);
        if (row.outboundId !== mine[0]?.id || row.day !== today) problems.push(`in no message of today: ${said(row)}`);
      }
      const codes = new Set(standing.map((row) => before.things.find(({ id }) => id === row.deliverableId)!.code));
      const named = new Set(codesIn(mine[0]?.text ?? ''));
      if ([...codes].toSorted().join() !== [...named].toSorted().join()) {
        problems.push(`${memberId} was told of ${[...named].join()} instead of ${[...codes].join()}`);
      }
    }
    for (const { memberId } of news) if (!byPerson.has(memberId)) problems.push(`told ${memberId}, who had nothing to hear`);
    for (const row of after.reminders) if (row.state === 'planned' && row.outboundId === null) problems.push(`left behind: ${said(row)}`);
  }

  function expectOutcome(row: ReminderRow, outcomes: readonly string[]): void {
    if (!outcomes.includes(`${row.state} ${row.reason ?? ''}`)) problems.push(`${said(row)}, and not ${outcomes.join(' or ')}`);
  }
}

interface Due {
  key: string;
  /** `YYYY-MM-DD`, at the hour reminders leave. */
  at: string;
  from: string;
  to: readonly RungRecipient[];
}

/** Rungs that came since its day was set and nobody has decided about. */
function rungsDue(thing: Thing, { before, now, wall, rungs, setAt }: Tick): Due[] {
  const handled = new Set(
    before.reminders.filter(({ deliverableId }) => deliverableId === thing.id).map((row) => `${row.rung} ${row.dueOn}`),
  );
  return ladderOf(thing, rungs, wall, dayIn(now)).filter(
    ({ key, at, from }) =>
      instant(at) <= now && (thing.state === 'submitted' || instant(at) >= setAt.get(thing.id)!) && !handled.has(`${key} ${from}`),
  );
}

function ladderOf(thing: Thing, rungs: readonly Rung[], wall: WallCalendar, until: string): Due[] {
  const weekly = rungs.find(({ when }) => when === 'weekly');
  const due: Due[] = [];
  const repeat = (key: string, first: string, from: string, to: readonly RungRecipient[]): void => {
    for (let week = 1; shift(first, 7 * week - 30) <= until; week++) {
      due.push({ key: `${key}${week}`, at: workdayUpTo(shift(first, 7 * week), wall), from, to });
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
  if (!isOwedByDate(thing) || from === null) return [];
  const start = workdayUpTo(from, wall);
  let lastAfter = 0;
  for (const rung of rungs) {
    if (rung.when === 'on') due.push({ key: 'on', at: start, from, to: rung.to });
    else if (rung.when === 'before') due.push({ key: `before-${rung.days}`, at: workdaysOn(start, -rung.days, wall), from, to: rung.to });
    else if (rung.when === 'after') {
      due.push({ key: `after+${rung.days}`, at: workdaysOn(start, rung.days, wall), from, to: rung.to });
      lastAfter = Math.max(lastAfter, rung.days);
    }
  }
  if (weekly !== undefined) repeat('weekly-', workdaysOn(start, lastAfter, wall), from, weekly.to);
  return due;
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
  const holders = (role: RungRecipient): string[] => {
    if (role === 'liaison') return speaking(role);
    if (role === 'leader') return speaking(role).filter(isReachable);
    return role === 'reviewer' ? withRole(role).filter((id) => isReachable(id) && leaveOf(id) === undefined) : withRole(role);
  };
  const people = to.flatMap((role) => {
    const found = holders(role).filter((id) => !senders.includes(id));
    return found.length > 0 ? found : withRole('admin').filter((id) => !senders.includes(id));
  });
  return people.length > 0 ? [...new Set(people)] : [''];
}

function isTrue(row: ReminderRow, thing: Thing | undefined): boolean {
  if (thing === undefined) return false;
  if (row.rung.startsWith('unreviewed'))
    return thing.state === 'submitted' && thing.waitsSince === row.dueOn && !thing.senders.includes(row.memberId);
  return isOwedByDate(thing) && thing.dueOn === row.dueOn;
}

function isOwedByDate({ state, supplementary, detached }: Thing): boolean {
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
    .select('tasks.code')
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
