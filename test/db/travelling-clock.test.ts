import type { QueryId } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import type { Database } from '../../src/db/tables.ts';
import { openTravellingClock } from '../../src/travelling-clock.ts';
import { freshDatabase, type FreshDatabase } from '../helpers/databases.ts';

let fresh: FreshDatabase;
let db: Database;
/** What is asked now is answered only after it. */
let gate: Promise<void> | undefined;

beforeEach(async () => {
  fresh = await freshDatabase();
  db = await openDatabase(fresh.place);
});

afterEach(async () => {
  await db.destroy();
  await fresh.remove();
});

it('does not go back to where it was before it was set, when somebody had looked it up just before', async () => {
  const gates = new WeakMap<QueryId, Promise<void>>();
  const slow = db.withPlugin({
    transformQuery({ node, queryId }) {
      if (gate !== undefined) gates.set(queryId, gate);
      return node;
    },
    async transformResult({ result, queryId }) {
      await gates.get(queryId);
      return result;
    },
  });
  const clock = await openTravellingClock(slow, false);
  const before = new Date('2023-06-26T09:00:00+08:00');
  const after = new Date('2023-06-27T09:00:00+08:00');
  await clock.setTo(before);
  let open = (): void => {};
  gate = new Promise((resolve) => (open = resolve));
  const lookedUp = clock.refresh();
  gate = undefined;
  await clock.setTo(after);
  open();
  await lookedUp;
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(after.getTime());
});
