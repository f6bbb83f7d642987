import { listUnknownKeys } from '../db/integrity.ts';
import type { Deps } from './deps.ts';

/** What of the store belongs to nothing: neither evidence, kept or being put away, nor a preview, nor a paper that was made (导出). */
export async function findOrphans({ db, files }: Pick<Deps, 'db' | 'files'>): Promise<{ known: number; orphans: string[] }> {
  const orphans: string[] = [];
  let count = 0;
  let keys: string[] = [];
  const judge = async (): Promise<void> => {
    count += keys.length;
    orphans.push(...(await listUnknownKeys(db, keys)));
    keys = [];
  };
  for await (const key of files.list()) {
    keys.push(key);
    if (keys.length === AT_ONCE) await judge();
  }
  await judge();
  return { known: count - orphans.length, orphans };
}

const AT_ONCE = 500;
