import { parseArgs } from 'node:util';
import { openBesideServer, openFileFolder } from '../app.ts';
import { loadConfig } from '../config.ts';
import { backUp } from '../usecases/back-up.ts';
import { writeNewFile } from './new-file.ts';
import { UsageError } from './usage-error.ts';

/** `backup`: everything in one file, which appears when it is whole; or the files in a folder beside it, which the next backup shares. */
export async function backup(args: string[]): Promise<void> {
  const { out, files } = readOptions(args);
  const { deps, close } = await openBesideServer(loadConfig(process.env));
  try {
    const folder = files === undefined ? undefined : await openFileFolder(files);
    const { manifest, copied } = await writeNewFile(out, (to) => backUp(deps, to, folder));
    const rows = Object.values(manifest.tables).reduce((sum, count) => sum + count, 0);
    const where = copied === undefined ? '' : ` in ${files} (${copied} new)`;
    const gone = manifest.gone > 0 ? ` ${manifest.gone} files were purged meanwhile.` : '';
    console.log(`${out}: ${rows} rows and ${manifest.files} files${where}.${gone}`);
  } finally {
    await close();
  }
}

function readOptions(args: string[]): { out: string; files: string | undefined } {
  try {
    const { out, files } = parseArgs({ args, options: { out: { type: 'string' }, files: { type: 'string' } } }).values;
    if (out !== undefined && out !== '' && files !== '') return { out, files };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  throw new UsageError('backup needs --out FILE, and may have --files DIR.');
}
