import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findMember } from '../../src/db/directory.ts';
import { insertLeave } from '../../src/db/leaves.ts';
import { createCalendar } from '../../src/domain/calendar.ts';
import { DomainError } from '../../src/domain/errors.ts';
import type { MilestoneWords } from '../../src/domain/name-milestones.ts';
import type { Rung } from '../../src/domain/reminder-policy.ts';
import { acknowledgeReminder } from '../../src/usecases/acknowledge-reminder.ts';
import { decideReminders } from '../../src/usecases/decide-reminders.ts';
import { deleteMilestone } from '../../src/usecases/delete-milestone.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { extend } from '../../src/usecases/grant-extension.ts';
import { publishPlanFile } from '../../src/usecases/import-file.ts';
import { inTransaction } from '../../src/usecases/in-transaction.ts';
import { planReminders } from '../../src/usecases/plan-reminders.ts';
import { reopenSubmission } from '../../src/usecases/reopen-submission.ts';
import { approveSubmission, returnSubmission } from '../../src/usecases/review-submission.ts';
import { setCompletion } from '../../src/usecases/set-completion.ts';
import { setMilestones } from '../../src/usecases/set-milestones.ts';
import { withdrawSubmission } from '../../src/usecases/withdraw-submission.ts';
import { createOffice, type Office } from '../helpers/office.ts';
import { dayIn, judge, readFacts, shift, type Facts, type WallCalendar } from '../helpers/reminder-oracle.ts';
import { taskDraft } from '../helpers/task-draft.ts';

/** The same years each time, so that the suite says the same twice; `REMINDER_SEED=… REMINDER_RUNS=…` takes others and more. */
const SEED = Number(process.env['REMINDER_SEED'] ?? 20230609);
const RUNS = Number(process.env['REMINDER_RUNS'] ?? 30);

const FIRST_DAY = '2023-06-12';
const NAMES = ['年中', '三季度'];
const ITEMS = ['1', '2', '3'];
const DEPARTMENTS = ['办公室', '机关工会', '安全生产管理室', '机关妇委会', '机关党委'];
/** Who hands in for them; 机关妇委会 has no liaison, and for 机关党委 it is a reviewer. */
const SENDERS: Record<string, string> = { office: 'zhang', union: 'wang', safety: 'shi', women: 'lin', party: 'wu' };
/** What may become of a 报送 in which state. */
const MAY_BECOME = { return: ['submitted'], approve: ['submitted'], withdraw: ['submitted', 'returned'], reopen: ['approved'] };

const LIAISON = ['liaison' as const];
const REVIEWED: Rung[] = [
  { when: 'unreviewed', days: 2, to: ['reviewer'] },
  { when: 'unreviewed', days: 5, to: ['reviewer', 'admin'] },
];
const LADDERS: Rung[][] = [
  [
    ...[14, 7, 3, 1].map((days) => ({ when: 'before' as const, days, to: LIAISON })),
    { when: 'on', to: LIAISON },
    { when: 'after', days: 1, to: LIAISON },
    { when: 'after', days: 3, to: ['liaison', 'leader'] },
    ...REVIEWED,
    { when: 'weekly', to: LIAISON },
    { when: 'quarterly', days: 56, to: LIAISON },
  ],
  [
    { when: 'before', days: 5, to: LIAISON },
    { when: 'on', to: ['liaison', 'admin'] },
    { when: 'after', days: 2, to: ['leader'] },
    { when: 'weekly', to: ['leader'] },
    ...REVIEWED,
    { when: 'quarterly', days: 50, to: ['liaison', 'admin'] },
    { when: 'quarterly', days: 30, to: LIAISON },
  ],
  [{ when: 'before', days: 2, to: LIAISON }, { when: 'after', days: 1, to: ['leader', 'admin'] }, ...REVIEWED],
];

type Step =
  | { kind: 'up'; days: number; times: readonly string[] }
  | { kind: 'down'; hours: number }
  | { kind: 'crash'; days: number }
  | { kind: 'hand-in'; which: number }
  | { kind: 'decide'; verdict: 'return' | 'approve' | 'withdraw' | 'reopen'; which: number }
  | { kind: 'extend'; which: number; days: number }
  | { kind: 'date'; code: string | undefined; title: string; days: number; lasts: number | null }
  | { kind: 'ongoing'; code: string | undefined; title: string }
  | { kind: 'no-date'; code: string | undefined; title: string }
  | { kind: 'leave'; who: string; days: number; deputy: string | null }
  | { kind: 'acknowledge'; which: number };

