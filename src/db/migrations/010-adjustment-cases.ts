import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { readRuleTerms } from '../../domain/score/read-terms.ts';

/** 加分项 / 扣分项 with what their text means, and the cases entered under them (加分, 扣分). */
export const adjustmentCases: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('adjustments')
      .addColumn('name', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await db.schema
      .alterTable('adjustments')
      .addColumn('terms', 'text', (c) => c.notNull().defaultTo('{}'))
      .execute();
    const { rows: rules } = await sql<{ id: string; text: string; rates: string }>`select id, text, rates from adjustments`.execute(db);
    for (const { id, text, rates } of rules) {
      await sql`update adjustments set terms = ${JSON.stringify(termsOf({ text, rates: JSON.parse(rates) }))} where id = ${id}`.execute(db);
    }
    // Also those nobody has confirmed yet.
    const { rows: imports } = await sql<{ id: string; draft: string }>`select id, draft from imports where draft is not null`.execute(db);
    for (const { id, draft } of imports) {
      await sql`update imports set draft = ${JSON.stringify(withTerms(JSON.parse(draft)))} where id = ${id}`.execute(db);
    }
    await db.schema
      .createTable('adjustment_cases')
      .addColumn('number', 'integer', (c) => c.primaryKey())
      .addColumn('plan_id', 'text', (c) => c.notNull().references('plans.id'))
      .addColumn('adjustment_id', 'text', (c) => c.notNull().references('adjustments.id'))
      .addColumn('rate', 'integer')
      .addColumn('amount', 'double precision', (c) => c.notNull())
      .addColumn('pieces', 'integer', (c) => c.notNull())
      .addColumn('doubled', 'integer', (c) => c.notNull())
      .addColumn('happened_on', 'text', (c) => c.notNull())
      .addColumn('source', 'text', (c) => c.notNull())
      .addColumn('department_id', 'text', (c) => c.references('departments.id'))
      .addColumn('entered_by', 'text', (c) => c.notNull().references('members.id'))
      .addColumn('entered_at', 'text', (c) => c.notNull())
      .addColumn('withdrawn_by', 'text', (c) => c.references('members.id'))
      .addColumn('withdrawn_at', 'text')
      .addColumn('withdrawn_reason', 'text')
      .execute();
    await db.schema.createIndex('adjustment_cases_of_plan').on('adjustment_cases').column('plan_id').execute();
  },
};

interface OldRule {
  text: string;
  rates: number[];
}

function withTerms({ adjustments, ...draft }: { adjustments: OldRule[] }) {
  return { ...draft, adjustments: adjustments.map((rule) => ({ ...rule, name: '', terms: termsOf(rule) })) };
}

function termsOf({ text, rates }: OldRule) {
  return readRuleTerms({ text, rates, worth: null });
}
