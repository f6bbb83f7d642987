import { listCounterFaults, listDatabaseFaults, listProgressFaults } from '../../src/db/integrity.ts';
import type { Database } from '../../src/db/tables.ts';

/** What `verify` would find wrong in the database. */
export async function findFaults(db: Database): Promise<string[]> {
  return [...(await listDatabaseFaults(db)), ...(await listCounterFaults(db)), ...(await listProgressFaults(db))];
}
