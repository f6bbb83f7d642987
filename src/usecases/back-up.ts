import { Readable, type Writable } from 'node:stream';
import { atOneMoment, listMigrations, streamRows, TABLES, type TableName } from '../db/dump.ts';
import { listStoredHashes } from '../db/integrity.ts';
import { openZipWriter } from '../exporter/zip-writer.ts';
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

/** 备份: a zip of every table at one moment, and of every stored file, while the server runs. Rejects when `to` takes no more. */
export async function backUp({ db, files }: Pick<Deps, 'db' | 'files'>, to: Writable): Promise<BackupManifest> {
  const manifest: BackupManifest = { format: 1, madeAt: new Date().toISOString(), migrations: [], tables: {}, files: 0, gone: 0 };
  const archive = openZipWriter(to);
  const hashes = await atOneMoment(db, async (tx) => {
    manifest.migrations = await listMigrations(tx);
    for (const table of TABLES) {
      const rows = { count: 0 };
      await archive.add(Readable.from(linesOf(tx, table, rows)), tableEntry(table), { compress: true });
      manifest.tables[table] = rows.count;
    }
    return listStoredHashes(tx);
  });
  for (const hash of hashes) {
    const bytes = await files.open(hash).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    if (bytes === undefined) manifest.gone++;
    else await archive.add(bytes, fileEntry(hash), { compress: false });
  }
  manifest.files = hashes.length - manifest.gone;
  archive.addBuffer(Buffer.from(JSON.stringify(manifest, undefined, 2)), MANIFEST);
  await archive.end();
  return manifest;
}

async function* linesOf(tx: Database, table: TableName, rows: { count: number }): AsyncIterable<string> {
  for await (const row of streamRows(tx, table)) {
    rows.count++;
    yield `${JSON.stringify(row)}\n`;
  }
}
