import { findEvidence } from '../db/evidence.ts';
import { listUploads } from '../db/uploads.ts';
import { formatSize } from '../domain/file-size.ts';
import type { EvidenceRemark } from '../domain/evidence.ts';
import type { Upload } from '../domain/upload.ts';
import type { Deps } from './deps.ts';
import { itemView, type ItemView } from './item-view.ts';
import type { OpenedLink } from './open-upload-link.ts';

/** A file as the upload page shows it. */
export interface UploadView extends Pick<Upload, 'id' | 'name' | 'size' | 'caption' | 'madeOn' | 'docNumber'> {
  received: number;
  /** `checking`: all there, not stored yet; `lost`: the store has its beginning no more. */
  state: 'receiving' | 'checking' | 'stored' | 'refused' | 'lost';
  remark: EvidenceRemark | null;
}

export interface UploadState {
  item: ItemView;
  files: UploadView[];
  /** Most bytes of one file, and the same in words. */
  limit: { bytes: number; words: string };
}

export async function readUploadState(deps: Deps, { link, deliverable }: OpenedLink): Promise<UploadState> {
  const bytes = deps.config.evidence.maxUploadMb * 1024 * 1024;
  const files: UploadView[] = [];
  for (const upload of await listUploads(deps.db, link.id)) files.push(await viewOf(deps, upload));
  return { item: itemView(deliverable), files, limit: { bytes, words: formatSize(bytes) } };
}

async function viewOf(deps: Deps, upload: Upload): Promise<UploadView> {
  const { id, name, size, caption, madeOn, docNumber } = upload;
  const common = { id, name, size, caption, madeOn, docNumber };
  if (upload.evidenceId === null) {
    const received = await deps.files.received(upload.storeToken);
    return { ...common, received: received ?? 0, state: received === undefined ? 'lost' : 'receiving', remark: null };
  }
  const evidence = await findEvidence(deps.db, upload.evidenceId);
  // One that was withdrawn (撤回) since did arrive.
  const arrived = evidence?.state === 'stored' || evidence?.state === 'withdrawn';
  const state = arrived ? 'stored' : evidence?.state === 'pending' ? 'checking' : 'refused';
  return { ...common, received: size, state, remark: evidence?.remark ?? null };
}
