import type { Readable } from 'node:stream';
import type { FileStore } from '../ports/file-store.ts';

type Source = Pick<FileStore, 'open'>;
type Target = Pick<FileStore, 'size' | 'stage' | 'commit' | 'discard'>;

/** Keeps a file under its hash. False, and nothing is kept, when its bytes have another. */
export async function putFile(to: Target, key: string, bytes: Readable): Promise<boolean> {
  const staged = await to.stage(bytes, Number.MAX_SAFE_INTEGER);
  const isRight = staged.sha256 === key;
  await (isRight ? to.commit(staged, key) : to.discard(staged));
  return isRight;
}

/** From one store to another, once. `changed`: its bytes are not what they were when it was stored. */
export async function copyFile(from: Source, to: Target, key: string): Promise<'copied' | 'there' | 'gone' | 'changed'> {
  if ((await to.size(key)) !== undefined) return 'there';
  const bytes = await openIfThere(from, key);
  if (bytes === undefined) return 'gone';
  return (await putFile(to, key, bytes)) ? 'copied' : 'changed';
}

export async function openIfThere(files: Source, key: string): Promise<Readable | undefined> {
  return files.open(key).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
}
