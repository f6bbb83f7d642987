import { findEvidence, isHashInUse, noteBytesRemoved } from '../db/evidence.ts';
import type { Deps } from './deps.ts';

/** Takes the bytes of a destroyed file (清除) out of the store, unless another piece of evidence is the same bytes. Content to find them gone. */
export async function removeBytes(deps: Deps, evidenceId: string): Promise<void> {
  const evidence = await findEvidence(deps.db, evidenceId);
  if (evidence?.bytesToRemove !== 1) return;
  if (evidence.sha256 !== null && !(await isHashInUse(deps.db, evidence.sha256))) await deps.files.remove(evidence.sha256);
  await noteBytesRemoved(deps.db, evidenceId);
}
