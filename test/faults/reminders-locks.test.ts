import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DialectName } from '../helpers/databases.ts';
import { countUntold } from '../helpers/invariants.ts';
import { aheadAt, createMorning, readInPeace, type Morning } from '../helpers/morning.ts';
import { until } from '../helpers/until.ts';

/** Longer than any statement or claim has patience for. */
const HELD_MS = 10_000;
const NINE = '2023-06-20 09:00:00';

let expected: string[];
beforeAll(async () => {
  expected = await readInPeace([NINE]);
});

/** Somebody beside the server locks what it wants to write; returns how to let go. */
async function lock({ place }: Morning): Promise<() => Promise<void>> {
  if ('file' in place) {
    const other = new DatabaseSync(place.file, { timeout: 30_000 });
    other.exec('BEGIN IMMEDIATE');
    return async () => other.close();
  }
  const other = new Client({ connectionString: place.url });
  await other.connect();
  await other.query('begin');
  await other.query('lock table reminders, outbound_messages in share row exclusive mode');
  return () => other.end();
}

const DIALECTS: DialectName[] = ['SQLite', 'PostgreSQL'];

describe.concurrent('on a morning of reminders somebody else holds the database for ten seconds', { timeout: 400_000 }, () => {
  it.for(DIALECTS)('while they are decided: all are told on the day (%s)', async (dialect, { onTestFinished }) => {
    const morning = await createMorning(dialect);
    onTestFinished(() => morning.close());
    const server = await morning.start('2023-06-20 08:50:00');
    const letGo = await lock(morning);
    server.setClock(aheadAt('2023-06-20 08:59:58'));
    await wait(HELD_MS);
    expect(morning.read()).toEqual([]);
    await letGo();
    server.setClock(aheadAt('2023-06-20 09:00:58'));
    await morning.untilRead(expected);
    expect(morning.countRepeats()).toBe(0);
  });

  it.for(DIALECTS)('while it is recorded that they were sent: none is sent twice (%s)', async (dialect, { onTestFinished }) => {
    const morning = await createMorning(dialect);
    onTestFinished(() => morning.close());
    const { promise: letThrough, resolve } = Promise.withResolvers<void>();
    morning.wecom.api.takes = async ({ path }) => (path === 'message/send' ? letThrough : undefined);
    await morning.start(NINE);
    const withPlatform = (): boolean => morning.countAsked() === JOBS_AT_ONCE;
    await until(async () => withPlatform() && (await countUntold(morning.place)) === 0);
    const letGo = await lock(morning);
    resolve();
    await wait(HELD_MS);
    await letGo();
    await morning.untilRead(expected);
    expect(morning.countRepeats()).toBe(0);
  });
});

/** So many may be with the platform at once. */
const JOBS_AT_ONCE = 8;
