import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listUnclaimedOf } from '../../src/db/assignments.ts';
import { openDatabase } from '../../src/db/database.ts';
import { listProgressFaults } from '../../src/db/integrity.ts';
import { countByCheckpoint, countProgress } from '../../src/db/progress-counts.ts';
import { countItems, listFirstItems } from '../../src/db/first-items.ts';
import { listDue, listOverdue, listProgress } from '../../src/db/progress.ts';
import { listStandings, listStandingsByCheckpoint } from '../../src/db/score.ts';
import { listResting } from '../../src/db/waivers.ts';
import type { Database } from '../../src/db/tables.ts';
import { DIALECT, freshDatabase, type FreshDatabase } from '../helpers/databases.ts';
import { DEPARTMENTS, fillLargeYear, NOW, upTo } from '../helpers/large-year.ts';
import { listPlans, listStatements } from '../helpers/statements.ts';

const TODAY = NOW.slice(0, 10);
const OWN = { departmentIds: ['d7'] };
const KINDS = [['k0'], ['k11', 'k23'], [null], ['k1', null], undefined].flatMap((milestoneIds) =>
  [{}, { overdue: true }, { overdue: false }].map((late) => ({
    departmentId: 'd7',
    milestoneIds,
    state: 'open' as const,
    limit: 40,
    ...late,
  })),
);

let fresh: FreshDatabase;
let db: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = await openDatabase(fresh.place);
  await sql`insert into departments (id, name, kind, position)
    ${upTo(DEPARTMENTS)} select 'd' || i, '第' || i || '处室', 'department', i from n`.execute(db);
  await fillLargeYear(db, 100_000);
  // PostgreSQL looks by itself how much there is; SQLite never does.
  if (DIALECT === 'PostgreSQL') await sql`vacuum analyze`.execute(db);
});

afterAll(async () => {
  await db.destroy();
  await fresh.remove();
});

it.each<[string, (on: Database) => Promise<unknown>]>([
  ['进度 of all', (on) => countProgress(on, 'p', TODAY)],
  ['the checkpoints of all', (on) => countByCheckpoint(on, 'p', TODAY, {})],
  ['待认领', (on) => listUnclaimedOf(on, 'p')],
  ['the first items of many kinds', (on) => listFirstItems(on, 'p', TODAY, KINDS)],
  ['the items of a department', (on) => countItems(on, 'p', ['d7'])],
  ['逾期 of a department', (on) => listOverdue(on, 'p', TODAY, OWN)],
  ['a week of a department', (on) => listDue(on, 'p', ['2023-07-03', '2023-07-09'], OWN)],
  ['the scores of a department', (on) => listStandings(on, 'p', OWN)],
  ['the score of an item', (on) => listStandings(on, 'p', { taskId: 't5' })],
  ['the scores where one is enough', (on) => listStandingsByCheckpoint(on, ['t5'])],
  ['what rests where one is enough', (on) => listResting(on, ['e0-5', 'e0-6'])],
  ['an item', (on) => listProgress(on, 'p', { taskId: 't5' })],
])('reads no 应报事项 it does not need for %s', async (_, ask) => {
  const plans = await listPlans(db, DIALECT, await listStatements(db, ask));
  expect(plans.length).toBeGreaterThan(0);
  // PostgreSQL knows that there are few shares beside so many 应报事项, and reads them at once where it needs hundreds.
  const scan = DIALECT === 'SQLite' ? /SCAN (deliverables|assignments)/ : /Seq Scan on deliverables/;
  expect(plans.filter((plan) => scan.test(plan))).toEqual([]);
});

it('keeps counts that agree with a hundred thousand rows', async () => {
  expect(await listProgressFaults(db)).toEqual([]);
  const counts = await countProgress(db, 'p', TODAY);
  const { count } = await db
    .selectFrom('deliverables')
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(counts.reduce((sum, one) => sum + one.open + one.submitted + one.returned + one.approved, 0)).toBe(Number(count));
});
