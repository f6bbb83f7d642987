import { Redis } from 'ioredis';
import type { RedisFacts } from '../ports/facts.ts';

/**
 * One look at Redis over a connection of its own. A key that lives for a second is written, nothing else changes. Rejects with
 * what went wrong when it cannot be reached or does not let us in.
 */
export async function inspectRedis(url: string, prefix: string, now: () => Date): Promise<RedisFacts> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: ANSWER_MS, commandTimeout: ANSWER_MS, retryStrategy: () => null });
  // The promise only says that the connection closed; what was wrong comes as an event before.
  let cause: Error | undefined;
  redis.on('error', (error: Error) => (cause ??= error));
  try {
    await redis.connect();
    // A wrong password is noticed here: connecting itself succeeds.
    const info = parseInfo(await redis.info());
    const facts = {
      ...read(info),
      appendFsync: await readSetting(redis, 'appendfsync'),
      writeProblem: await findWriteProblem(redis, `${prefix}:doctor`),
      aheadMs: (await readClock(redis)) - now().getTime(),
    };
    // A number of a database that is not there, for example: the commands went to another one.
    if (cause !== undefined) throw cause;
    return facts;
  } catch (error) {
    throw cause ?? error;
  } finally {
    redis.disconnect();
  }
}

const ANSWER_MS = 2_000;

function parseInfo(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/^([a-z_]+):(.*?)\r?$/gm)].map(([, name = '', value = '']) => [name, value]));
}

function read(info: ReadonlyMap<string, string>): Omit<RedisFacts, 'appendFsync' | 'writeProblem' | 'aheadMs'> {
  const most = Number(info.get('maxmemory') ?? 0);
  return {
    version: info.get('redis_version') ?? 'unknown',
    evictionPolicy: info.get('maxmemory_policy') ?? 'unknown',
    appendOnly: info.get('aof_enabled') === '1',
    replica: info.get('role') === 'slave',
    usedBytes: Number(info.get('used_memory') ?? 0),
    mostBytes: most === 0 ? undefined : most,
    machineBytes: Number(info.get('total_system_memory') ?? 0),
  };
}

/** Rented ones often refuse to be asked. */
async function readSetting(redis: Redis, name: string): Promise<string | undefined> {
  try {
    const answer = (await redis.config('GET', name)) as string[] | Record<string, string>;
    return Array.isArray(answer) ? answer[1] : answer[name];
  } catch {
    return undefined;
  }
}

async function findWriteProblem(redis: Redis, key: string): Promise<string | undefined> {
  try {
    await redis.set(key, '', 'PX', 1_000);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function readClock(redis: Redis): Promise<number> {
  const [seconds = 0, microseconds = 0] = (await redis.time()).map(Number);
  return seconds * 1000 + microseconds / 1000;
}
