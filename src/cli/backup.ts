import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openBesideServer } from '../app.ts';
import { loadConfig } from '../config.ts';
import { ConfigError } from '../domain/errors.ts';
import { backUp } from '../usecases/back-up.ts';
import { UsageError } from './usage-error.ts';

/** `backup`: everything in one file, which appears when it is whole. */
export async function backup(args: string[]): Promise<void> {
  const out = readOut(args);
  if (existsSync(out)) throw new ConfigError([`${out}: is there already; choose another name`]);
  const { deps, close } = await openBesideServer(loadConfig(process.env));
  const part = `${out}.part`;
  try {
    // For the owner only: it holds everything people wrote.
    const file = await open(part, 'w', 0o600);
    const { tables, files, gone } = await backUp(deps, file.createWriteStream({ flush: true }));
    await rename(part, out);
    const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
    console.log(`${out}: ${rows} rows and ${files} files.${gone > 0 ? ` ${gone} files were purged meanwhile.` : ''}`);
  } finally {
    await rm(part, { force: true });
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
