import { clearHandledBodies } from '../db/inbound.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';

/** Lets go of what people wrote and sent a month ago: evidence (佐证资料) is in the store, and the rows still say that it happened. */
export async function clearOldBodies(deps: Deps): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - KEPT_MS).toISOString();
  await inTransaction(deps, (tx) => clearHandledBodies(tx.db, before));
}

const KEPT_MS = 30 * 24 * 3_600_000;
