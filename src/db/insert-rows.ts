import type { Insertable } from 'kysely';
import type { Database, Tables } from './tables.ts';

/** Many rows of one table, in statements small enough for either database's limit of parameters. */
export async function insertRows<T extends keyof Tables>(db: Database, table: T, rows: readonly Insertable<Tables[T]>[]): Promise<void> {
  const columns = Math.max(1, ...rows.slice(0, 1).map((row) => Object.keys(row).length));
  for (const some of inSlices(rows, Math.floor(MOST_PARAMETERS / columns))) await db.insertInto(table).values(some).execute();
}

/** Lists of ids for `in (…)`, cut the same way. */
export function inSlices<T>(items: readonly T[], size = ROWS_AT_ONCE): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
}

const ROWS_AT_ONCE = 1000;
// SQLite takes 32,766.
const MOST_PARAMETERS = 30_000;
