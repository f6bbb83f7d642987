import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A file the platform did not give is fetched again when it says, or after growing pauses, whoever looks for it meanwhile. */
export const evidenceWaits: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('evidence').addColumn('next_attempt_at', 'text').execute();
  },
};
