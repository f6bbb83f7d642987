import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { directory } from './001-first-conversation/directory.ts';
import { evidence } from './001-first-conversation/evidence.ts';
import { messages } from './001-first-conversation/messages.ts';
import { plan } from './001-first-conversation/plan.ts';

/** Only text, integer and double precision; only what SQLite and PostgreSQL both take. */
export const firstConversation: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await directory(db);
    await plan(db);
    await evidence(db);
    await messages(db);
  },
};
