import { randomUUIDv7 } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { createChannels } from './channels/index.ts';
import type { Config } from './config.ts';
import type { ServiceRole } from './config/values.ts';
import { openDataDir } from './data-dir.ts';
import { type DatabasePlace, openDatabase } from './db/database.ts';
import { lockServer } from './db/server-lock.ts';
import { createCalendar } from './domain/calendar.ts';
import { ConfigError } from './domain/errors.ts';
import { createDiskStore } from './files/disk.ts';
import { createS3Store } from './files/s3.ts';
import { createHttpServer } from './http/server.ts';
import { createPageReader } from './guarded/read-page.ts';
import { createInspector } from './inspector/inspector.ts';
import { openLinkKey } from './link-key.ts';
import { createLogger } from './log.ts';
import type { FileStore } from './ports/file-store.ts';
import type { Inspector } from './ports/inspector.ts';
import type { JobQueue } from './ports/job-queue.ts';
import type { Shared } from './ports/shared.ts';
import { createBullmqQueue } from './queue/bullmq.ts';
import { createInProcessQueue } from './queue/in-process.ts';
import { createMessageRenderer, type RenderMessage } from './render/messages.ts';
import { createMemoryShared } from './shared/memory.ts';
import { createRedisShared } from './shared/redis.ts';
import { openTravellingClock } from './travelling-clock.ts';
import { acceptMessages } from './usecases/accept-messages.ts';
import type { Deps } from './usecases/deps.ts';
import { inTransaction } from './usecases/in-transaction.ts';
import { catchUp, takeUpClaims } from './usecases/recover.ts';
import { takeOverDirectory } from './usecases/take-over-directory.ts';
import { createJobHandlers } from './worker/jobs.ts';
import { startSchedule } from './worker/schedule.ts';

/** The running program, or the part of it that ROLES names: `web` is talked to, `worker` does the jobs, `cron` watches the clock. */
export interface App {
  deps: Deps;
  /** Returns the address it listens on; every part tells its health there. */
  start(): Promise<string>;
  /** Stops in order: no new requests, no new ticks, running jobs to their end, then the stores. */
  stop(): Promise<void>;
}

/** Parts that somebody else made, and ends. */
interface Given {
  inspector?: Inspector;
  render?: RenderMessage;
}

/** A server: everything built and awaited here, nothing running before `start`. */
export async function createApp(config: Config, given: Given = {}): Promise<App> {
  openDataDir(config.dataDir);
  const release = lockDataDir(config);
  const log = createLogger(config.logLevel);
  const queue = createQueue(config, log);
  const { deps, close } = await openDeps(config, { log, queue, ...given });
  const http = createHttpServer(deps);
  const does = (role: ServiceRole): boolean => config.roles.includes(role);
  let schedule: ReturnType<typeof startSchedule> | undefined;
  let caughtUp: Promise<void> | undefined;
  return {
    deps,
    async start() {
      // On PostgreSQL others may be at work right now; what one of them leaves is taken up when its claim runs out.
      if (config.databaseUrl === undefined) await takeUpClaims(deps);
      if (does('worker')) await queue.process(createJobHandlers(deps));
      const url = await http.start();
      if (does('web')) await openChannels(deps);
      // People are answered while the rest is made up for.
      if (does('cron')) {
        caughtUp = catchUp(deps).catch((error: unknown) => log.error({ err: error }, 'could not catch up; the next tick tries again'));
        schedule = startSchedule(deps);
      }
      return url;
    },
    async stop() {
      await http.stop();
      await schedule?.stop();
      await caughtUp;
      await queue.close();
      for (const channel of deps.channels.values()) await channel.close?.();
      await close();
      release();
    },
  };
}

/** Platforms that are connected to instead of delivering. */
async function openChannels(deps: Deps): Promise<void> {
  for (const channel of deps.channels.values()) await channel.open?.((messages) => acceptMessages(deps, channel.name, messages));
}

