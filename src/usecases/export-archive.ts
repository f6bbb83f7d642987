import type { Writable } from 'node:stream';
import type { AssessmentPlan } from '../domain/plan.ts';
import { writeArchive } from '../exporter/archive/write.ts';
import type { Deps } from './deps.ts';
import { type ReadingProgress, withArchive } from './prepare-archive.ts';

/** Writes the archive (档案) of a year as it stands now, and ends `to`: nothing is written before every stored file was found as it was. */
export async function exportArchive(deps: Deps, plan: AssessmentPlan, to: Writable, progress?: ReadingProgress): Promise<void> {
  await withArchive(deps, plan, ({ archive, files }) => writeArchive(deps.files, files, archive.madeAt, to), progress);
}
