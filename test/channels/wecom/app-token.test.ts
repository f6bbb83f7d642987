import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAppToken } from '../../../src/channels/wecom/api/app-token.ts';
import { createAppApi } from '../../../src/channels/wecom/api/app-api.ts';
import type { Shared } from '../../../src/ports/shared.ts';
import { createRedisShared } from '../../../src/shared/redis.ts';
import { createMemoryShared } from '../../../src/shared/memory.ts';
import { startFakeApi, type FakeApi } from '../../helpers/fake-wecom/api.ts';
import { createTestLog } from '../../helpers/log.ts';
import { startRedis } from '../../helpers/redis.ts';
import { failureOf } from '../sendings.ts';

let fake: FakeApi;
let passed = 0;
let shared: Shared;

beforeEach(async () => {
  fake = await startFakeApi();
  passed = 0;
  shared = createMemoryShared(() => passed);
});
afterEach(() => fake.stop());

/** One process. What it remembers by itself is as good as nothing, so that only what is shared counts. */
const createToken = (change: object = {}) =>
  createAppToken({ base: fake.url, corpId: fake.corpId, secret: fake.secret, ...change }, shared);
const createApi = () => createAppApi({ base: fake.url, token: createToken() });
const fetched = () => fake.calls.filter(({ path }) => path === 'gettoken').length;

describe('the access_token', () => {
  it('is fetched once for many that ask at once, in several processes', async () => {
    const processes = [createToken(), createToken(), createToken()];
    const tokens = await Promise.all(Array.from({ length: 30 }, (_, n) => processes[n % 3]!.get()));
    expect(new Set(tokens).size).toBe(1);
    expect(fetched()).toBe(1);
  });

  it('is taken for five minutes less than it lives', async () => {
    for (const expiresIn of [7200, '7200']) {
      fake.expiresIn = expiresIn;
      passed += 10_000_000;
      const before = fetched();
      await createToken().get();
      passed += 6_899_000;
      await createToken().get();
      expect(fetched()).toBe(before + 1);
      passed += 2_000;
      await createToken().get();
      expect(fetched()).toBe(before + 2);
    }
  });

  it('is not fetched for every call where the platform says no sensible time', async () => {
    for (const expiresIn of [0, '', 'soon', undefined, -5]) {
      fake.expiresIn = expiresIn;
      passed += 10_000_000;
      const before = fetched();
      for (let n = 0; n < 5; n++) await createToken().get();
      expect(fetched()).toBe(before + 1);
    }
  });

  it('that was made invalid early is fetched anew, once for all who find out', async () => {
    const [one, other] = [createApi(), createApi()];
    await one.get('agent/get', { agentid: String(fake.agentId) });
    fake.invalidateTokens();
    await Promise.all(
      Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? one : other).get('agent/get', { agentid: String(fake.agentId) })),
    );
    expect(fetched()).toBe(2);
  });

  it('that another process has replaced is not thrown away', async () => {
    const token = createToken();
    const old = await token.get();
    fake.invalidateTokens();
    await token.drop(old);
    const fresh = await createToken().get();
    await token.drop(old);
    expect(await token.get()).toBe(fresh);
    expect(fetched()).toBe(2);
  });

  it.each([40014, 42001, 41001])('is fetched anew on errcode %i, and the call made again', async (errcode) => {
    fake.failNext('agent/get', { errcode });
    expect(await createApi().get('agent/get', { agentid: String(fake.agentId) })).toMatchObject({ errcode: 0 });
  });

  it('is asked for once more only: a platform that refuses every token is left alone', async () => {
    for (let n = 0; n < 2; n++) fake.failNext('agent/get', { errcode: 42001 });
    expect(await failureOf(createApi().get('agent/get'))).toMatchObject({ code: '42001', permanent: false });
    expect(fake.calls.filter(({ path }) => path === 'agent/get')).toHaveLength(2);
  });

  it('with a wrong secret is not asked for again and again, for all processes', async () => {
    for (let n = 0; n < 20; n++) {
      expect(await failureOf(createToken({ secret: 'wrong' }).get())).toMatchObject({ code: '40001', permanent: true });
    }
    expect(fetched()).toBe(1);
    // The secret that was corrected is another question.
    await createToken().get();
    passed += 11 * 60_000;
    await failureOf(createToken({ secret: 'wrong' }).get());
    expect(fetched()).toBe(3);
  });

  it('is fetched all the same after an error that goes by', async () => {
    fake.failNext('gettoken', { errcode: -1 });
    expect(await failureOf(createToken().get())).toMatchObject({ code: '-1', permanent: false });
    fake.failNext('gettoken', 'break');
    expect(await failureOf(createToken().get())).toMatchObject({ code: 'app:no-answer', permanent: false });
    expect(await createToken().get()).toMatch(/^token-/);
  });

  it('is remembered while what is shared is away', async () => {
    const nothing: Shared = {
      ...shared,
      get: async () => undefined,
      set: async () => {},
      lock: async () => undefined,
    };
    const token = createAppToken({ base: fake.url, corpId: fake.corpId, secret: fake.secret }, nothing);
    const first = await token.get();
    expect([await token.get(), fetched()]).toEqual([first, 1]);
    fake.invalidateTokens();
    await token.drop(first);
    expect(await token.get()).not.toBe(first);
  });
});

it('is one for processes that share a Redis, however many ask at once', async () => {
  const redis = await startRedis();
  const processes = Array.from({ length: 3 }, () => createRedisShared({ url: redis.url, prefix: '{wenming}', log: createTestLog().log }));
  const apis = processes.map((one) =>
    createAppApi({ base: fake.url, token: createAppToken({ base: fake.url, corpId: fake.corpId, secret: fake.secret }, one) }),
  );
  const askAll = () => Promise.all(Array.from({ length: 30 }, (_, n) => apis[n % 3]!.get('agent/get', { agentid: String(fake.agentId) })));
  await askAll();
  expect(fetched()).toBe(1);
  fake.invalidateTokens();
  await askAll();
  expect(fetched()).toBe(2);
  await Promise.all(processes.map((one) => one.close()));
  await redis.stop();
});
