import { Readable } from 'node:stream';
import type { StagedFile } from '../ports/file-store.ts';
import type { Deps } from './deps.ts';
import { stagedForInspection } from './inspect-file.ts';

/**
 * A small picture (预览图) of a file that is about to be kept, for the review card: `evidence.previewSha256` is its key in the store,
 * `signPreviewLink` leads to it. Undefined for what cannot be shown.
 */
export async function stagePreview({ files, inspector }: Deps, name: string, staged: StagedFile): Promise<StagedFile | undefined> {
  const bytes = await inspector.preview(stagedForInspection(files, name, staged));
  return bytes === null ? undefined : files.stage(Readable.from([bytes]), bytes.length);
}
