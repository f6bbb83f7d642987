import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** 任务分解表 as it was read: an item may ask for several numbers (数量要求), and keeps the cells of its row. */
export const readings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('tasks').renameColumn('quota', 'quotas').execute();
    await db.schema
      .alterTable('tasks')
      .addColumn('source', 'text', (c) => c.notNull().defaultTo('[]'))
      .execute();
    const { rows: tasks } = await sql<{ id: string; quota: string }>`select id, quotas as quota from tasks`.execute(db);
    for (const { id, quota } of tasks) {
      await sql`update tasks set quotas = ${JSON.stringify(asList(JSON.parse(quota)))} where id = ${id}`.execute(db);
    }
    // Also those nobody has confirmed yet.
    const { rows: imports } = await sql<{ id: string; draft: string }>`select id, draft from imports where draft is not null`.execute(db);
    for (const { id, draft } of imports) {
      await sql`update imports set draft = ${JSON.stringify(withLists(JSON.parse(draft)))} where id = ${id}`.execute(db);
    }
  },
};

interface OldQuota {
  raw: string;
  n: number;
  per: string;
}

function withLists({ tasks, ...draft }: { tasks: { quota: OldQuota | null }[] }) {
  return { ...draft, tasks: tasks.map(({ quota, ...task }) => ({ ...task, quotas: asList(quota), source: [], at: '', corrections: [] })) };
}

function asList(quota: OldQuota | null) {
  return quota === null ? [] : [{ ...quota, unit: /[次场期篇条张份个件项]/.exec(quota.raw)?.[0] ?? '次' }];
}
