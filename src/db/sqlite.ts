import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type KyselyPlugin, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { ConfigError } from '../domain/errors.ts';
import type { SqliteFacts } from '../ports/facts.ts';
import type { InspectedDialect, OpenedDialect } from './dialect.ts';

/** SQLite in one file: the default, for one server. WAL + FULL: a commit that was answered survives a power cut. */
export function openSqlite(file: string): OpenedDialect {
  mkdirSync(dirname(file), { recursive: true });
  // Foreign keys are off until the schema stands: rebuilding a table would trip over them.
  const db = new DatabaseSync(file, { timeout: OPEN_WAIT_MS, enableForeignKeyConstraints: false });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  } catch (error) {
    db.close();
    throw openProblem(error, file);
  }
  return {
    dialect: new SqliteDialect({ database: asDriver(db) }),
    plugins: [takeTurns()],
    migrationPlugins: [],
    async migrating(run) {
      // One transaction around all of it: a crash in the middle changes nothing, and a second process waits here.
      db.exec('BEGIN IMMEDIATE');
      try {
        await run();
        const [broken] = db.prepare('PRAGMA foreign_key_check').all();
        if (broken !== undefined) throw new Error(`the new schema leaves rows without what they refer to: ${JSON.stringify(broken)}`);
        db.exec('COMMIT');
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
    async ready() {
      // What undoes a statement of many rows that fails in the middle is kept in a file otherwise.
      db.exec('PRAGMA temp_store = MEMORY');
      db.exec(`PRAGMA foreign_keys = ON; PRAGMA busy_timeout = ${BUSY_WAIT_MS}`);
    },
  };
}

/** To look and to change nothing; undefined: it is not made yet. */
export function openSqliteToInspect(file: string): InspectedDialect<SqliteFacts> | undefined {
  if (!existsSync(file)) return undefined;
  // Without a WAL nobody is at work. Then SQLite may take it for unchangeable, else it would leave two empty files behind.
  const isIdle = !existsSync(`${file}-wal`);
  const place = pathToFileURL(file);
  if (isIdle) place.search = 'immutable=1';
  const db = new DatabaseSync(place, { readOnly: true, timeout: LOOK_WAIT_MS });
  return {
    dialect: new SqliteDialect({ database: asDriver(db) }),
    async inspect() {
      const { damage, unread } = findDamage(db);
      return { kind: 'SQLite', damage, unread, writeProblem: isIdle ? undefined : findWriteProblem(file) };
    },
    explain: (error) => openProblem(error, file),
  };
}

/** A statement cannot be broken off, so table by table for as long as there is time. */
function findDamage(db: DatabaseSync): { damage: string[]; unread: number } {
  const names = db
    .prepare("select name from sqlite_master where type = 'table' order by name")
    .all()
    .map(({ name }) => String(name));
  const stopAt = Date.now() + LOOK_MS;
  const damage: string[] = [];
  for (const [index, name] of names.entries()) {
    if (Date.now() > stopAt) return { damage, unread: names.length - index };
    damage.push(...checkTable(db, name));
  }
  return { damage, unread: 0 };
}

function checkTable(db: DatabaseSync, name: string): string[] {
  try {
    const said = db.prepare(`PRAGMA quick_check("${name}")`).all();
    return said.map((row) => String(row['quick_check'])).filter((line) => line !== 'ok');
  } catch (error) {
    // Beyond being looked through.
    if (!isDamaged(error)) throw error;
    return [name];
  }
}

/** Another program may hold the file for good. Takes the lock of writers for a moment and writes nothing. */
function findWriteProblem(file: string): string | undefined {
  const db = new DatabaseSync(file, { timeout: LOOK_WAIT_MS });
  try {
    db.exec('BEGIN IMMEDIATE; ROLLBACK');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    db.close();
  }
}

/** What the operator can do about it. */
function openProblem(error: unknown, file: string): unknown {
  if (isDamaged(error)) {
    return new ConfigError([`DATA_DIR: ${file} is not a whole database; put a backup in its place, or set another DATA_DIR`]);
  }
  if (isSqliteBusy(error)) {
    return new ConfigError([`DATA_DIR: another program holds ${file}; close it (a database browser, a copy that runs), then try again`]);
  }
  return error;
}

/** For a look around: to wait for others, and to read through all of it. */
const LOOK_WAIT_MS = 1_500;
const LOOK_MS = 2_500;

/** Nobody else is served by this process yet. */
const OPEN_WAIT_MS = 5_000;

/** From then on a busy wait blocks the event loop, once for everybody who writes: `inTransaction` tries again instead. */
const BUSY_WAIT_MS = 10;

/** SQLite answers within one turn of the event loop: in one statement after the other nobody else would be heard until the last. */
function takeTurns(): KyselyPlugin {
  let turnBegan = performance.now();
  return {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      if (performance.now() - turnBegan > TURN_MS) {
        await nextTurn();
        turnBegan = performance.now();
      }
      return result;
    },
  };
}

const TURN_MS = 5;

/** `node:sqlite` as Kysely's driver wants it. Statements are kept: to prepare one costs as much as to run it. */
function asDriver(db: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  function prepare(sql: string): SqliteStatement {
    const statement = db.prepare(sql);
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...bind(parameters)),
      run: (parameters) => statement.run(...bind(parameters)),
      // One of its own: to run the kept one again would break off who still reads from it.
      iterate: (parameters) => db.prepare(sql).iterate(...bind(parameters)),
    };
  }
  return {
    close: () => db.close(),
    prepare(sql) {
      const statement = kept.get(sql) ?? prepare(sql);
      kept.delete(sql);
      kept.set(sql, statement);
      if (kept.size > STATEMENTS_KEPT) kept.delete(kept.keys().next().value!);
      return statement;
    },
  };
}

/** Of the ones used last; long lists of values make many that never come again. */
const STATEMENTS_KEPT = 300;

/** Refuses what SQLite would silently misread: an object in front is taken for named parameters, `true` for 1. */
function bind(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
    if (value instanceof Uint8Array) return value;
    throw new TypeError(`cannot bind a ${typeof value} to SQL`);
  });
}

/** Another connection writes. */
export function isSqliteBusy(error: unknown): boolean {
  return primaryCode(error) === SQLITE_BUSY;
}

/** The disk is full or fails, or the file cannot be written. */
export function isSqliteOutage(error: unknown): boolean {
  const code = primaryCode(error);
  return code !== undefined && [SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN].includes(code);
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
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;
const SQLITE_NOTADB = 26;
