import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../src/db/tables.ts';
import { createCalendar, instantAt, type Day } from '../../src/domain/calendar.ts';
import { decideReminders } from '../../src/usecases/decide-reminders.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { planReminders } from '../../src/usecases/plan-reminders.ts';
import { sendReminders } from '../../src/usecases/send-reminders.ts';
import type { Checkpoint } from '../helpers/large-year.ts';
import { median, table } from './figures.ts';
import { createLargeOffice, DIALECTS, type DialectName } from './large-office.ts';

const SIZES = [10_000, 100_000, 1_000_000];
const DAYS = 5;
/** As many as are due on a day of the smallest year. */
const SAME = 280;

const SEND_AT = '09:00';
const WORKDAYS = 250;
const TODAY: Day = '2023-07-03';
const calendar = createCalendar();
const EVE = instantAt(calendar.addWorkdays(TODAY, -1), '10:00');

/**
 * What is due in the mornings of a year, decided and told beside one reading of the whole table: of one in which people hand in (of what
 * is behind 3 % is owed, of what is before us half), and of one in which everything is still owed.
 */
export async function benchReminders(): Promise<void> {
  const lines: string[][] = [];
  for (const size of SIZES) {
    for (const dialect of DIALECTS) {
      const name = [dialect, size.toLocaleString('en')];
      const handedIn = await measureUsualDays(dialect, size, handedInBy);
      lines.push([...name, 'a usual one', ...show(handedIn.usual)]);
      const { usual, same } = await measureUsualDays(dialect, size, () => NOTHING);
      lines.push([...name, 'all owed', ...show(usual)], [...name, 'all owed, the same few', ...show(same)]);
      const { eve, worst } = await measureWorstDay(dialect, size);
      lines.push([...name, 'all at once', ...show([worst])], [...name, 'published the day before', ...show([eve])]);
    }
  }
  table(
    [
      'database',
      '应报事项',
      'day',
      'due',
      'scan, ms',
      'decided, ms',
      '÷ scan',
      'told, ms',
      '÷ scan',
      'again, ms',
      '÷ scan',
      'rows of it',
      'longest block, ms: decided',
      'told',
      'memory, MB',
    ],
    lines,
  );
}

interface Morning {
  due: number;
  scan: number;
  decided: Run;
  told: Run;
  again: Run;
  /** Rows that are written when the same day is planned again. */
  repeated: number;
}

/**
 * One checkpoint on each of 250 working days, so that of as many days seven are due in the morning: 14, 7, 3 and 1 working days before,
 * the day itself, 1 and 3 after it.
 */
async function measureUsualDays(
  dialect: DialectName,
  size: number,
  progressBy: (day: Day) => Omit<Checkpoint, 'dueOn'>,
): Promise<{ usual: Morning[]; same: Morning[] }> {
  const days = Array.from({ length: WORKDAYS }, (_, n) => calendar.addWorkdays(TODAY, n - 3));
  const checkpoints = days.map((dueOn) => ({ dueOn, ...progressBy(dueOn) }));
  return inOffice(dialect, size, checkpoints, async (deps) => {
    await publishOnTheEve(deps);
    await decideReminders(at(deps, EVE));
    await tidy(deps.db, dialect);
    const usual: Morning[] = [];
    const same: Morning[] = [];
    for (let n = 0; n < DAYS; n++) usual.push(await measure(deps, morning(n)));
    for (let n = DAYS; n < 2 * DAYS; n++) {
      await settleAllBut(deps.db, morning(n), SAME);
      same.push(await measure(deps, morning(n)));
    }
    return { usual, same };
  });
}

/** In a hundred. */
function handedInBy(day: Day): Omit<Checkpoint, 'dueOn'> {
  return day < TODAY ? { approved: 93, submitted: 4 } : { approved: 30, submitted: 20 };
}

const NOTHING = { approved: 0, submitted: 0 };

/** All of the year is due on one day, and today is the first time to tell of it. */
async function measureWorstDay(dialect: DialectName, size: number): Promise<{ eve: Morning; worst: Morning }> {
  const day = calendar.addWorkdays(TODAY, 14);
  return inOffice(dialect, size, Array<Checkpoint>(WORKDAYS).fill({ dueOn: day, ...NOTHING }), async (deps) => {
    await publishOnTheEve(deps);
    await tidy(deps.db, dialect);
    const eve = await measure(deps, EVE);
    await tidy(deps.db, dialect);
    return { eve, worst: await measure(deps, morning(0)) };
  });
}

