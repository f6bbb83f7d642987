import type { Database } from './tables.ts';

/** B: submissions, S: requests, J: cases of 加分 and 扣分, the rest: order of rows. */
export type CounterName = 'submission' | 'request' | 'adjustment-case' | 'inbound' | 'outbound' | 'shown' | 'audit';

/** The next whole number from 1. Numbers become visible in their order, because the row stays locked until commit. */
export async function nextNumber(db: Database, name: CounterName): Promise<number> {
  return nextNumbers(db, name, 1);
}

/** The first of so many numbers in a row. */
export async function nextNumbers(db: Database, name: CounterName, count: number): Promise<number> {
  const { value } = await db
    .insertInto('counters')
    .values({ name, value: count })
    .onConflict((c) => c.column('name').doUpdateSet((e) => ({ value: e('counters.value', '+', count) })))
    .returning('value')
    .executeTakeFirstOrThrow();
  return value - count + 1;
}

/** The last number given. */
export async function lastNumber(db: Database, name: CounterName): Promise<number> {
  return (await db.selectFrom('counters').select('value').where('name', '=', name).executeTakeFirst())?.value ?? 0;
}
