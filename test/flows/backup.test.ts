import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeOf } from '../../src/app.ts';
import { atOneMoment, streamRows, TABLES } from '../../src/db/dump.ts';
import { openDatabase } from '../../src/db/database.ts';
import { listDecided } from '../../src/db/due-reminders.ts';
import { insertReminders } from '../../src/db/reminders.ts';
import type { Database } from '../../src/db/tables.ts';
import { backUp } from '../../src/usecases/back-up.ts';
import { cli, settingsOf } from '../helpers/cli.ts';
import { type DialectName, type FreshDatabase, freshDatabase } from '../helpers/databases.ts';
import { zip } from '../helpers/zip.ts';
import { createPublishedWorld, createWorldAfter, file, type World } from '../world.ts';

let world: World;
let dir: string;
let archive: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wenming-backup-'));
  archive = join(dir, 'backup.zip');
  world = await createWorldAfter('something sent back', async () => {
    const begun = await createPublishedWorld({ dates: '采用默认节点' });
    await begun.wang.sends([file('方案.pdf'), file('五月“读书会” 照片.jpg')], '提交 3 说明\n两行');
    await begun.wang.says('完成');
    await begun.wu.says('退回 B1 R2 照片没有时间');
    return begun;
  });
  // What is due is decided now, and not by the running server in the middle of a test.
  await world.at('2023-06-12 09:40');
});

afterEach(async () => {
  await world.close();
  await rm(dir, { recursive: true, force: true });
});

/** All rows of all tables, each as `table {…}`. */
async function rowsOf(db: Database): Promise<string[]> {
  return atOneMoment(db, async (tx) => {
    const rows: string[] = [];
    for (const table of TABLES) for await (const row of streamRows(tx, table)) rows.push(`${table} ${JSON.stringify(row)}`);
    return rows.toSorted();
  });
}

/** The database numbers it. */
const UNNUMBERED = { id: undefined };

it.each(['SQLite', 'PostgreSQL'] as const)('comes back whole on %s, where work goes on', async (dialect: DialectName) => {
  expect(await cli(settingsOf(world), 'backup', '--out', archive)).toMatchObject({
    code: 0,
    // The two, and a preview (预览图).
    said: expect.stringMatching(/ rows and 3 files\.$/m),
  });
  expect((await stat(archive)).mode & 0o777).toBe(0o600);
  const dataDir = join(dir, 'new');
  const fresh = await freshDatabase(dialect, dataDir);
  const there = { DATA_DIR: dataDir, ...fresh.env };

  const restored = await cli(there, 'restore', archive);
  expect(restored.said).toMatch(/^Whole: the database agrees with itself, [1-9]\d* audit entries and 2 files are as they were written\.$/m);
  const db = await openDatabase(fresh.place);
  expect(await rowsOf(db)).toEqual(await rowsOf(world.app.deps.db));
  const decided = await db.selectFrom('reminders').selectAll().limit(1).executeTakeFirstOrThrow();
  await insertReminders(db, [{ ...decided, ...UNNUMBERED, rung: 'after-1' }]);
  expect((await listDecided(db, [decided.deliverableId])).map(({ rung }) => rung)).toContain('after-1');
  await db.destroy();

  expect((await cli(there, 'verify')).code).toBe(0);
  expect(await cli(there, 'restore', archive)).toMatchObject({ code: 1, said: expect.stringContaining('The database is not empty') });
  await fresh.remove();
});

