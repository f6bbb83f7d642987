import { findPlan } from '../db/plans.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Evidence, Substance } from '../domain/evidence.ts';
import { suffixOf } from '../domain/file-name.ts';
import { dayInName } from '../domain/made-on.ts';
import type { StagedFile } from '../ports/file-store.ts';
import type { Deps } from './deps.ts';

/** What a file that is about to be kept tells of itself; `marked`: it must not be kept (密级标志). */
export async function inspectFile(
  { db, clock, files, inspector }: Deps,
  { originalName }: Pick<Evidence, 'originalName'>,
  staged: StagedFile,
): Promise<Partial<Substance> | 'marked'> {
  const ext = staged.type?.ext ?? suffixOf(originalName);
  const { marked, unread } = await inspector.inspect({ path: files.local(staged), size: staged.size, ext });
  if (marked) return 'marked';
  const year = (await findPlan(db))?.year ?? Number(dayOf(clock.now()).slice(0, 4));
  const madeOn = dayInName(originalName, year);
  return { inspected: unread === null ? 1 : 0, ...(madeOn === undefined ? {} : { madeOn, madeOnFrom: 'name' }) };
}
