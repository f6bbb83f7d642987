import { afterAll, beforeAll, describe } from 'vitest';
import { DIALECT } from '../helpers/databases.ts';
import { startRedis, type RedisServer } from '../helpers/redis.ts';
import { createWorld, type World } from '../world.ts';
import { tellTheYear } from './year-story.ts';

describe.each(['the in-process queue', 'BullMQ on Redis'])(`the first conversation on ${DIALECT}, with %s`, (queue) => {
  let redis: RedisServer | undefined;
  let world: World;

  beforeAll(async () => {
    redis = queue === 'BullMQ on Redis' ? await startRedis() : undefined;
    world = await createWorld({ now: '2023-06-12 09:30', ...(redis === undefined ? {} : { redisUrl: redis.url }) });
  });

  afterAll(async () => {
    await world.close();
    await redis?.stop();
  });

  tellTheYear(() => world);
});
