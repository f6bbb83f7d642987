import { findPlan } from '../db/plans.ts';
import type { Evidence, Substance } from '../domain/evidence.ts';
import { dayInName } from '../domain/made-on.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Deps } from './deps.ts';

/** What a file that is about to be kept tells of itself. */
export async function inspectFile({ db, clock }: Deps, { originalName }: Pick<Evidence, 'originalName'>): Promise<Partial<Substance>> {
  const year = (await findPlan(db))?.year ?? Number(dayOf(clock.now()).slice(0, 4));
  const madeOn = dayInName(originalName, year);
  return madeOn === undefined ? {} : { madeOn, madeOnFrom: 'name' };
}
