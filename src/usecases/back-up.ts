import { Readable } from 'node:stream';
import type { Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { atOneMoment, listMigrations, streamRows, TABLES, type TableName } from '../db/dump.ts';
import { listStoredHashes } from '../db/integrity.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from './deps.ts';

/** The last thing in a backup: without it the archive was not finished. */
export interface BackupManifest {
  format: 1;
  /** UTC. */
  madeAt: string;
  migrations: string[];
  /** Rows by table. */
  tables: Partial<Record<TableName, number>>;
  files: number;
  /** Files that were purged (清除) while the backup ran. */
  gone: number;
}

export const MANIFEST = 'manifest.json';

export function tableEntry(table: TableName): string {
  return `tables/${table}.jsonl`;
}

export function fileEntry(key: string): string {
  return `files/${key}`;
}

/** 备份: a zip of every table at one moment, and of every stored file, while the server runs. */
export async function backUp({ db, files }: Pick<Deps, 'db' | 'files'>, to: Writable): Promise<BackupManifest> {
  const manifest: BackupManifest = { format: 1, madeAt: new Date().toISOString(), migrations: [], tables: {}, files: 0, gone: 0 };
  const zip = new ZipFile();
  zip.on('error', (error) => (zip.outputStream as Readable).destroy(error));
  const written = pipeline(zip.outputStream, to);
  const hashes = await Promise.race([
    atOneMoment(db, async (tx) => {
      manifest.migrations = await listMigrations(tx);
      const keys = await listStoredHashes(tx);
      for (const table of TABLES) await addTable(zip, tx, table, manifest);
      return keys;
    }),
    // Only to fail with it: it ends when the archive does.
    written.then(() => []),
  ]);
  for (const hash of hashes) {
    if ((await files.size(hash)) === undefined) manifest.gone++;
    else await addStream(zip, await files.open(hash), fileEntry(hash), { compress: false }, written);
  }
  manifest.files = hashes.length - manifest.gone;
  zip.addBuffer(Buffer.from(JSON.stringify(manifest, undefined, 2)), MANIFEST);
  zip.end();
  await written;
  return manifest;
}

async function addTable(zip: ZipFile, tx: Database, table: TableName, { tables }: BackupManifest): Promise<void> {
  async function* lines(): AsyncIterable<string> {
    let count = 0;
    for await (const row of streamRows(tx, table)) {
      count++;
      yield `${JSON.stringify(row)}\n`;
    }
    tables[table] = count;
  }
  await addStream(zip, Readable.from(lines()), tableEntry(table), {});
}

/** Until it is read to its end: one file is open at a time. */
async function addStream(
  zip: ZipFile,
  stream: Readable,
  name: string,
  options: { compress?: boolean },
  written?: Promise<void>,
): Promise<void> {
  const read = finished(stream, { writable: false });
  zip.addReadStream(stream, name, options);
  await (written === undefined ? read : Promise.race([read, written]));
}
