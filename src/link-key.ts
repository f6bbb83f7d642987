import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The key that signs links: LINK_SECRET, else one made once and kept under DATA_DIR, readable by its owner alone. */
export function openLinkKey(dataDir: string, secret: string | undefined): Buffer {
  if (secret !== undefined) return Buffer.from(secret);
  const file = join(dataDir, 'link.key');
  mkdirSync(dataDir, { recursive: true });
  try {
    // Two processes starting together: one writes, the other reads what was written.
    writeFileSync(file, randomBytes(32), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(file);
}
