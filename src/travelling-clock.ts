import { alone } from './db/database.ts';
import { findSetting, writeSetting } from './db/settings.ts';
import type { Database } from './db/tables.ts';
import type { TravellingClock } from './ports/clock.ts';

/** At the real instant `realAt` it was `domainAt` for the domain. */
interface Base {
  realAt: string;
  domainAt: string;
}

/**
 * The clock of the sandbox: real time until it is set, and then on from where it was set, also after a restart. `isOnly`: no other
 * process sets it, so there is nothing to look up.
 */
export async function openTravellingClock(db: Database, isOnly: boolean): Promise<TravellingClock> {
  let ahead = aheadMs(await readBase(db));
  // Many look it up at once, and an answer may come after a newer one: the later question counts.
  let asked = 0;
  let newest = 0;
  const take = (question: number, base: Base | undefined): void => {
    if (question < newest) return;
    newest = question;
    ahead = aheadMs(base);
  };
  let held: Promise<unknown> = Promise.resolve();
  return {
    hold(run) {
      const mine = held.then(() => alone(db, run));
      held = mine.catch(() => undefined);
      return mine;
    },
    now: () => new Date(Date.now() + ahead),
    async refresh() {
      if (isOnly) return;
      const question = ++asked;
      take(question, await readBase(db));
    },
    async setTo(instant) {
      const base: Base = { realAt: new Date().toISOString(), domainAt: instant.toISOString() };
      await writeSetting(db, SETTING, JSON.stringify(base));
      take(++asked, base);
    },
  };
}

function aheadMs(base: Base | undefined): number {
  return base === undefined ? 0 : Date.parse(base.domainAt) - Date.parse(base.realAt);
}

const SETTING = 'clock';

async function readBase(db: Database): Promise<Base | undefined> {
  const value = await findSetting(db, SETTING);
  return value === undefined ? undefined : JSON.parse(value);
}