/** SQLite has one server. On PostgreSQL any number of processes share the data. */
function lockDataDir({ dataDir, databaseUrl }: Config): () => void {
  if (databaseUrl !== undefined) return () => {};
  const release = lockServer(join(dataDir, 'server.lock'));
  if (release !== undefined) return release;
  throw new ConfigError([`DATA_DIR: another server already works on ${dataDir}; stop it, or give this one its own DATA_DIR`]);
}

/** Where this configuration keeps its data. */
export function placeOf({ dataDir, databaseUrl }: Pick<Config, 'dataDir' | 'databaseUrl'>): DatabasePlace {
  return databaseUrl === undefined ? { file: join(dataDir, 'wenming.db') } : { url: databaseUrl };
}

/** On S3 what is under way is on this machine, too; nothing is asked of it yet, so a start does not wait for it. */
function openFileStore({ dataDir, s3 }: Config): Promise<FileStore> {
  return s3 === undefined ? createDiskStore(join(dataDir, 'files')) : createS3Store(s3, join(dataDir, 'spool'));
}

/** What use cases need, for the server and for the command line. */
async function openDeps(
  config: Config,
  parts: { log: Logger; queue: Pick<JobQueue, 'add'> } & Given,
): Promise<{ deps: Deps; close(): Promise<void> }> {
  const db = await openDatabase(placeOf(config));
  const shared = createShared(config, parts.log);
  const files = await openFileStore(config);
  const inspector = parts.inspector ?? createInspector();
  const render = parts.render ?? openRenderer();
  const welcome = (botName: string): string => render('welcome', { botName }).text;
  const deps: Deps = {
    config,
    db,
    queue: parts.queue,
    shared,
    files,
    inspector,
    pages: createPageReader(config.evidence.linkHosts),
    channels: createChannels(config, { shared, log: parts.log, openFile: (key) => files.open(key), welcome }),
    clock: config.sandbox === undefined ? { now: () => new Date() } : await openTravellingClock(db, config.databaseUrl === undefined),
    calendar: createCalendar(config.calendar),
    render,
    log: parts.log,
    newId: randomUUIDv7,
    linkKey: openLinkKey(config.dataDir, config.linkSecret),
  };
  await inTransaction(deps, takeOverDirectory);
  return {
    deps,
    async close() {
      if (parts.inspector === undefined) inspector.close();
      await deps.shared.close();
      await db.destroy();
    },
  };
}

/** The folder in which backups keep the files, laid out like DATA_DIR/files. */
export function openFileFolder(dir: string): Promise<FileStore> {
  return createDiskStore(dir);
}

/** The same for the command line, which adds no jobs: the sweep of a running server takes up what was written. */
export async function openBesideServer(config: Config): Promise<{ deps: Deps; close(): Promise<void> }> {
  openDataDir(config.dataDir);
  return openDeps(config, { log: createLogger(config.logLevel), queue: { add: async () => {} } });
}

/** Where a backup is put back: refused while a server works there. Made as the migration `upTo` left it, then brought up to date. */
export async function refill(
  config: Config,
  upTo: string,
  fill: (place: Pick<Deps, 'db' | 'files'>) => Promise<void>,
): Promise<{ deps: Pick<Deps, 'db' | 'files'>; close(): Promise<void> }> {
  openDataDir(config.dataDir);
  const release = lockDataDir(config);
  try {
    const files = await openFileStore(config);
    const old = await openDatabase(placeOf(config), upTo);
    try {
      await fill({ db: old, files });
    } finally {
      await old.destroy();
    }
    const db = await openDatabase(placeOf(config));
    return { deps: { db, files }, close: () => db.destroy() };
  } finally {
    release();
  }
}

/** What is said and nothing else: no configuration, no data. */
export function openRenderer(): RenderMessage {
  return createMessageRenderer(fileURLToPath(new URL('../templates/messages', import.meta.url)));
}

/** What processes have to agree on: on Redis, or in this one. */
export function createShared({ redis }: Pick<Partial<Config>, 'redis'>, log: Logger): Shared {
  return redis === undefined ? createMemoryShared() : createRedisShared({ ...redis, log });
}

function createQueue({ redis }: Config, log: Logger): JobQueue {
  return redis === undefined ? createInProcessQueue({ log }) : createBullmqQueue({ ...redis, log });
}