const WHO = fc.constantFrom('zhang', 'wang', 'shi', 'zheng', 'zhou', 'lin', 'chen');
const CODE = fc.constantFrom(...ITEMS);
const SCOPE = fc.option(CODE, { nil: undefined });
const TITLE = fc.constantFrom(...NAMES);
/** A span of so many days before the last, or a day. */
const LASTS = fc.option(fc.nat({ max: 20 }), { freq: 2 });
const ONGOING = { title: '', days: [], words: '长期' };
/** Of everybody, or one department. */
const WHOSE = fc.constantFrom('', '', '', '办公室 ', '机关工会 ');
const TIMES = fc.constantFrom(['09:00'], ['08:31', '09:00', '15:00'], ['10:12', '18:29'], ['08:59', '18:30', '23:00'], ['16:40']);
const CRASH = fc.record({ kind: fc.constant('crash' as const), days: fc.nat({ max: 9 }) });
const STEP: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('up'), days: fc.integer({ min: 1, max: 9 }), times: TIMES }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('down'), hours: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 500 })) }),
  },
  { weight: 3, arbitrary: CRASH },
  { weight: 7, arbitrary: fc.record({ kind: fc.constant('hand-in'), which: fc.nat({ max: 20 }) }) },
  {
    weight: 7,
    arbitrary: fc.record({
      kind: fc.constant('decide'),
      verdict: fc.constantFrom('return', 'return', 'approve', 'withdraw', 'withdraw', 'reopen'),
      which: fc.nat({ max: 20 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('extend'), which: fc.nat({ max: 20 }), days: fc.integer({ min: 0, max: 20 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('date'),
      code: SCOPE,
      title: fc.tuple(WHOSE, TITLE).map(([whose, title]) => whose + title),
      days: fc.integer({ min: -3, max: 40 }),
      lasts: LASTS,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ongoing'), code: SCOPE, title: WHOSE.map((whose) => whose.trim()) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('no-date'),
      code: SCOPE,
      title: fc.tuple(WHOSE, TITLE).map(([whose, title]) => whose + title),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('leave'),
      who: WHO,
      days: fc.nat({ max: 9 }),
      deputy: fc.option(fc.constantFrom('chen', 'lin', 'feng', 'wang')),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('acknowledge'), which: fc.nat({ max: 4 }) }) },
);

const WHICH = fc.nat({ max: 20 });
/** Taken back on a day on which something was told; and what comes between deciding and telling. */
const TAKEN_BACK = fc.tuple(WHICH, fc.integer({ min: 1, max: 9 }), WHICH).map(([which, days, other]): Step[] => [
  { kind: 'hand-in', which },
  { kind: 'up', days, times: ['09:00'] },
  { kind: 'decide', verdict: 'withdraw', which: other },
  { kind: 'down', hours: 1 },
]);
const BETWEEN = fc
  .tuple(CRASH, STEP, STEP, fc.integer({ min: 1, max: 30 }))
  .map(([crash, one, two, hours]): Step[] => [crash, one, two, { kind: 'down', hours }]);
const STEPS = fc
  .array(
    fc.oneof({ weight: 6, arbitrary: STEP.map((step) => [step]) }, { weight: 1, arbitrary: TAKEN_BACK }, { weight: 2, arbitrary: BETWEEN }),
    { minLength: 6, maxLength: 20 },
  )
  .map((steps) => steps.flat());

const YEAR = fc.record({
  ladder: fc.constantFrom(...LADDERS),
  /** Days from the first on which everybody is off, and weekends that are worked. */
  off: fc.array(fc.tuple(fc.integer({ min: -25, max: 90 }), fc.integer({ min: 1, max: 9 })), { maxLength: 4 }),
  worked: fc.uniqueArray(fc.integer({ min: -25, max: 90 }), { maxLength: 5 }),
  duties: fc.array(fc.uniqueArray(fc.constantFrom(...DEPARTMENTS), { minLength: 1, maxLength: 4 }), {
    minLength: ITEMS.length,
    maxLength: ITEMS.length,
  }),
  dates: fc.array(fc.record({ days: fc.integer({ min: 3, max: 40 }), lasts: LASTS }), { minLength: 1, maxLength: NAMES.length }),
  ongoing: fc.subarray(ITEMS, { maxLength: 2 }),
  /** 任一完成. */
  any: fc.subarray(ITEMS, { maxLength: 2 }),
  roles: fc.uniqueArray(fc.constantFrom('chen reviewer', 'lin liaison', 'zhang leader', 'shi admin', 'qin reviewer', 'chen liaison')),
  gone: fc.option(fc.constantFrom('shi', 'zhou', 'zheng', 'wang'), { freq: 4 }),
  processes: fc.integer({ min: 1, max: 4 }),
  /** Messages a week to a person. */
  most: fc.constantFrom(5, 5, 2),
  steps: STEPS,
});
type Year = typeof YEAR extends fc.Arbitrary<infer T> ? T : never;

it(
  `forgets nobody and tells nobody early, twice, at night or of what is settled (REMINDER_SEED=${SEED})`,
  { timeout: RUNS * 30_000 },
  async () => {
    await fc.assert(fc.asyncProperty(YEAR, liveThrough), { seed: SEED, numRuns: RUNS });
  },
);

async function liveThrough(year: Year): Promise<void> {
  const office = await createOffice();
  try {
    const life = await begin(office, year);
    for (const [index, step] of year.steps.entries()) await life.take(step, index);
    await life.take({ kind: 'down', hours: 24 * 14 }, -1);
  } finally {
    await office.close();
  }
}

async function begin(office: Office, year: Year): Promise<{ take(step: Step, index: number): Promise<void> }> {
  const wall = wallOf(year);
  const { reminders } = office.deps.config;
  const own = {
    config: {
      ...office.deps.config,
      reminders: { ...reminders, rungs: year.ladder, quota: { ...reminders.quota, person: { day: 1, week: year.most } } },
    },
    calendar: createCalendar({ 2023: { holidays: [...wall.holidays], workdays: [...wall.workdays] } }),
  };
  const processes: Deps[] = [{ ...office.deps, ...own }];
  while (processes.length < year.processes) processes.push({ ...(await office.another()), ...own });
  const [deps] = processes as [Deps];
  const actor = { id: 'zhou', source: 'sandbox' };
  const setAt = new Map<string, Date>();
  let now = new Date(`${FIRST_DAY}T09:30:00+08:00`);
  let known: Facts = { things: [], reminders: [], messages: [], people: new Map(), leaves: [] };
  const lived: string[] = [];

  await furnish();
  return { take };

  async function furnish(): Promise<void> {
    for (const grant of year.roles) {
      const [memberId, role] = grant.split(' ') as [string, string];
      await deps.db.insertInto('memberRoles').values({ memberId, role }).execute();
    }
    if (year.gone !== null) await deps.db.deleteFrom('channelAccounts').where('memberId', '=', year.gone).execute();
    const tasks = year.duties.map((names, n) =>
      taskDraft(ITEMS[n]!, { departments: names.map((name, place) => ({ name, role: place === 0 ? 'lead' : 'support' })) }),
    );
    const draft = {
      year: 2023,
      title: '任务分解表',
      categories: [{ name: '甲', points: null }],
      sections: [{ category: '甲', name: '乙', points: null }],
      tasks,
      adjustments: [],
      warnings: [],
    };
    await publishPlanFile(deps, 'a.docx', draft, () => {});
    for (const [n, date] of year.dates.entries()) await change(() => setDate({ code: undefined, title: NAMES[n]!, ...date }));
    for (const code of year.any) await inTransaction(deps, (tx) => setCompletion(tx, { actor, year: undefined, code, completion: 'any' }));
    for (const code of year.ongoing) await change(() => set(code, ONGOING));
  }

  async function take(step: Step, index: number): Promise<void> {
    switch (step.kind) {
      case 'up':
        for (let day = 0; day < step.days; day++) {
          const today = shift(dayIn(now), day === 0 ? 0 : 1);
          for (const time of step.times) {
            const moment = new Date(`${today}T${time}:00+08:00`);
            if (moment > now) await tickAt(moment, true);
          }
          if (dayIn(now) < today) throw new Error('the day has no tick');
        }
        return;
      case 'down':
        return tickAt(new Date(now.getTime() + step.hours * 3_600_000), true);
      case 'crash':
        return tickAt(new Date(Math.max(now.getTime() + 60_000, Date.parse(`${shift(dayIn(now), step.days)}T10:00:00+08:00`))), false);
      case 'hand-in':
        return change(() => handInOne(step.which));
      case 'decide':
        return change(() => decide(step.verdict, step.which));
      case 'extend':
        return change(async () => {
          const thing = await pickOwed(step.which);
          if (thing?.dueOn == null) return;
          const day = shift([thing.dueOn, dayIn(now)].toSorted()[1]!, step.days);
          if (day > thing.dueOn) await inTransaction(deps, (tx) => extend(tx, thing.id, day));
        });
      case 'date':
        return change(() => setDate(step));
      case 'ongoing':
        return change(() => set(step.code, { ...ONGOING, title: step.title }));
      case 'no-date':
        return change(() => inTransaction(deps, (tx) => deleteMilestone(tx, { year: undefined, ...step, actor })).then(() => {}));
      case 'leave':
        return change(async () => {
          const leave = { id: `leave-${index}`, memberId: step.who, fromDay: dayIn(now), toDay: shift(dayIn(now), step.days) };
          const away = known.leaves.some(({ memberId, toDay }) => memberId === step.who && toDay >= leave.fromDay);
          if (!away && step.deputy !== step.who) await insertLeave(deps.db, { ...leave, deputyId: step.deputy });
        });
      case 'acknowledge':
        return change(async () => {
          const told = (await readFacts(deps.db)).messages.toReversed();
          const person = await findMember(deps.db, pick(told, step.which)?.memberId ?? '');
          if (person === undefined) return;
          await inTransaction(deps, (tx) => acknowledgeReminder(tx, { person, actor }));
        });
    }
  }

  /** Somebody says something; what may not be is refused. */
  async function change(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
    const facts = await readFacts(deps.db);
    for (const thing of facts.things) {
      const was = known.things.find(({ id }) => id === thing.id);
      const place = ({ milestoneId, startsOn, dueOn, supplementary, detached }: Facts['things'][number]): string =>
        [milestoneId, startsOn, dueOn, supplementary, detached].join();
      const isOwedAgain =
        (thing.state === 'returned' && was?.state !== 'returned') || (thing.state !== 'waived' && was?.state === 'waived');
      const isSet = was === undefined || place(was) !== place(thing) || isOwedAgain;
      if (isSet) setAt.set(thing.id, now);
    }
    known = facts;
  }

  async function tickAt(moment: Date, told: boolean): Promise<void> {
    now = moment;
    office.at(dayIn(now), new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(11, 16));
    now = deps.clock.now();
    lived.push(`${dayIn(now)} ${now.toISOString().slice(11, 16)}Z`);
    const before = await readFacts(deps.db);
    await Promise.all(processes.map((one) => (told ? planReminders(one) : decideReminders(one))));
    const after = await readFacts(deps.db);
    const problems = judge({ before, after, now, wall, rungs: year.ladder, setAt, most: year.most, told });
    expect({ at: lived.at(-1), problems }).toEqual({ at: lived.at(-1), problems: [] });
    known = after;
  }

  async function setDate({ code, title, days, lasts }: Omit<Step & { kind: 'date' }, 'kind'>): Promise<void> {
    const last = shift(dayIn(now), days);
    const span = lasts === null ? [last] : [shift(last, -lasts), last];
    await set(code, { title, days: [span.map((day) => day.slice(5)).join('/')] });
  }

  async function set(code: string | undefined, stage: MilestoneWords): Promise<void> {
    await inTransaction(deps, (tx) => setMilestones(tx, { year: undefined, code, stages: [stage], actor }));
  }

  async function pickOwed(which: number): Promise<Facts['things'][number] | undefined> {
    const owed = (await readFacts(deps.db)).things.filter(({ state }) => state === 'open' || state === 'returned');
    return pick(
      owed.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)),
      which,
    );
  }

  async function handInOne(which: number): Promise<void> {
    const thing = await pickOwed(which);
    if (thing === undefined) return;
    await office.handIn(SENDERS[thing.departmentId]!, thing.code);
  }

  async function decide(verdict: (Step & { kind: 'decide' })['verdict'], which: number): Promise<void> {
    const all = await deps.db.selectFrom('submissions').select(['number', 'state']).orderBy('number').execute();
    const number = pick(
      all.filter(({ state }) => MAY_BECOME[verdict].includes(state)),
      which,
    )?.number;
    if (number === undefined) return;
    const zhou = (await findMember(deps.db, 'zhou'))!;
    const member = { ...zhou, id: 'he', roles: ['admin' as const, 'reviewer' as const] };
    const by = { reviewer: member, actor, number };
    const [reason] = deps.config.reasons;
    await inTransaction(deps, async (tx) => {
      if (verdict === 'return') await returnSubmission(tx, { ...by, reason: reason!, comment: '' });
      else if (verdict === 'approve') await approveSubmission(tx, { ...by, points: null, comment: '' });
      else if (verdict === 'withdraw') await withdrawSubmission(tx, { member, actor, number, reason: '' });
      else await reopenSubmission(tx, { member, actor, number, reason: '再看一遍' });
    });
  }
}

function pick<T>(of: readonly T[], which: number): T | undefined {
  return of[which % Math.max(1, of.length)];
}

function nameOf({ code, departmentId, dueOn, id }: Facts['things'][number]): string {
  return `${code} ${departmentId} ${dueOn} ${id}`;
}

/** 放假 and 调休 of this year: a block of days off, and weekends worked for it. */
function wallOf({ off, worked }: Year): WallCalendar {
  const holidays = new Set(off.flatMap(([from, length]) => Array.from({ length }, (_, n) => shift(FIRST_DAY, from + n))));
  const workdays = worked.map((n) => shift(FIRST_DAY, n)).filter((day) => !holidays.has(day));
  return { holidays, workdays: new Set(workdays) };
}
