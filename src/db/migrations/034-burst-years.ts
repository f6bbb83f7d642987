import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Every open year takes what it still asks for: files that wait for their item remember which year was named. */
export const burstYears: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('bursts').addColumn('year', 'integer').execute();
  },
};
