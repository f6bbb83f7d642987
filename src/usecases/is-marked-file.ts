import { Readable } from 'node:stream';
import { isMarkedName } from '../domain/marked-paper.ts';
import type { Deps } from './deps.ts';
import { stagedForInspection } from './inspect-file.ts';

/** Whether a file that is no evidence carries a mark of secrecy (密级标志) in its name or on its first page. Nothing of it is kept. */
export async function isMarkedFile({ files, inspector }: Deps, { name, bytes }: { name: string; bytes: Uint8Array }): Promise<boolean> {
  if (isMarkedName(name)) return true;
  const staged = await files.stage(Readable.from([bytes]), bytes.length);
  try {
    return (await inspector.inspect(stagedForInspection(files, name, staged))).marked;
  } finally {
    await files.discard(staged);
  }
}
