import { afterAll, beforeAll, describe } from 'vitest';
import { createDingtalkWorld, type DingtalkWorld } from '../helpers/dingtalk-world.ts';
import { tellTheYear } from './year-story.ts';

describe.each(['http', 'stream'] as const)('the first conversation on 钉钉 in %s mode', (mode) => {
  let world: DingtalkWorld;

  beforeAll(async () => {
    world = await createDingtalkWorld(mode);
  });
  afterAll(() => world.close());

  tellTheYear(() => world);
});
