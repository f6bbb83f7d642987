import { setTimeout as wait } from 'node:timers/promises';
import { CamelCasePlugin, HandleEmptyInListsPlugin, Kysely, sql, replaceWithNoncontingentExpression } from 'kysely';
import { Migrator } from 'kysely/migration';
import { ConfigError } from '../domain/errors.ts';
import { isPostgres, type OpenedDialect } from './dialect.ts';
import { migrations } from './migrations/index.ts';
import { isPostgresBusy, isPostgresOutage, openPostgres } from './postgres.ts';
import { isSqliteBusy, isSqliteOutage, openSqlite } from './sqlite.ts';
import type { Database, Tables } from './tables.ts';

/** Where the data is: a file of SQLite, or a database of a PostgreSQL server. */
export type DatabasePlace = { file: string } | { url: string };

/** The one way to a database. Brings the schema up to date before anybody uses it. */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  const opened = 'file' in place ? openSqlite(place.file) : await openPostgres(place.url);
  const db = new Kysely<Tables>({
    dialect: opened.dialect,
    plugins: [new CamelCasePlugin(), new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  });
  try {
    await migrate(db, opened);
    await opened.ready();
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return db;
}

async function migrate(db: Database, { migrationPlugins, migrating }: OpenedDialect): Promise<void> {
  const withPlugins = migrationPlugins.reduce((so, plugin) => so.withPlugin(plugin), db);
  const migrator = new Migrator({ db: withPlugins, provider: { getMigrations: async () => migrations } });
  const known = await migrator.getMigrations();
  if (known.some(({ executedAt }) => executedAt !== undefined)) await refuseNewer(db, new Set(known.map(({ name }) => name)));
  if (known.every(({ executedAt }) => executedAt !== undefined)) return;
  await migrating(async () => {
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw new Error('the database could not be brought up to date', { cause: error });
  });
}

/** A database that a newer version has changed is left alone. */
async function refuseNewer(db: Database, known: ReadonlySet<string>): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const newer = rows.filter(({ name }) => !known.has(name)).map(({ name }) => name);
  if (newer.length === 0) return;
  throw new ConfigError([`The database was changed by a newer version (${newer.join(', ')}); install that version, or restore a backup`]);
}

/**
 * Transactions of one line wait for each other: what the office does (`office`), writing down what comes in (`intake`), and
 * noting what was sent (`delivery`). So a use case sees nothing change under it, in however many processes, while a platform is
 * answered whatever the office does. SQLite has one writer anyway.
 */
export type Line = 'office' | 'intake' | 'delivery';

/** Takes the place in line, first thing in a transaction, until its end. */
export async function standInLine(tx: Database, line: Line): Promise<void> {
  if (isPostgres(tx)) await sql`select pg_advisory_xact_lock(${sql.lit(LINES[line])})`.execute(tx);
}

const LINES: Record<Line, number> = { office: 1, intake: 2, delivery: 3 };

/** Runs while no other process does the same; at once where there is only one. Freed by the database itself if this process dies. */
export async function alone<T>(db: Database, run: () => Promise<T>): Promise<T> {
  if (!isPostgres(db)) return run();
  return db.connection().execute(async (connection) => {
    while (!(await sql<{ mine: boolean }>`select pg_try_advisory_lock(${sql.lit(ALONE)}) as mine`.execute(connection)).rows[0]!.mine)
      await wait(ALONE_LOOK_MS);
    try {
      return await run();
    } finally {
      await sql`select pg_advisory_unlock(${sql.lit(ALONE)})`.execute(connection);
    }
  });
}

const ALONE = 4;
const ALONE_LOOK_MS = 50;

/** Somebody else came first; the same transaction may be tried again at once. */
export function isBusy(error: unknown): boolean {
  return isSqliteBusy(error) || isPostgresBusy(error);
}

/** The database cannot work now (away, restarting, its disk full): whatever was tried is to be tried again when it can. */
export function isOutage(error: unknown): boolean {
  return isSqliteOutage(error) || isPostgresOutage(error);
}
