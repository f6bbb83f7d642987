import { constants } from 'node:fs';
import { access, mkdtemp, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FolderFacts } from '../ports/facts.ts';

/** Looks at DATA_DIR without making it. A small file is written, fsynced and taken away again. */
export async function inspectFolder(dir: string): Promise<FolderFacts> {
  const exists = await isThere(dir);
  const place = exists ? dir : await nearestAbove(dir);
  const { bsize, bavail, blocks } = await statfs(place);
  return {
    exists,
    freeBytes: bsize * bavail,
    totalBytes: bsize * blocks,
    closed: exists ? await listClosed(dir) : [],
    writeProblem: await findWriteProblem(place),
    keyMode: await modeOf(join(dir, 'link.key')),
  };
}

async function nearestAbove(path: string): Promise<string> {
  const above = dirname(path);
  return (await isThere(above)) ? above : nearestAbove(above);
}

async function listClosed(dir: string): Promise<string[]> {
  const closed: string[] = [];
  for (const name of await readdir(dir).catch(() => [])) {
    await access(join(dir, name), constants.R_OK | constants.W_OK).catch(() => closed.push(name));
  }
  return closed;
}

async function findWriteProblem(dir: string): Promise<string | undefined> {
  try {
    const folder = await mkdtemp(join(dir, '.doctor-'));
    try {
      await writeDurably(join(folder, 'probe'));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

async function writeDurably(path: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.write(Buffer.alloc(4096));
    await file.sync();
  } finally {
    await file.close();
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await modeOf(path)) !== undefined;
}

async function modeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mode;
  } catch (error) {
    // ENOTDIR: what should be a folder above it is a file; the nearest that is there is that file.
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
