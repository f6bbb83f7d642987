import { getBurst } from '../db/bursts.ts';
import { dayOf, type Day } from '../domain/calendar.ts';
import type { Evidence, Substance } from '../domain/evidence.ts';
import type { FileContents } from '../domain/file-contents.ts';
import { suffixOf } from '../domain/file-name.ts';
import { dayInName } from '../domain/made-on.ts';
import { checkArchive, checkCamera, checkFigures } from '../domain/pre-check.ts';
import type { FileStore, StagedFile } from '../ports/file-store.ts';
import type { InspectedFile } from '../ports/inspector.ts';
import { yearMeant } from './current-plan.ts';
import type { Deps } from './deps.ts';

/** What a file that is about to be kept tells of itself, or why it must not be kept: a mark of secrecy (密级标志), programs (宏), another file in it, or far more than it looks. */
export async function inspectFile(
  deps: Deps,
  { originalName, burstId, ...said }: Pick<Evidence, 'originalName' | 'burstId' | 'madeOn' | 'docNumber'>,
  staged: StagedFile,
): Promise<Partial<Substance> | 'marked' | 'macro' | 'disguised' | 'bomb'> {
  const { files, inspector } = deps;
  const contents = await inspector.inspect(stagedForInspection(files, originalName, staged));
  if (contents.marked) return 'marked';
  if (contents.macros) return 'macro';
  if (contents.disguised) return 'disguised';
  if (contents.bomb) return 'bomb';
  const today = dayOf(deps.clock.now());
  const year = await yearMeant(deps, (await getBurst(deps.db, burstId)).year);
  const { unread, pages, chars } = contents;
  const findings = [
    ...(unread === null ? checkFigures(originalName, contents) : [{ rule: 'unread', details: { why: unread } }]),
    ...checkArchive(contents),
    ...checkCamera(contents),
  ];
  const found = { inspected: unread === null ? 1 : 0, findings, pages, chars } as const;
  // The sender knows best.
  const day = said.madeOn === null ? madeOn(contents, originalName, { year, today }) : {};
  return { ...found, ...day, docNumber: said.docNumber ?? contents.docNumber };
}

/** A file that is about to be kept, for who looks into it. */
export function stagedForInspection(files: FileStore, name: string, staged: StagedFile): InspectedFile {
  return { path: files.local(staged), size: staged.size, ext: staged.type?.ext ?? suffixOf(name) };
}

/**
 * 形成日期: the camera knows best, then the paper itself, then the name. What programs write changes with every copy, so it comes last. A day
 * still to come is when something is to be done, or a clock that is wrong.
 */
function madeOn(
  { takenOn, signedOn, createdOn }: FileContents,
  name: string,
  { year, today }: { year: number; today: Day },
): Pick<Substance, 'madeOn' | 'madeOnFrom'> {
  const told = [
    { madeOn: takenOn, madeOnFrom: 'exif' },
    { madeOn: signedOn, madeOnFrom: 'text' },
    { madeOn: dayInName(name, year) ?? null, madeOnFrom: 'name' },
    { madeOn: createdOn, madeOnFrom: 'meta' },
  ] as const;
  return told.find((one) => one.madeOn !== null && one.madeOn <= today) ?? { madeOn: null, madeOnFrom: null };
}
