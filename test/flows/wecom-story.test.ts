import { afterAll, beforeAll, describe } from 'vitest';
import { createWecomWorld, type WecomWorld } from '../helpers/wecom-world.ts';
import { tellTheYear } from './year-story.ts';

describe.each(['callback', 'connection', 'app'] as const)('the first conversation on 企业微信, in private by %s', (mode) => {
  let world: WecomWorld;

  beforeAll(async () => {
    world = await createWecomWorld(mode);
  });
  afterAll(() => world.close());

  tellTheYear(() => world);
});
