import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openFileFolder, refill } from '../app.ts';
import { loadConfig } from '../config.ts';
import { ConfigError } from '../domain/errors.ts';
import type { BackupManifest } from '../usecases/back-up.ts';
import { openBackup, restore } from '../usecases/restore.ts';
import { UsageError } from './usage-error.ts';
import { printVerified } from './verify.ts';

/** `restore`: puts a backup into an empty place and verifies what came of it. */
export async function restoreBackup(args: string[]): Promise<void> {
  const { path, files } = readArguments(args);
  const backup = await openBackup(path);
  try {
    checkFolder(path, files, backup.manifest);
    const folder = files === undefined ? undefined : await openFileFolder(files);
    const upTo = backup.manifest.migrations.at(-1)!;
    const { deps, close } = await refill(loadConfig(process.env), upTo, (place) => restore(place, backup, folder));
    try {
      await printVerified(deps);
    } finally {
      await close();
    }
  } finally {
    backup.zip.close();
  }
}

function readArguments(args: string[]): { path: string; files: string | undefined } {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { files: { type: 'string' } } });
    const [path, ...more] = positionals;
    if (path !== undefined && more.length === 0) return { path, files: values.files };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  throw new UsageError('restore takes exactly one file, and may have --files DIR.');
}

function checkFolder(path: string, folder: string | undefined, { filesAre }: BackupManifest): void {
  if (filesAre === 'beside' && folder === undefined) {
    throw new ConfigError([`${path}: its files are in the folder that backup was given as --files; name it with --files DIR`]);
  }
  if (filesAre === 'inside' && folder !== undefined) throw new ConfigError([`${path}: has its files in it; leave --files out`]);
  if (folder !== undefined && !existsSync(folder))
    throw new ConfigError([`${folder}: is not there; name the folder of the backup's files`]);
}
