import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readBacklog, readFailures } from '../../src/db/backlog.ts';
import { openDatabase } from '../../src/db/database.ts';
import {
  findLastHeardChannel,
  findNextWaiting,
  hurryInbound,
  listSaidInRooms,
  listWaitingSenders,
  postponeWaiting,
} from '../../src/db/inbound.ts';
import { listDigestsTo, listRemindersTo } from '../../src/db/outbound.ts';
import type { Database } from '../../src/db/tables.ts';
import { listPlans, listStatements } from '../helpers/statements.ts';
import { copyDatabase, DIALECT, type FreshDatabase, keepDatabase } from '../helpers/databases.ts';

const ROWS = 100_000;

let fresh: FreshDatabase;
let db: Database;

beforeEach(async () => {
  fresh = await copyDatabase(await keepDatabase('a year of messages', fill));
  db = await openDatabase(fresh.place);
});

/** All of them went well. */
async function fill(empty: Database): Promise<void> {
  await sql`insert into outbound_messages (seq, id, channel, recipient_kind, recipient_id, purpose, dedupe_key, body, state, attempts, created_at)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${sql.lit(ROWS)})
    select i, 'o' || i, 'sandbox', 'person', 'zhang', 'notice', 'k' || i, '{}', 'sent', 1, '2023-06-12T01:30:00.000Z' from n`.execute(
    empty,
  );
  await sql`insert into inbound_messages (n, id, channel, message_id, sender_id, text, state, attempts, received_at)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${sql.lit(ROWS)})
    select i, 'i' || i, 'sandbox', 'm' || i, 'zhang', '', 'handled', 0, '2023-06-12T01:30:00.000Z' from n`.execute(empty);
  await sql`analyze`.execute(empty);
}

afterEach(async () => {
  await db.destroy();
  await fresh.remove();
});

it('reads no message that went well to say what waits and what failed', async () => {
  const asked = await listStatements(db, async (listening) => {
    await readBacklog(listening, '2024-06-12T01:30:00.000Z');
    await readFailures(listening, '2023-06-11T01:30:00.000Z');
  });
  expect(asked.length).toBeGreaterThan(5);
  const plans = await listPlans(db, DIALECT, asked);
  expect(plans.filter(readsAll)).toEqual([]);
});

const NOW = '2024-06-12T01:30:00.000Z';
const ZHANG = { channel: 'sandbox', senderId: 'zhang' };

const WEEK = ['2023-06-11T16:00:00.000Z', '2023-06-18T16:00:00.000Z'] as const;

it.each([
  ['a person was reminded', (on: Database) => listRemindersTo(on, 'zhang', WEEK), /outbound_messages_to_member/],
  ['a room was told', (on: Database) => listDigestsTo(on, { channel: 'sandbox', id: 'all' }, WEEK), /outbound_messages_to_room/],
])('counts how often %s this week by an index', async (_, look, index) => {
  await expectPlans(look, index);
});

it.each([
  ['a sender’s next message', (on: Database) => findNextWaiting(on, ZHANG.channel, ZHANG.senderId)],
  ['whom to answer', (on: Database) => listWaitingSenders(on, NOW, 10)],
  ['what a sender has waiting', (on: Database) => postponeWaiting(on, ZHANG, NOW)],
  ['what waits too long', (on: Database) => hurryInbound(on, NOW, NOW)],
])('looks for %s among those that wait, with statistics and without', async (_, look) => {
  await expectPlans(look, /inbound_messages_waiting/);
});

it.each([
  ['where a member was heard last', (on: Database) => findLastHeardChannel(on, [{ channel: 'sandbox', accountId: 'wang' }])],
  ['what was said in rooms', (on: Database) => listSaidInRooms(on, ZHANG.channel, 'wang')],
])('looks for %s among what that account said', async (_, look) => {
  await expectPlans(look, /inbound_messages_heard/);
});

async function expectPlans(look: (on: Database) => Promise<unknown>, index: RegExp): Promise<void> {
  const asked = await listStatements(db, look);
  const plans = await listPlans(db, DIALECT, asked);
  // Nobody collects statistics of SQLite.
  if (DIALECT === 'SQLite') {
    await sql`delete from sqlite_stat1`.execute(db);
    await db.destroy();
    db = await openDatabase(fresh.place);
    plans.push(...(await listPlans(db, DIALECT, asked)));
  }
  expect(plans).not.toEqual([]);
  expect(plans.filter((plan) => readsAll(plan) || !index.test(plan))).toEqual([]);
}

function readsAll(plan: string): boolean {
  return DIALECT === 'SQLite'
    ? /SCAN (in|out)bound_messages(?! USING (COVERING )?INDEX)/.test(plan)
    : /Seq Scan on (in|out)bound_messages/.test(plan);
}
