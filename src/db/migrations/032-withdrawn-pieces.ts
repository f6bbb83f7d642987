import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { changeConstraints } from './change-table.ts';

/** One piece of a 报送 can be withdrawn (撤回) and the rest stand. */
export const withdrawnPieces: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await changeConstraints(db, {
      table: 'evidence',
      words: [["'refused', 'failed')", "'refused', 'failed', 'withdrawn')"]],
      statements: [
        'alter table evidence drop constraint evidence_state_check',
        "alter table evidence add constraint evidence_state_check check (state in ('pending', 'stored', 'refused', 'failed', 'withdrawn'))",
      ],
    });
  },
};
