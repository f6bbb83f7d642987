import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import {
  CamelCasePlugin,
  HandleEmptyInListsPlugin,
  Kysely,
  SqliteDialect,
  sql,
  replaceWithNoncontingentExpression,
  type SqliteDatabase,
} from 'kysely';
import { Migrator } from 'kysely/migration';
import { ConfigError } from '../domain/errors.ts';
import { migrations } from './migrations/index.ts';
import type { Database, Tables } from './tables.ts';

/** The one place that knows the dialect. Brings the schema up to date before anybody uses it. */
export async function openDatabase(file: string): Promise<Database> {
  mkdirSync(dirname(file), { recursive: true });
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: openSqlite(file) }),
    plugins: [new CamelCasePlugin(), new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  });
  await migrate(db);
  await sql`PRAGMA busy_timeout = ${sql.lit(BUSY_WAIT_MS)}`.execute(db);
  return db;
}

async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error('the database could not be brought up to date', { cause: error });
}

/** True when another process holds the database; the same transaction may be tried again. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === SQLITE_BUSY;
}

function isDamaged(error: unknown): boolean {
  const code = primaryCode(error);
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}

/** The low byte: BUSY_SNAPSHOT and its like count as BUSY too. */
function primaryCode(error: unknown): number | undefined {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  return typeof code === 'number' ? code & 0xff : undefined;
}

const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/** Nobody else is served by this process yet. */
const OPEN_WAIT_MS = 5_000;

/** From then on a busy wait blocks the event loop, once for everybody who writes: `inTransaction` tries again instead. */
const BUSY_WAIT_MS = 10;

/** `node:sqlite` as Kysely's driver wants it. WAL + FULL: a commit that was answered survives a power cut. */
function openSqlite(file: string): SqliteDatabase {
  const db = new DatabaseSync(file, { timeout: OPEN_WAIT_MS, enableForeignKeyConstraints: true });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  } catch (error) {
    if (!isDamaged(error)) throw error;
    throw new ConfigError([`DATA_DIR: ${file} is not a whole database; put a backup in its place, or set another DATA_DIR`]);
  }
  return {
    close: () => db.close(),
    prepare(sql) {
      const statement = db.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...bind(parameters)),
        run: (parameters) => statement.run(...bind(parameters)),
        iterate: (parameters) => statement.iterate(...bind(parameters)),
      };
    },
  };
}

/** Refuses what SQLite would silently misread: an object in front is taken for named parameters, `true` for 1. */
function bind(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
    if (value instanceof Uint8Array) return value;
    throw new TypeError(`cannot bind a ${typeof value} to SQL`);
  });
}
