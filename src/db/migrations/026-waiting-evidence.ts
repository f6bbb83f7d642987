import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What is stored and waits for its 报送 is found without the thousands of files of its burst (同一批) that are in one already. */
export const waitingEvidence: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create index evidence_waiting on evidence (burst_id) where state = 'stored' and submission_id is null`.execute(db);
  },
};
