import { sql, type Kysely } from 'kysely';
import { isPostgres } from '../dialect.ts';

/** What no ALTER TABLE of SQLite can change: constraints of a table. */
export interface ConstraintChange {
  table: string;
  /** On SQLite: the words of the table's own SQL, and what they become. */
  words: readonly [from: string, to: string][];
  /** On PostgreSQL: the statements that do the same. */
  statements: readonly string[];
}

/**
 * Changes constraints of a table that has rows. SQLite makes the table anew from its own SQL, with its rows and indexes; foreign keys
 * are off while migrations run, so those that refer to it do not notice.
 */
export async function changeConstraints(db: Kysely<unknown>, { table, words, statements }: ConstraintChange): Promise<void> {
  if (isPostgres(db)) {
    for (const statement of statements) await sql.raw(statement).execute(db);
    return;
  }
  const { rows } = await sql<{ type: string; sql: string }>`
    select type, sql from sqlite_master where tbl_name = ${table} and sql is not null order by type desc
  `.execute(db);
  const [made, ...others] = [...rows.filter(({ type }) => type === 'table'), ...rows.filter(({ type }) => type !== 'table')];
  if (made === undefined) throw new Error(`there is no table ${table}`);
  const changed = words.reduce((text, [from, to]) => replaceOnce(text, from, to), made.sql);
  await sql.raw(replaceOnce(changed, `"${table}"`, `"${table}_anew"`)).execute(db);
  await sql.raw(`insert into "${table}_anew" select * from "${table}"`).execute(db);
  await sql.raw(`drop table "${table}"`).execute(db);
  await sql.raw(`alter table "${table}_anew" rename to "${table}"`).execute(db);
  for (const other of others) await sql.raw(other.sql).execute(db);
}

function replaceOnce(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`not in the table's SQL: ${from}`);
  return text.replace(from, () => to);
}
