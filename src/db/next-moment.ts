import { sql } from 'kysely';
import type { Database } from './tables.ts';

/** The earliest after `passed` and not after `target`: of a reminder (提醒), or of the end of a burst of files. */
export async function findNextMoment(db: Database, passed: string, target: string): Promise<string | undefined> {
  const reminder = await db
    .selectFrom('deliverables')
    .select((e) => e.fn.min('nextReminderAt').as('at'))
    .where('nextReminderAt', '>', passed)
    .where('nextReminderAt', '<=', target)
    .executeTakeFirst();
  const deadline = await db
    .selectFrom('deadlines')
    .select((e) => e.fn.min('nextAt').as('at'))
    .where('nextAt', '>', passed)
    .where('nextAt', '<=', target)
    .executeTakeFirst();
  const burst = await db
    .selectFrom('bursts')
    .select((e) => e.fn.min('endsAt').as('at'))
    .where('ended', '=', sql.lit(0))
    .where('endsAt', '>', passed)
    .where('endsAt', '<=', target)
    .executeTakeFirst();
  return [reminder?.at, deadline?.at, burst?.at].filter((at) => at != null).toSorted()[0];
}
