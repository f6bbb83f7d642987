import { findHashUse } from '../db/evidence-bytes.ts';
import { forgetExportFile, listExpiredExports } from '../db/exports.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';

/** Takes the files of expired exports (导出) out of the store, unless evidence or another export is the same bytes. */
export async function clearOldExports(deps: Deps): Promise<void> {
  for (const row of await listExpiredExports(deps.db, new Date().toISOString())) {
    // The removal stands inside the transaction, as that of destroyed evidence does: who stores the same bytes says so first.
    await inTransaction(deps, async (tx) => {
      const isLast = await forgetExportFile(tx.db, row);
      if (isLast && (await findHashUse(tx.db, row.sha256!)) === undefined) await tx.files.remove(row.sha256!);
    });
  }
}
