import { setTimeout as wait } from 'node:timers/promises';
import {
  CamelCasePlugin,
  type Dialect,
  HandleEmptyInListsPlugin,
  Kysely,
  type KyselyPlugin,
  sql,
  replaceWithNoncontingentExpression,
} from 'kysely';
import { type MigrationInfo, Migrator } from 'kysely/migration';
import { ConfigError } from '../domain/errors.ts';
import type { DatabaseFacts, SchemaState } from '../ports/facts.ts';
import { isPostgres, type OpenedDialect } from './dialect.ts';
import { migrations } from './migrations/index.ts';
import { isPostgresBusy, isPostgresOutage, openPostgres, openPostgresToInspect } from './postgres.ts';
import { isSqliteBusy, isSqliteOutage, openSqlite, openSqliteToInspect } from './sqlite.ts';
import type { Database, Tables } from './tables.ts';

/** Where the data is: a file of SQLite, or a database of a PostgreSQL server. */
export type DatabasePlace = { file: string } | { url: string };

/** The one way to a database. Brings the schema up to date before anybody uses it, or as far as `upTo`, the name of a migration. */
export async function openDatabase(place: DatabasePlace, upTo?: string): Promise<Database> {
  const opened = 'file' in place ? openSqlite(place.file) : await openPostgres(place.url);
  const db = speak(opened.dialect, opened.plugins);
  try {
    await migrate(db, opened, upTo);
    await opened.ready();
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return db;
}

function speak(dialect: Dialect, plugins: KyselyPlugin[] = []): Database {
  return new Kysely<Tables>({
    dialect,
    plugins: [new CamelCasePlugin(), new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression }), ...plugins],
  });
}

async function migrate(db: Database, { migrationPlugins, migrating }: OpenedDialect, upTo?: string): Promise<void> {
  const withPlugins = migrationPlugins.reduce((so, plugin) => so.withPlugin(plugin), db);
  const migrator = createMigrator(withPlugins);
  const known = await migrator.getMigrations();
  const newer = await listNewer(db, known);
  if (newer.length > 0) {
    throw new ConfigError([`The database was changed by a newer version (${newer.join(', ')}); install that version, or restore a backup`]);
  }
  if (upTo !== undefined && !known.some(({ name }) => name === upTo)) {
    throw new ConfigError([`A newer version made it (${upTo}); install that version`]);
  }
  if (known.every(({ executedAt }) => executedAt !== undefined)) return;
  await migrating(async () => {
    const { error } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
    if (error !== undefined) throw new Error('the database could not be brought up to date', { cause: error });
  });
}

function createMigrator(db: Database): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => migrations } });
}

/** A database that a newer version has changed is left alone. */
async function listNewer(db: Database, known: readonly MigrationInfo[]): Promise<string[]> {
  if (known.every(({ executedAt }) => executedAt === undefined)) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map(({ name }) => name).filter((name) => !known.some((own) => own.name === name));
}

/** A look at the database as it stands. Nothing is made, migrated or written. */
export interface Inspection {
  facts: DatabaseFacts;
  schema: SchemaState;
  /** For reading, while `schema` is `current`. */
  db: Database;
}

/** Undefined: it is not made yet. Throws a ConfigError with the cure where there is one. */
export async function inspectDatabase(place: DatabasePlace, now: () => Date): Promise<Inspection | undefined> {
  const opened = 'file' in place ? openSqliteToInspect(place.file) : await openPostgresToInspect(place.url);
  if (opened === undefined) return undefined;
  const db = speak(opened.dialect);
  try {
    return { facts: await opened.inspect(now), schema: await findSchemaState(db), db };
  } catch (error) {
    await db.destroy();
    throw opened.explain(error);
  }
}

async function findSchemaState(db: Database): Promise<SchemaState> {
  const known = await createMigrator(db).getMigrations();
  if (known.every(({ executedAt }) => executedAt === undefined)) return 'empty';
  if ((await listNewer(db, known)).length > 0) return 'newer';
  return known.every(({ executedAt }) => executedAt !== undefined) ? 'current' : 'behind';
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
