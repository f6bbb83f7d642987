import { accessSync, constants, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from './domain/errors.ts';

/** Makes DATA_DIR when it is new. What stands in it must be ours to write too: a server once run as root leaves files of root. */
export function openDataDir(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true });
    for (const name of ['.', ...readdirSync(dir)]) accessSync(join(dir, name), constants.R_OK | constants.W_OK);
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    throw new ConfigError([`DATA_DIR: ${path ?? dir} cannot be written (${code}); let this user write there, or set another DATA_DIR`]);
  }
}
