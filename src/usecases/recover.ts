import { requeueInterruptedSends } from '../db/outbound.ts';
import type { Deps } from './deps.ts';
import { tick } from './tick.ts';
import { warnOfUnknownYears } from './warn-of-unknown-years.ts';

/** What a server does first: what the last one left in the middle is taken up, and what fell due meanwhile is made up once. */
export async function recoverAfterRestart(deps: Deps): Promise<void> {
  await warnOfUnknownYears(deps);
  await requeueInterruptedSends(deps.db);
  await tick(deps);
}
