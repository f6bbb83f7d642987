import { releaseExports } from '../db/exports.ts';
import { requeueInterruptedSends } from '../db/outbound.ts';
import { followLadder } from './follow-ladder.ts';
import type { Deps } from './deps.ts';
import { tick } from './tick.ts';
import { warnOfUnknownYears } from './warn-of-unknown-years.ts';

/** What the only server does before anything else: what the last one was sending or making when it died is begun again, at once. */
export async function takeUpClaims({ db }: Deps): Promise<void> {
  await requeueInterruptedSends(db);
  await releaseExports(db);
}

/** What fell due while nobody was there is made up once, and what was left in the middle is taken up. */
export async function catchUp(deps: Deps): Promise<void> {
  await warnOfUnknownYears(deps);
  await followLadder(deps);
  await tick(deps);
}
