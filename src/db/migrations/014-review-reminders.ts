import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Reviewers are reminded of what waits for them: of what waits already, too. The next tick decides when. */
export const reviewReminders: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const open = sql`select id from plans where closed_at is null`;
    await sql`update deliverables set next_reminder_at = ladder_from where state = 'submitted' and plan_id in (${open})`.execute(db);
  },
};
