import type { AdjustmentRule } from '../domain/plan.ts';
import type { AdjustmentCase } from '../domain/score/adjustment-case.ts';
import { nextNumber } from './counters.ts';
import type { Database, Tables } from './tables.ts';

/** 加分项 and 扣分项 of a plan, in table order, the cancelled ones behind. */
export async function listAdjustments(db: Database, planId: string): Promise<AdjustmentRule[]> {
  const rows = await db.selectFrom('adjustments').selectAll().where('planId', '=', planId).orderBy('position').execute();
  return rows.map(toRule);
}

function toRule(row: Tables['adjustments']): AdjustmentRule {
  return { ...row, rates: JSON.parse(row.rates), departments: JSON.parse(row.departments), terms: JSON.parse(row.terms) };
}

/** Everything entered under a plan's rules, the withdrawn ones too, in the order of their numbers. */
export async function listCases(db: Database, planId: string): Promise<AdjustmentCase[]> {
  return db.selectFrom('adjustmentCases').selectAll().where('planId', '=', planId).orderBy('number').execute();
}

/** By its J number. */
export async function findCase(db: Database, number: number): Promise<AdjustmentCase | undefined> {
  return db.selectFrom('adjustmentCases').selectAll().where('number', '=', number).executeTakeFirst();
}

/** Returns its J number. */
export async function insertCase(
  db: Database,
  entered: Omit<AdjustmentCase, 'number' | 'withdrawnBy' | 'withdrawnAt' | 'withdrawnReason'>,
): Promise<number> {
  const number = await nextNumber(db, 'adjustment-case');
  await db
    .insertInto('adjustmentCases')
    .values({ ...entered, number, withdrawnBy: null, withdrawnAt: null, withdrawnReason: null })
    .execute();
  return number;
}

export async function markCaseWithdrawn(
  db: Database,
  number: number,
  by: Pick<AdjustmentCase, 'withdrawnBy' | 'withdrawnAt' | 'withdrawnReason'>,
): Promise<void> {
  await db.updateTable('adjustmentCases').set(by).where('number', '=', number).execute();
}
