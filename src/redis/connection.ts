import { Redis } from 'ioredis';
import type { Logger } from 'pino';

export interface RedisConnection {
  redis: Redis;
  /** Known to be unreachable; not so while the first connection is being made. */
  isAway(): boolean;
  disconnect(): void;
}

/** A connection that never gives up, and says once that Redis went away and once that it is back. */
export function connectRedis(url: string, log: Logger): RedisConnection {
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  let away = false;
  let disconnected = false;

  function noteAway(error?: Error): void {
    if (away || disconnected) return;
    away = true;
    log.error({ err: error }, 'Redis cannot be reached; jobs wait in the database. Check REDIS_URL and that redis-server runs');
  }

  redis.on('error', noteAway);
  redis.on('close', () => noteAway());
  redis.on('ready', () => {
    if (away) log.info('Redis is back');
    away = false;
    void warnOfEviction(redis, log);
  });

  return {
    redis,
    isAway: () => away,
    disconnect() {
      disconnected = true;
      redis.disconnect();
    },
  };
}

/** A Redis that throws keys away when memory is short throws away jobs, silently. */
async function warnOfEviction(redis: Redis, log: Logger): Promise<void> {
  try {
    const policy = /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory'))?.[1];
    if (policy === 'noeviction') return;
    log.error({ policy }, 'Redis may throw jobs away: set maxmemory-policy noeviction in redis.conf');
  } catch (error) {
    log.debug({ err: error }, 'the eviction policy of Redis is not known');
  }
}