/** What is past by then is not caught up with. */
async function publishOnTheEve({ db }: Deps): Promise<void> {
  await sql`update deliverables set ladder_from = ${EVE.toISOString()}, next_reminder_at = ${EVE.toISOString()}`.execute(db);
}

function morning(n: number): Date {
  return instantAt(calendar.addWorkdays(TODAY, n), SEND_AT);
}

function at(deps: Deps, now: Date): Deps {
  return { ...deps, clock: { now: () => now } };
}

async function inOffice<T>(
  dialect: DialectName,
  size: number,
  checkpoints: readonly Checkpoint[],
  run: (deps: Deps) => Promise<T>,
): Promise<T> {
  const office = await createLargeOffice(dialect, size, { checkpoints });
  try {
    const { deps, close } = await office.open();
    try {
      return await run(deps);
    } finally {
      await close();
    }
  } finally {
    await office.remove();
  }
}

/** What PostgreSQL does by itself within a minute, and SQLite as it goes. */
async function tidy(db: Database, dialect: DialectName): Promise<void> {
  if (dialect === 'PostgreSQL') await sql`vacuum analyze`.execute(db);
  else await sql`pragma wal_checkpoint(truncate)`.execute(db);
}

/** Of what is due by now only so many are left to tell of. */
async function settleAllBut(db: Database, now: Date, left: number): Promise<void> {
  const due = dueBy(now);
  await sql`update deliverables set state = 'approved' where ${due} and id not in (select id from deliverables where ${due} order by id
    limit ${sql.lit(left)})`.execute(db);
}

/** By itself, or with its deadline. */
function dueBy(now: Date): RawBuilder<unknown> {
  const at = now.toISOString();
  return sql`state = 'open' and (next_reminder_at <= ${at} or due_on in (select due_on from deadlines where next_at <= ${at}))`;
}

async function measure(office: Deps, now: Date): Promise<Morning> {
  const deps = at(office, now);
  const due = await count(deps.db, sql`deliverables where ${dueBy(now)}`);
  const scan = median([await scanTable(deps.db), await scanTable(deps.db), await scanTable(deps.db)]);
  const decided = await watch(() => decideReminders(deps));
  const told = await watch(() => sendReminders(deps));
  const before = await count(deps.db, sql`reminders`);
  const again = await watch(() => planReminders(deps));
  return { due, scan, decided, told, again, repeated: (await count(deps.db, sql`reminders`)) - before };
}

async function count(db: Database, from: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${from}`.execute(db);
  return rows[0]!.count;
}

/** Milliseconds. No index knows that column. */
async function scanTable(db: Database): Promise<number> {
  const from = performance.now();
  await sql`select sum(length(ladder_from)) from deliverables`.execute(db);
  return performance.now() - from;
}

interface Run {
  ms: number;
  /** The longest that anything else in the process had to wait, in milliseconds. */
  block: number;
  /** Megabytes that became resident. */
  memory: number;
}

async function watch(run: () => Promise<void>): Promise<Run> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const resident = process.memoryUsage.rss();
  let most = resident;
  const sampler = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  delays.enable();
  const from = performance.now();
  await run();
  const ms = performance.now() - from;
  delays.disable();
  clearInterval(sampler);
  return { ms, block: delays.max / 1_000_000, memory: (most - resident) / 1_048_576 };
}

function show(mornings: readonly Morning[]): string[] {
  const middle = (of: (one: Morning) => number, digits: number) => median(mornings.map(of)).toFixed(digits);
  const longest = (of: (one: Morning) => number) => Math.max(...mornings.map(of)).toFixed(0);
  return [
    mornings[0]!.due.toLocaleString('en'),
    middle(({ scan }) => scan, 1),
    ...(['decided', 'told', 'again'] as const).flatMap((step) => [
      middle((one) => one[step].ms, 1),
      middle((one) => one[step].ms / one.scan, 2),
    ]),
    longest(({ repeated }) => repeated),
    longest(({ decided }) => decided.block),
    longest(({ told }) => told.block),
    longest(({ decided, told }) => Math.max(decided.memory, told.memory)),
  ];
}
