import { afterAll, beforeAll, describe } from 'vitest';
import { createWecomWorld, type WecomWorld } from '../helpers/wecom-world.ts';
import { tellTheYear } from './year-story.ts';

describe('the first conversation on 企业微信, a bot by callback and an app', () => {
  let world: WecomWorld;

  beforeAll(async () => {
    world = await createWecomWorld();
  });
  afterAll(() => world.close());

  tellTheYear(() => world);
});
