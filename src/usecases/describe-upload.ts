import { updateSubstance } from '../db/evidence.ts';
import { findUpload, removeUpload, updateUpload } from '../db/uploads.ts';
import type { Substance } from '../domain/evidence.ts';
import type { Upload } from '../domain/upload.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import type { OpenedLink } from './open-upload-link.ts';

/** 说明, 形成日期 and 文号 of an uploaded file, as its sender says them. */
export type UploadDetails = Pick<Upload, 'caption' | 'madeOn' | 'docNumber'>;

/** What the sender said counts as confirmed: nobody else knows better. */
export function substanceOf({ caption, madeOn, docNumber }: UploadDetails): Partial<Omit<Substance, 'findings'>> {
  return {
    caption: caption === '' ? null : caption,
    madeOn,
    madeOnFrom: madeOn === null ? null : 'sender',
    madeOnConfirmed: madeOn === null ? 0 : 1,
    docNumber: docNumber === '' ? null : docNumber,
    docNumberConfirmed: docNumber === '' ? 0 : 1,
  };
}

/** Also of a file that is evidence (佐证资料) already. False when there is none. */
export async function describeUpload(deps: Deps, { link }: OpenedLink, id: string, details: UploadDetails): Promise<boolean> {
  return inTransaction(deps, async (tx) => {
    const upload = await findUpload(tx.db, link.id, id);
    if (upload === undefined || upload.state === 'removed') return false;
    await updateUpload(tx.db, id, details);
    if (upload.evidenceId !== null) await updateSubstance(tx.db, upload.evidenceId, substanceOf(details));
    return true;
  });
}

/** Takes a file out that is not all there yet. False when it is evidence by now: that is withdrawn (撤回) in chat. */
export async function dropUpload(deps: Deps, { link }: OpenedLink, id: string): Promise<boolean> {
  const upload = await findUpload(deps.db, link.id, id);
  if (upload === undefined || upload.state === 'removed') return true;
  if (!(await removeUpload(deps.db, id))) return false;
  await deps.files.forget(upload.storeToken);
  return true;
}
