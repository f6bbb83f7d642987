import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How large the small picture of a piece of evidence (预览图) is: platforms want to know before they take it. */
export const previewSizes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('evidence').addColumn('preview_size', 'integer').execute();
  },
};