describe('files beside it', () => {
  let folder: string;
  let there: Record<string, string>;
  let fresh: FreshDatabase;

  beforeEach(async () => {
    folder = join(dir, 'files');
    const dataDir = join(dir, 'new');
    fresh = await freshDatabase(undefined, dataDir);
    there = { DATA_DIR: dataDir, ...fresh.env };
  });
  afterEach(() => fresh.remove());

  const backUpInto = (name: string) => cli(settingsOf(world), 'backup', '--out', join(dir, name), '--files', folder);
  /** Path and last change of every file in the folder. */
  async function filesThere(): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for (const name of await readdir(folder, { recursive: true })) {
      const about = await stat(join(folder, name));
      if (about.isFile()) found.set(name, about.mtimeMs);
    }
    return found;
  }

  it('are copied once, whatever the nights, and all of them come back', async () => {
    // Two that were handed in, and the preview of one.
    expect((await backUpInto('monday.zip')).said).toMatch(/ rows and 3 files in .*files \(3 new\)\.$/m);
    const monday = await filesThere();
    await world.wang.sends(file('补充.txt'), '提交 3');
    await world.wang.says('完成');
    expect((await backUpInto('tuesday.zip')).said).toMatch(/ rows and 4 files in .*files \(1 new\)\.$/m);
    const tuesday = await filesThere();
    expect(tuesday.size).toBe(4);
    expect([...tuesday].filter(([name, changed]) => monday.get(name) === changed)).toHaveLength(3);
    expect((await readFile(join(dir, 'tuesday.zip'))).includes('%PDF')).toBe(false);

    expect(await cli(there, 'restore', join(dir, 'tuesday.zip'))).toMatchObject({ code: 1, said: expect.stringContaining('--files DIR') });
    const restored = await cli(there, 'restore', join(dir, 'tuesday.zip'), '--files', folder);
    expect(restored).toMatchObject({ code: 0, said: expect.stringMatching(/^Whole: .* and 3 files are as they were written\.$/m) });
  });

  it('lose what was destroyed (清除), and an older backup says what it misses', async () => {
    await backUpInto('monday.zip');
    await world.zhou.says('确认清除 B1 误传');
    expect((await backUpInto('tuesday.zip')).said).toMatch(/ rows and 0 files in .*files \(0 new\)\.$/m);
    expect(await filesThere()).toEqual(new Map());
    const restored = await cli(there, 'restore', join(dir, 'monday.zip'), '--files', folder);
    expect(restored).toMatchObject({ code: 1, said: expect.stringMatching(/^File: 方案\.pdf .* is missing\./m) });
    expect(restored.said).toMatch(/^NOT whole: 3 faults/m);
  });

  it('are not taken when they are not what they were', async () => {
    await backUpInto('monday.zip');
    const [name] = await filesThere();
    await writeFile(join(folder, name![0]), 'x');
    const restored = await cli(there, 'restore', join(dir, 'monday.zip'), '--files', folder);
    expect(restored).toMatchObject({ code: 1, said: expect.stringContaining('The backup is damaged') });
  });
});

it('refuses what is no whole backup, and leaves the place empty', async () => {
  await cli(settingsOf(world), 'backup', '--out', archive);
  const whole = await readFile(archive);
  const dataDir = join(dir, 'new');
  const fresh = await freshDatabase(undefined, dataDir);
  const broken = join(dir, 'broken.zip');
  const foreign = zip([{ name: 'manifest.json', data: 'name: other' }]);
  for (const bytes of [Buffer.from('no zip'), whole.subarray(0, whole.length - 500), foreign]) {
    await writeFile(broken, bytes);
    expect(await cli({ DATA_DIR: dataDir, ...fresh.env }, 'restore', broken)).toMatchObject({
      code: 1,
      said: expect.stringContaining('is not a whole backup'),
    });
  }
  const at = whole.indexOf('%PDF');
  await writeFile(broken, Buffer.concat([whole.subarray(0, at + 4), Buffer.from('!'), whole.subarray(at + 5)]));
  const damaged = await cli({ DATA_DIR: dataDir, ...fresh.env }, 'restore', broken);
  expect(damaged).toMatchObject({ code: 1, said: expect.stringMatching(/backup is damaged: files\/[0-9a-f]{64}/) });
  expect((await cli({ DATA_DIR: dataDir, ...fresh.env }, 'restore', archive)).code).toBe(0);
  await fresh.remove();
});

it('writes over nothing and leaves nothing half-written', async () => {
  await writeFile(archive, 'yesterday');
  expect(await cli(settingsOf(world), 'backup', '--out', archive)).toMatchObject({
    code: 1,
    said: expect.stringContaining('is there already'),
  });
  expect(await readFile(archive, 'utf8')).toBe('yesterday');
  expect(await cli(settingsOf(world), 'backup', '--out', join(dir, 'nowhere', 'a.zip'))).toMatchObject({
    code: 1,
    said: expect.stringContaining('ENOENT'),
  });
  expect(await readdir(dir)).toEqual(['backup.zip']);
});

it.each([0, 20_000])('gives up at once when there is no room for it, after %d bytes', async (most) => {
  let size = 0;
  const full = new Writable({
    write(chunk: Buffer, _, done) {
      size += chunk.length;
      done(size > most ? Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }) : null);
    },
  });
  const db = await openDatabase(placeOf(world.app.deps.config));
  await expect(backUp({ db, files: world.app.deps.files }, full)).rejects.toThrow('no space left on device');
  // Nothing holds on to the database.
  await db.destroy();
  expect(await world.wang.says('进度')).toMatch(/应报/);
});

it('names every table there is', async () => {
  const tables = await world.app.deps.db.introspection.getTables();
  const names = tables.map(({ name }) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()));
  // Counted anew by the database itself when rows are put back.
  expect([...TABLES, 'progressCounts'].toSorted()).toEqual(names.toSorted());
});
