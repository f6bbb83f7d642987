import { findEvidence } from '../db/evidence.ts';
import { findHashUse, noteBytesRemoved } from '../db/evidence-bytes.ts';
import { clearOldExports } from './clear-old-exports.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';

/**
 * Takes the bytes of a destroyed file (清除) and of its preview out of the store, unless another piece of evidence is the same bytes;
 * while one is being put away, the sweep asks again later. Content to find them gone.
 *
 * The removal stands inside the transaction, although it is a file's: whoever stores the same bytes says so in one of the same line
 * before putting them away, so either the claim is seen here, or the bytes are put away again afterwards. Repeating it is harmless.
 * A store that does not answer is found out before, so that nobody waits for it with the database.
 */
export async function removeBytes(deps: Deps, evidenceId: string): Promise<void> {
  const doomed = await findEvidence(deps.db, evidenceId);
  if (doomed?.bytesToRemove !== 1) return;
  if (doomed.sha256 !== null) await deps.files.size(doomed.sha256);
  await inTransaction(deps, async (tx) => {
    const evidence = await findEvidence(tx.db, evidenceId);
    if (evidence?.bytesToRemove !== 1) return;
    for (const key of [evidence.sha256, evidence.previewSha256]) {
      if (key === null) continue;
      const use = await findHashUse(tx.db, key);
      if (use === 'pending') return;
      if (use === undefined) await tx.files.remove(key);
    }
    await noteBytesRemoved(tx.db, evidenceId);
  });
  // A text of it stands in the archives that held it, too.
  await clearOldExports(deps);
}
