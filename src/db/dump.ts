import { sql } from 'kysely';
import { isPostgres } from './dialect.ts';
import type { Database, Tables } from './tables.ts';

/** Every table, those that others refer to first: in this order rows can be put back. */
export const TABLES = [
  'departments',
  'departmentAliases',
  'members',
  'memberDepartments',
  'memberRoles',
  'channelAccounts',
  'leaves',
  'handovers',
  'rooms',
  'roomAccounts',
  'digests',
  'plans',
  'categories',
  'sections',
  'tasks',
  'adjustments',
  'adjustmentCases',
  'assignments',
  'milestones',
  'deliverables',
  'deadlines',
  'requests',
  'bursts',
  'submissions',
  'evidence',
  'evidenceViews',
  'uploadLinks',
  'uploads',
  'reviews',
  'reminders',
  'urgePreviews',
  'imports',
  'exports',
  'inboundMessages',
  'inboundAttachments',
  'outboundMessages',
  'auditEntries',
  'counters',
  'settings',
] as const satisfies readonly (keyof Tables)[];

export type TableName = (typeof TABLES)[number];

/** Shows one moment of the whole database, while others go on writing. */
export async function atOneMoment<T>(db: Database, read: (tx: Database) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').execute(read);
}

export async function* streamRows(tx: Database, table: TableName): AsyncIterable<object> {
  yield* tx.selectFrom(table).selectAll().stream(STREAMED_AT_ONCE);
}

const STREAMED_AT_ONCE = 200;

export async function insertRows(tx: Database, table: TableName, rows: readonly object[]): Promise<void> {
  if (rows.length > 0) await sql`insert into ${sql.table(table)} ${valuesOf(rows)}`.execute(tx);
}

function valuesOf(rows: readonly object[]) {
  const columns = Object.keys(rows[0]!);
  const lines = rows.map((row) => sql`(${sql.join(columns.map((column) => (row as Record<string, unknown>)[column] ?? null))})`);
  return sql`(${sql.join(columns.map((column) => sql.ref(column)))}) values ${sql.join(lines)}`;
}

/** Whether nobody has worked in it yet. */
export async function isNewborn(db: Database): Promise<boolean> {
  for (const table of ['members', 'auditEntries', 'inboundMessages'] as const) {
    if ((await db.selectFrom(table).select(sql.lit(1).as('one')).limit(1).executeTakeFirst()) !== undefined) return false;
  }
  return true;
}

/** All or nothing, in place of what a new database is born with. */
export async function fillNewborn(db: Database, fill: (tx: Database) => Promise<void>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('counters').execute();
    await tx.deleteFrom('settings').execute();
    await fill(tx);
    // Rows came with their numbers: PostgreSQL counts on from them.
    if (isPostgres(tx)) await sql`select setval(pg_get_serial_sequence('reminders', 'id'), max(id)) from reminders`.execute(tx);
  });
}

/** The migrations it has seen, in order. */
export async function listMigrations(db: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}
