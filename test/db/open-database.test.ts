import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { insertAudit, listAudit } from '../../src/db/audit.ts';
import { openDatabase } from '../../src/db/database.ts';
import { nextNumber } from '../../src/db/counters.ts';
import { listDepartments } from '../../src/db/directory.ts';
import { ConfigError } from '../../src/domain/errors.ts';
import { DIALECT, freshDatabase, type FreshDatabase } from '../helpers/databases.ts';

let dataDir: string;
let fresh: FreshDatabase;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wenming-open-'));
  fresh = await freshDatabase(DIALECT, dataDir);
});

afterEach(async () => {
  await fresh.remove();
  await rm(dataDir, { recursive: true });
});

const entry = { at: '2023-06-12T01:30:00.000Z', actor: 'zhou', source: 'sandbox', action: 'urge', taskId: null, submissionId: null };

it('keeps what was written when it is opened again', async () => {
  const first = await openDatabase(fresh.place);
  await insertAudit(first, { ...entry, summary: '催办第3项' });
  await first.destroy();
  const second = await openDatabase(fresh.place);
  expect((await listAudit(second, 5)).map(({ n, summary }) => [n, summary])).toEqual([[1, '催办第3项']]);
  await second.destroy();
});

it('can be opened for the first time by several processes at once', async () => {
  const env = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: '.cache/node', DATA_DIR: dataDir, ...fresh.env };
  const migrate = () => promisify(execFile)(process.execPath, ['src/cli/main.ts', 'migrate'], { env });
  const answers = await Promise.all([migrate(), migrate(), migrate()]);
  expect(answers.map(({ stdout }) => stdout.trim())).toEqual(Array.from({ length: 3 }, () => 'The database is up to date.'));
  const db = await openDatabase(fresh.place);
  expect((await listDepartments(db)).length).toBeGreaterThan(10);
  await db.destroy();
});

it('leaves a database alone that a newer version has changed', async () => {
  const db = await openDatabase(fresh.place);
  await sql`insert into kysely_migration (name, timestamp) values ('999-from-the-future', '2030-01-01T00:00:00.000Z')`.execute(db);
  await db.destroy();
  await expect(openDatabase(fresh.place)).rejects.toThrow(/newer version \(999-from-the-future\); install that version/);
});

it('counts in numbers, and sorts text by its bytes', async () => {
  const db = await openDatabase(fresh.place);
  expect(await nextNumber(db, 'submission')).toBe(1);
  for (const name of ['a', 'B', '2023-06-30T', '2023-06-30', '_']) await db.insertInto('settings').values({ name, value: '' }).execute();
  const { rows } = await sql<{ count: number }>`select count(*) as count from settings`.execute(db);
  expect(rows[0]?.count).toBe(5);
  const names = await db.selectFrom('settings').select('name').orderBy('name').execute();
  expect(names.map(({ name }) => name)).toEqual(['2023-06-30', '2023-06-30T', 'B', '_', 'a']);
  await db.destroy();
});

it('lets everybody else be heard while one long transaction goes on', async () => {
  const db = await openDatabase(fresh.place);
  let isHeard = false;
  setImmediate(() => (isHeard = true));
  await db.transaction().execute(async (tx) => {
    for (let n = 0; n < 10_000 && !isHeard; n++) await listDepartments(tx);
    expect(isHeard).toBe(true);
  });
  await db.destroy();
});

describe('what the operator is told', () => {
  const postgres = (change: (url: URL) => void): string => {
    const url = new URL(inject('postgresUrl'));
    change(url);
    return url.href;
  };

  it.each([
    [
      'nobody listens',
      { url: postgres((url) => (url.port = '1')) },
      /DATABASE_URL: PostgreSQL at 127\.0\.0\.1:1 cannot be reached .*start it/,
    ],
    [
      'no such database',
      { url: postgres((url) => (url.pathname = '/none')) },
      /DATABASE_URL: there is no database none; make it with: createdb none/,
    ],
    ['no such user', { url: postgres((url) => (url.username = 'ghost')) }, /DATABASE_URL: user ghost may not log in/],
  ])('%s', async (_, place, words) => {
    const failure = await openDatabase(place).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect((failure as ConfigError).message).toMatch(words);
  });

  it('a file that is no database', async () => {
    await writeFile(join(dataDir, 'other.db'), 'no database at all, but long enough to look like one'.repeat(20));
    await expect(openDatabase({ file: join(dataDir, 'other.db') })).rejects.toThrow(/is not a whole database; put a backup in its place/);
  });
});
