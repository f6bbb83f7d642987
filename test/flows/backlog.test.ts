import { afterEach, beforeEach, expect, it } from 'vitest';
import { sql } from 'kysely';
import { createWorld, type World } from '../world.ts';

const WAITING = 2_000;

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

it('hears everybody at once while a large backlog is sent', async () => {
  const { db } = world.app.deps;
  await sql`insert into outbound_messages (seq, id, channel, recipient_kind, recipient_id, purpose, dedupe_key, body, state, attempts, created_at)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${sql.lit(WAITING)})
    select i, 'o' || i, 'sandbox', 'person', 'm' || (i % 20), 'notice', 'k' || i, '{"title":"","text":"提醒","actions":[],"files":[]}', 'queued', 0,
    '2023-06-12T01:30:00.000Z' from n`.execute(db);
  await sql`update counters set value = ${WAITING} where name = 'outbound'`.execute(db);
  await world.restart();
  const message = { from: 'zhou', text: '帮助', messageId: 'a-question' };
  const response = await fetch(`${world.url}/webhooks/sandbox`, { method: 'POST', body: JSON.stringify(message) });
  const { left } = await world.app.deps.db
    .selectFrom('outboundMessages')
    .select((e) => e.fn.countAll<number>().as('left'))
    .where('state', '<>', 'sent')
    .executeTakeFirstOrThrow();
  expect(response.status).toBe(200);
  expect(Number(left)).toBeGreaterThan(0);
});
