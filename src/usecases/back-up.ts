import { Readable, type Writable } from 'node:stream';
import { atOneMoment, listMigrations, streamRows, TABLES, type TableName } from '../db/dump.ts';
import { listPurgedHashes, listStoredHashes } from '../db/integrity.ts';
import { ConfigError } from '../domain/errors.ts';
import { openZipWriter, type ZipWriter } from '../exporter/zip-writer.ts';
import type { Database } from '../db/tables.ts';
import type { FileStore } from '../ports/file-store.ts';
import { copyFile, openIfThere } from './copy-file.ts';
import type { Deps } from './deps.ts';

/** The last thing in a backup: without it the archive was not finished. */
export interface BackupManifest {
  format: 1;
  /** UTC. */
  madeAt: string;
  migrations: string[];
  /** Rows by table. */
  tables: Partial<Record<TableName, number>>;
  /** Whether the files are in it, or in a folder beside it that several backups share. */
  filesAre: 'inside' | 'beside';
  files: number;
  /** Files that were purged (清除) while the backup ran. */
  gone: number;
}

/** Of one run, beside what the backup says of itself. */
export interface BackedUp {
  manifest: BackupManifest;
  /** Files the folder has got now; undefined when they are in the backup. */
  copied: number | undefined;
}

export const MANIFEST = 'manifest.json';
/** The keys of the files that are beside it, one a line. */
export const FILE_LIST = 'files.txt';

export function tableEntry(table: TableName): string {
  return `tables/${table}.jsonl`;
}

export function fileEntry(key: string): string {
  return `files/${key}`;
}

/**
 * 备份: a zip of every table at one moment, and of every stored file, while the server runs. With a `folder` the files go there instead, each
 * once however often it is asked, and what was destroyed (清除) leaves it. Rejects when `to` takes no more.
 */
export async function backUp({ db, files }: Pick<Deps, 'db' | 'files'>, to: Writable, folder?: FileStore): Promise<BackedUp> {
  const archive = openZipWriter(to);
  const { hashes, purged, ...rows } = await writeTables(db, archive);
  const { gone, copied } = folder === undefined ? await addFiles(files, hashes, archive) : await copyFiles(files, hashes, folder);
  if (folder !== undefined) {
    archive.addBuffer(Buffer.from(hashes.map((hash) => `${hash}\n`).join('')), FILE_LIST);
    for (const hash of purged) await folder.remove(hash);
  }
  const manifest: BackupManifest = {
    format: 1,
    madeAt: new Date().toISOString(),
    ...rows,
    filesAre: folder === undefined ? 'inside' : 'beside',
    files: hashes.length - gone,
    gone,
  };
  archive.addBuffer(Buffer.from(JSON.stringify(manifest, undefined, 2)), MANIFEST);
  await archive.end();
  return { manifest, copied };
}

/** All at one moment. */
async function writeTables(
  db: Database,
  archive: ZipWriter,
): Promise<Pick<BackupManifest, 'migrations' | 'tables'> & { hashes: string[]; purged: string[] }> {
  return atOneMoment(db, async (tx) => {
    const migrations = await listMigrations(tx);
    const tables: BackupManifest['tables'] = {};
    for (const table of TABLES) {
      const rows = { count: 0 };
      await archive.add(Readable.from(linesOf(tx, table, rows)), tableEntry(table), { compress: true });
      tables[table] = rows.count;
    }
    return { migrations, tables, hashes: await listStoredHashes(tx), purged: await listPurgedHashes(tx) };
  });
}

/** `gone`: purged while the backup ran. */
interface Carried {
  gone: number;
  copied: number | undefined;
}

async function addFiles(files: FileStore, hashes: readonly string[], archive: ZipWriter): Promise<Carried> {
  let gone = 0;
  for (const hash of hashes) {
    const bytes = await openIfThere(files, hash);
    if (bytes === undefined) gone++;
    else await archive.add(bytes, fileEntry(hash), { compress: false });
  }
  return { gone, copied: undefined };
}

async function copyFiles(files: FileStore, hashes: readonly string[], folder: FileStore): Promise<Carried> {
  const carried = { copied: 0, there: 0, gone: 0 };
  for (const hash of hashes) {
    const outcome = await copyFile(files, folder, hash);
    if (outcome === 'changed') throw new ConfigError([`${hash}: is not what was stored, so it is not backed up; run verify`]);
    carried[outcome]++;
  }
  return carried;
}

async function* linesOf(tx: Database, table: TableName, rows: { count: number }): AsyncIterable<string> {
  for await (const row of streamRows(tx, table)) {
    rows.count++;
    yield `${JSON.stringify(row)}\n`;
  }
}
