import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for CONFIG_DIR. */
export interface ChangedConfig {
  dir: string;
  remove(): void;
}

/** The shipped files with one of them changed. */
export function changedConfig(name: string, change: (text: string) => string): ChangedConfig {
  const dir = mkdtempSync(join(tmpdir(), 'wenming-config-'));
  cpSync('config', dir, { recursive: true });
  writeFileSync(join(dir, name), change(readFileSync(join(dir, name), 'utf8')));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
