import type { Insertable } from 'kysely';
import type { Database, Tables } from './tables.ts';

/** Many rows of one table, in statements small enough for either database's limit of parameters. */
export async function insertRows<T extends keyof Tables>(db: Database, table: T, rows: readonly Insertable<Tables[T]>[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await db
      .insertInto(table)
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
  }
}

/** Lists of ids for `in (…)`, cut the same way. */
export function inSlices<T>(items: readonly T[], size = ROWS_AT_ONCE): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
}

// 20 columns of 1,000 rows stay below SQLite's 32,766 parameters.
const ROWS_AT_ONCE = 1000;
