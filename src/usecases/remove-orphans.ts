import { listUnknownKeys } from '../db/integrity.ts';
import type { Deps } from './deps.ts';
import { findOrphans } from './find-orphans.ts';
import { inTransaction } from './in-transaction.ts';

/**
 * Takes out of the store what processes have left that died over it: files that belong to nothing, and what was never received whole. A store
 * of which most belongs to nothing is another database's, or waits for its backup: there nothing is removed.
 */
export async function removeOrphans(deps: Deps): Promise<void> {
  await deps.files.clearLeftovers(new Date());
  const { known, orphans } = await findOrphans(deps);
  if (orphans.length === 0) return;
  if (orphans.length > known) {
    deps.log.error(
      { known, unknown: orphans.length },
      'most stored files belong to nothing in this database, so none was removed. See that DATABASE_URL, DATA_DIR and S3_BUCKET belong together',
    );
    return;
  }
  for (const key of orphans) {
    // The removal stands inside the transaction, as that of destroyed evidence does: who stores the same bytes says so first.
    await inTransaction(deps, async (tx) => {
      if ((await listUnknownKeys(tx.db, [key])).length > 0) await tx.files.remove(key);
    });
  }
  deps.log.info({ count: orphans.length }, 'files that belonged to nothing were removed');
}
