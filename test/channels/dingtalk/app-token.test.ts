import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAppApi } from '../../../src/channels/dingtalk/api/app-api.ts';
import { createAppToken } from '../../../src/channels/dingtalk/api/app-token.ts';
import type { Shared } from '../../../src/ports/shared.ts';
import { createMemoryShared } from '../../../src/shared/memory.ts';
import { startFakeApi, type FakeApi } from '../../helpers/fake-dingtalk/api.ts';
import { failureOf } from '../sendings.ts';

let fake: FakeApi;
let passed = 0;
let shared: Shared;

beforeEach(async () => {
  fake = await startFakeApi();
  fake.staff.set('u1', { name: '王五', unionid: 'U1', dept_id_list: [] });
  passed = 0;
  shared = createMemoryShared(() => passed);
});
afterEach(() => fake.stop());

/** One process. */
const createToken = (appSecret = fake.appSecret) => createAppToken({ apiBase: fake.url, appKey: fake.appKey, appSecret }, shared);
const createApi = () => createAppApi({ apiBase: fake.url, oapiBase: fake.url, token: createToken(), pace: async () => {} });
const fetched = () => fake.calls.filter(({ path }) => path === 'v1.0/oauth2/accessToken').length;
const ask = (api = createApi()) => api.postOld('user', 'topapi/v2/user/get', { userid: 'u1' });
const GET_USER = 'topapi/v2/user/get';

describe('the access token', () => {
  it('is fetched once for many that ask at once, in several processes', async () => {
    const processes = [createToken(), createToken(), createToken()];
    const tokens = await Promise.all(Array.from({ length: 30 }, (_, n) => processes[n % 3]!.get()));
    expect([new Set(tokens).size, fetched()]).toEqual([1, 1]);
  });

  it('is taken for five minutes less than it lives, and for a minute at least', async () => {
    for (const [expireIn, seconds] of [
      [7200, 6900],
      [1, 60],
      [undefined, 60],
    ] as const) {
      fake.expireIn = expireIn;
      passed += 10_000_000;
      const before = fetched();
      await createToken().get();
      passed += seconds * 1000 - 1000;
      await createToken().get();
      expect(fetched()).toBe(before + 1);
      passed += 2000;
      await createToken().get();
      expect(fetched()).toBe(before + 2);
    }
  });

  it('that was made invalid early is fetched anew, once for all who find out, on either host', async () => {
    const apis = [createApi(), createApi()];
    await ask(apis[0]);
    fake.invalidateTokens();
    await Promise.all(Array.from({ length: 10 }, (_, n) => ask(apis[n % 2])));
    expect(fetched()).toBe(2);
    fake.invalidateTokens();
    const body = { robotCode: fake.robotCode, userIds: ['u1'], msgKey: 'sampleText', msgParam: '{"content":"提醒"}' };
    await apis[0]!.post('private', 'v1.0/robot/oToMessages/batchSend', body);
    expect(fetched()).toBe(3);
  });

  it.each([
    { errcode: 42001 },
    { errcode: 88, sub_code: '40014' },
    { status: 401 },
    { status: 400, code: 'invalidAuthentication' },
    { status: 403, code: 'InvalidAccessToken' },
  ])('is asked for once more only when it is refused with %o', async (fault) => {
    for (let n = 0; n < 2; n++) fake.failNext(GET_USER, fault);
    expect(await failureOf(ask())).toMatchObject({ permanent: false });
    expect(fake.calls.filter(({ path }) => path === GET_USER)).toHaveLength(2);
    expect(await ask()).toMatchObject({ result: { unionid: 'U1' } });
  });

  it('with a wrong secret is not asked for again and again, for all processes', async () => {
    for (let n = 0; n < 20; n++) {
      expect(await failureOf(createToken('wrong').get())).toMatchObject({ code: 'credentials', permanent: true });
    }
    expect(fetched()).toBe(1);
    await createToken().get();
    passed += 11 * 60_000;
    await failureOf(createToken('wrong').get());
    expect(fetched()).toBe(3);
  });

  it('is fetched all the same after an error that goes by', async () => {
    fake.failNext('v1.0/oauth2/accessToken', { status: 403, code: 'Forbidden.AccessDenied.QpsLimitForApi' });
    expect(await failureOf(createToken().get())).toMatchObject({ permanent: false });
    fake.failNext('v1.0/oauth2/accessToken', 'break');
    expect(await failureOf(createToken().get())).toMatchObject({ code: 'token:no-answer', permanent: false });
    await createToken().get();
  });
});
