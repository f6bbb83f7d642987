import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { z } from 'zod';
import { fillNewborn, insertRows, isNewborn, listMigrations, TABLES, type TableName } from '../db/dump.ts';
import { ConfigError } from '../domain/errors.ts';
import type { FileStore } from '../ports/file-store.ts';
import { type BackupManifest, FILE_LIST, fileEntry, MANIFEST, tableEntry } from './back-up.ts';
import { copyFile, putFile } from './copy-file.ts';
import type { Deps } from './deps.ts';

/** A finished backup, opened for reading. */
export interface Backup {
  manifest: BackupManifest;
  zip: ZipFile;
  entries: ReadonlyMap<string, Entry>;
}

const manifestSchema = z.object({
  format: z.literal(1),
  madeAt: z.string(),
  migrations: z.array(z.string()).min(1),
  tables: z.partialRecord(z.enum(TABLES), z.number()),
  filesAre: z.enum(['inside', 'beside']).default('inside'),
  files: z.number(),
  gone: z.number(),
});

/** Throws a ConfigError when it is none, or was not finished. */
export async function openBackup(path: string): Promise<Backup> {
  const refusal = new ConfigError([`${path}: is not a whole backup; choose a file that the command backup has made`]);
  const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw error instanceof Error && 'code' in error ? new ConfigError([`${path}: cannot be read (${String(error.code)})`]) : refusal;
  });
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  const last = entries.get(MANIFEST);
  if (last === undefined) throw refusal;
  const json = await text(await zip.openReadStreamPromise(last));
  const manifest = manifestSchema.safeParse(parseOrNothing(json));
  if (!manifest.success) throw refusal;
  return { manifest: manifest.data, zip, entries };
}

/** Another program's manifest may be anything. */
function parseOrNothing(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/**
 * 恢复 into an empty place whose tables are those of the backup. Files first, those beside it from `folder`, then all rows in one transaction:
 * broken off, it can be run again. A file that is not in `folder` any more is left out, for `verify` to name. Throws a ConfigError when the
 * place is not empty or the backup is damaged.
 */
export async function restore({ db, files }: Pick<Deps, 'db' | 'files'>, backup: Backup, folder?: FileStore): Promise<void> {
  const sameTables = (await listMigrations(db)).join() === backup.manifest.migrations.join();
  if (!sameTables || !(await isNewborn(db))) {
    throw new ConfigError(['The database is not empty; restore into a new DATA_DIR, or an empty PostgreSQL database']);
  }
  if (folder === undefined) await takeOut(files, backup);
  else await copyBack(files, backup, folder);
  await fillNewborn(db, async (tx) => {
    for (const table of TABLES) if (backup.manifest.tables[table] !== undefined) await restoreTable(tx, backup, table);
  });
}

async function takeOut(files: FileStore, { zip, entries }: Backup): Promise<void> {
  for (const [name, entry] of entries) {
    if (!name.startsWith(fileEntry(''))) continue;
    const key = name.slice(fileEntry('').length);
    if (!(await putFile(files, key, await zip.openReadStreamPromise(entry)))) throw damaged(name);
  }
}

async function copyBack(files: FileStore, { zip, entries }: Backup, folder: FileStore): Promise<void> {
  const list = entries.get(FILE_LIST);
  if (list === undefined) throw damaged(FILE_LIST);
  for await (const key of createInterface(await zip.openReadStreamPromise(list))) {
    if ((await copyFile(folder, files, key)) === 'changed') throw damaged(key);
  }
}

async function restoreTable(db: Deps['db'], { manifest, zip, entries }: Backup, table: TableName): Promise<void> {
  const entry = entries.get(tableEntry(table));
  if (entry === undefined) throw damaged(tableEntry(table));
  let count = 0;
  let rows: object[] = [];
  for await (const line of createInterface({ input: await zip.openReadStreamPromise(entry), crlfDelay: Infinity })) {
    rows.push(JSON.parse(line) as object);
    if (rows.length < ROWS_AT_ONCE) continue;
    await insertRows(db, table, rows);
    count += rows.length;
    rows = [];
  }
  await insertRows(db, table, rows);
  if (count + rows.length !== manifest.tables[table]) throw damaged(tableEntry(table));
}

/** At most some forty columns each: below the 32,766 values SQLite takes in one statement. */
const ROWS_AT_ONCE = 500;

function damaged(name: string): ConfigError {
  return new ConfigError([`The backup is damaged: ${name} is not what it was; use another backup`]);
}
