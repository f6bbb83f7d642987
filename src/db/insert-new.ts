import { type RawBuilder, sql } from 'kysely';
import { isPostgres } from './dialect.ts';
import { isPostgresDouble } from './postgres.ts';
import type { Database } from './tables.ts';

/**
 * In a transaction: inserts rows of which hardly ever one is there before, by this key; such a one stays as it is. PostgreSQL takes half
 * as long again where it looks for each before it writes it, so it looks only after one was there.
 */
export async function insertNew(tx: Database, insert: RawBuilder<unknown>, key: readonly string[]): Promise<void> {
  const orNothing = sql`${insert} on conflict (${sql.join(key.map((column) => sql.ref(column)))}) do nothing`;
  if (!isPostgres(tx)) {
    await orNothing.execute(tx);
    return;
  }
  await sql`savepoint before_insert`.execute(tx);
  try {
    await insert.execute(tx);
  } catch (error) {
    if (!isPostgresDouble(error)) throw error;
    await sql`rollback to savepoint before_insert`.execute(tx);
    await orNothing.execute(tx);
  }
  await sql`release savepoint before_insert`.execute(tx);
}
