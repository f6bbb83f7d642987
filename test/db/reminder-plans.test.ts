import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import {
  changeReminders,
  countHeldReminders,
  listHeldReminders,
  listWaitingDuties,
  listWaitingKinds,
  listMembersToRemind,
  listWaitingReminders,
  markReminders,
} from '../../src/db/reminders.ts';
import { listAcknowledgedBy, listLastReminded, listLastTold, listOrdered, listToldDays, listUntold } from '../../src/db/told-reminders.ts';
import type { Database } from '../../src/db/tables.ts';
import { copyDatabase, DIALECT, type FreshDatabase, keepDatabase } from '../helpers/databases.ts';
import { upTo } from '../helpers/large-year.ts';
import { listPlans, listStatements } from '../helpers/statements.ts';

let fresh: FreshDatabase;
let db: Database;

beforeEach(async () => {
  fresh = await copyDatabase(await keepDatabase('a few years of reminders', fill));
  db = await openDatabase(fresh.place);
});

/** Most were told, the others belong to a date that was set later. */
async function fill(empty: Database): Promise<void> {
  await sql`insert into reminders (id, deliverable_id, rung, due_on, member_id, state, reason, day, outbound_id, decided_at)
    ${upTo(100_000)} select i + 1, 'd' || i, 'on', '2023-06-30', 'm' || (i % 20), case when i % 3 = 0 then 'skipped' else 'sent' end, null,
    '2023-06-30', case when i % 3 = 0 then null else 'o' || (i / 20) end, '2023-06-30T01:00:00.000Z' from n`.execute(empty);
}

afterEach(async () => {
  await db.destroy();
  await fresh.remove();
});

const IDS = Array.from({ length: 200 }, (_, n) => n + 1);

it.each([
  [
    'reminders by their ids',
    (on: Database) => changeReminders(on, IDS, { state: 'merged', reason: null }),
    /INTEGER PRIMARY KEY|reminders_pkey/,
  ],
  ['people who have to be told', (on: Database) => listMembersToRemind(on, '2023-06-30'), /reminders_(waiting|held)/],
  ['what a person has to be told', (on: Database) => listWaitingReminders(on, 'm1'), /reminders_(waiting|held)/],
  ['what the quota holds back from a person', (on: Database) => listHeldReminders(on, 'm1'), /reminders_held/],
  ['what the quota holds back', countHeldReminders, /reminders_held/],
  [
    'whose duties wait to be told to a person',
    (on: Database) => listWaitingDuties(on, 'm1', ['on']),
    /reminders_(waiting|held)|deliverables_1|deliverables_pkey/,
  ],
  [
    'what kinds of duties wait to be told to a person',
    (on: Database) => listWaitingKinds(on, 'm1'),
    /reminders_(waiting|held)|deliverables_1|deliverables_pkey/,
  ],
  ['reminders that reached nobody', (on: Database) => listUntold(on, '2023-06-23'), /reminders_untold/],
  ['what a person said 收到 to', (on: Database) => listAcknowledgedBy(on, 'm1'), /reminders_acknowledged/],
  ['what a person was last told', (on: Database) => listLastTold(on, 'm1'), /outbound_messages_to_member|reminders_by_outbound/],
  ['when people were last told', (on: Database) => listLastReminded(on, ['m1', 'm2']), /outbound_messages_to_member|reminders_by_outbound/],
  ['the day people were told', (on: Database) => listToldDays(on, ['d1', 'd2']), /sqlite_autoindex_reminders_1|reminders_once/],
  ['what an admin ordered', (on: Database) => listOrdered(on, ['o1', 'o2']), /reminders_by_outbound/],
  ['what a message told', (on: Database) => markReminders(on, 'o7', 'sent', null), /reminders_by_outbound/],
])('finds %s without reading the others, with statistics and without', async (_, look, index) => {
  const asked = await listStatements(db, look);
  const plans: string[] = [];
  // SQLite never collects them, PostgreSQL by itself.
  if (DIALECT === 'SQLite') plans.push(...(await listPlans(db, DIALECT, asked)));
  await sql`analyze`.execute(db);
  plans.push(...(await listPlans(db, DIALECT, asked)));
  expect(plans).not.toEqual([]);
  expect(plans.filter((plan) => !index.test(plan))).toEqual([]);
});

it('finds all of a worst morning, the oldest first', async () => {
  await sql`update reminders set state = 'planned', reason = null, outbound_id = null where member_id in ('m1', 'm3') and id <= 60000`.execute(
    db,
  );
  expect(await listMembersToRemind(db, '2023-06-30')).toEqual(['m1', 'm3']);
  const ids = (await listWaitingReminders(db, 'm1')).map(({ id }) => id);
  expect(ids).toEqual(Array.from({ length: 3000 }, (_, n) => n * 20 + 2));
});
