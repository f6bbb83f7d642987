import { parseArgs } from 'node:util';
import { openBesideServer } from '../app.ts';
import { loadConfig } from '../config.ts';
import { backUp } from '../usecases/back-up.ts';
import { writeNewFile } from './new-file.ts';
import { UsageError } from './usage-error.ts';

/** `backup`: everything in one file, which appears when it is whole. */
export async function backup(args: string[]): Promise<void> {
  const out = readOut(args);
  const { deps, close } = await openBesideServer(loadConfig(process.env));
  try {
    const { tables, files, gone } = await writeNewFile(out, (to) => backUp(deps, to));
    const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
    console.log(`${out}: ${rows} rows and ${files} files.${gone > 0 ? ` ${gone} files were purged meanwhile.` : ''}`);
  } finally {
    await close();
  }
}

function readOut(args: string[]): string {
  try {
    const { out } = parseArgs({ args, options: { out: { type: 'string' } } }).values;
    if (out !== undefined && out !== '') return out;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  throw new UsageError('backup needs --out FILE.');
}
