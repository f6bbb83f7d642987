import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createShared, placeOf } from './app.ts';
import { createChannels } from './channels/index.ts';
import { readConfig, type Config } from './config.ts';
import { inspectDatabase, type Inspection } from './db/database.ts';
import { listBoundInChat } from './db/directory.ts';
import { findPlan } from './db/plans.ts';
import { countHeldReminders } from './db/reminders.ts';
import { isServerLocked } from './db/server-lock.ts';
import type { Database } from './db/tables.ts';
import { judgeCalendar } from './doctor/calendar.ts';
import { judgeClock } from './doctor/clock.ts';
import { judgeConfiguration } from './doctor/configuration.ts';
import { judgeDataDir } from './doctor/data-dir.ts';
import { judgeDatabase } from './doctor/database.ts';
import { judgeDirectory } from './doctor/directory.ts';
import { judgeExposure } from './doctor/exposure.ts';
import { judgeRedis, judgeRedisAway } from './doctor/redis.ts';
import { explainReminders } from './doctor/reminders.ts';
import { judgeS3 } from './doctor/s3.ts';
import { judgeServer } from './doctor/server.ts';
import { judgeWork } from './doctor/work.ts';
import { createCalendar } from './domain/calendar.ts';
import { ConfigError } from './domain/errors.ts';
import { fail, type Finding } from './domain/finding.ts';
import { createLogger } from './log.ts';
import { inspectFolder } from './files/inspect-folder.ts';
import { inspectS3 } from './files/inspect-s3.ts';
import { probePort } from './http/probe-port.ts';
import { inspectRedis } from './redis/inspect-redis.ts';
import { within } from './ports/within.ts';
import { openTravellingClock } from './travelling-clock.ts';
import { watchWork } from './usecases/watch-work.ts';

/** What a check may look at: whatever of the configuration could be read, and the database if it is there and up to date. */
interface Seen {
  config: Partial<Config>;
  db: Database | undefined;
  now: () => Date;
}

/** Gathers facts and has them judged. It looks only at what the configuration names: what cannot be read is a finding already. */
type Look = (seen: Seen) => Promise<Finding[]>;

const LOOKS: Readonly<Record<string, Look>> = {
  exposure: async ({ config: { http, sandbox } }) => (http === undefined ? [] : judgeExposure({ http, sandbox })),
  DATA_DIR: async ({ config }) => {
    if (config.dataDir === undefined) return [];
    return judgeDataDir(config.dataDir, await inspectFolder(config.dataDir), config.linkSecret === undefined);
  },
  server: async ({ config: { http, dataDir, databaseUrl } }) => {
    if (http === undefined || dataDir === undefined) return [];
    const locked = databaseUrl === undefined && isServerLocked(join(dataDir, 'server.lock'));
    return judgeServer({ port: http.port, locked, answers: await probePort(http.host, http.port) });
  },
  Redis: async ({ config: { redis }, now }) => {
    if (redis === undefined) return [];
    const facts = await inspectRedis(redis.url, redis.prefix, now).catch((error: Error) => error);
    return facts instanceof Error ? judgeRedisAway(facts) : [...judgeRedis(facts), ...judgeClock('Redis', facts.aheadMs)];
  },
  S3: async ({ config: { s3 } }) => (s3 === undefined ? [] : judgeS3(s3, await inspectS3(s3))),
  directory: async ({ config, db }) => {
    if (config.directory === undefined) return [];
    const bound = db === undefined ? [] : await listBoundInChat(db);
    return judgeDirectory({ file: config.directory, bound, platforms: listPlatforms(config) });
  },
  calendar: async ({ config, db, now }) => {
    if (config.calendar === undefined) return [];
    const plan = db === undefined ? undefined : await findPlan(db);
    return judgeCalendar(createCalendar(config.calendar), now(), plan?.year);
  },
  reminders: async ({ config: { reminders }, db }) =>
    reminders === undefined ? [] : explainReminders(reminders, db && (await countHeldReminders(db))),
  work: async ({ config, db, now }) => {
    if (db === undefined) return [];
    const domainNow = config.sandbox === undefined ? now() : (await openTravellingClock(db, true)).now();
    return judgeWork(await watchWork(db, domainNow));
  },
  channels: async ({ config: { sandbox, wecom, dingtalk, http, redis, directory, roomKeys } }) => {
    if (directory === undefined || roomKeys === undefined || http === undefined) return [];
    const log = createLogger('silent');
    const shared = createShared({ redis }, log);
    // To be asked, not to be talked on.
    const openFile = (): Promise<Readable> => Promise.reject(new Error('doctor sends nothing'));
    const channels = createChannels({ sandbox, wecom, dingtalk, http, directory, roomKeys }, { shared, log, openFile, welcome: () => '' });
    try {
      return (await Promise.all([...channels.values()].map((channel) => channel.check()))).flat();
    } finally {
      await shared.close();
    }
  },
};

/**
 * Everything that is misconfigured, and how to mend it. Nothing is made, migrated or changed; what hangs or breaks is a
 * finding too, and keeps nothing else from being looked at.
 */
export async function diagnose(environment: Readonly<Record<string, string | undefined>>, now = () => new Date()): Promise<Finding[]> {
  const { config, problems } = readConfig(environment);
  let inspection: Inspection | undefined;
  const database = await examine('database', async () => {
    const { dataDir } = config;
    if (dataDir === undefined || !('databaseUrl' in config)) return [];
    inspection = await inspectDatabase(placeOf({ dataDir, databaseUrl: config.databaseUrl }), now);
    const facts = inspection?.facts;
    return [...judgeDatabase(inspection), ...(facts?.kind === 'PostgreSQL' ? judgeClock('PostgreSQL', facts.aheadMs) : [])];
  });
  try {
    const db = inspection?.schema === 'current' ? inspection.db : undefined;
    const seen: Seen = { config, db, now };
    const found = await Promise.all(Object.entries(LOOKS).map(([name, look]) => examine(name, () => look(seen))));
    return [...judgeConfiguration(problems), ...database, ...found.flat()];
  } finally {
    await examine('database', async () => {
      await inspection?.db.destroy();
      return [];
    });
  }
}

/** Chat platforms that are switched on; the sandbox knows everybody by their own id. */
function listPlatforms(config: Partial<Config>): string[] {
  return (['wecom', 'dingtalk'] as const).filter((name) => config[name] !== undefined);
}

async function examine(name: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await within(LOOK_MS, look());
  } catch (error) {
    if (error instanceof ConfigError) return judgeConfiguration(error.problems);
    const why = error instanceof Error ? error.message : String(error);
    return [fail(`${name}: could not be looked at (${why})`, 'mend what the words in brackets name, then run doctor again')];
  }
}

// A platform may take its time.
const LOOK_MS = 10_000;
