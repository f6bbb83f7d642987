import { refill } from '../app.ts';
import { loadConfig } from '../config.ts';
import { openBackup, restore } from '../usecases/restore.ts';
import { UsageError } from './usage-error.ts';
import { printVerified } from './verify.ts';

/** `restore`: puts a backup into an empty place and verifies what came of it. */
export async function restoreBackup(args: string[]): Promise<void> {
  const [path, ...more] = args;
  if (path === undefined || more.length > 0) throw new UsageError('restore takes exactly one file.');
  const backup = await openBackup(path);
  try {
    const { deps, close } = await refill(loadConfig(process.env), backup.manifest.migrations.at(-1)!, (place) => restore(place, backup));
    try {
      await printVerified(deps);
    } finally {
      await close();
    }
  } finally {
    backup.zip.close();
  }
}
