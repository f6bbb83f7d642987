import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../helpers/fake-dingtalk/api.ts';
import { failureOf } from '../sendings.ts';
import { startSender, toGroup, toRoom, toZhang, ZHANG, type Sender } from './sender.ts';

let sender: Sender;
beforeEach(async () => {
  sender = await startSender();
});
afterEach(() => sender.stop());

const PRIVATE = 'v1.0/robot/oToMessages/batchSend';

async function refusedBy(path: string, fault: Fault) {
  sender.fake.failNext(path, fault);
  const { code, permanent, retryAfterMs, detail } = await failureOf(sender.send(path === PRIVATE ? toZhang('提醒') : toRoom('通报')));
  return { code, permanent, retryAfterMs, detail };
}

/** To the group's own robot only, so that what it refuses is not said by the app's. */
function onlyWebhook(): void {
  sender.fake.groups.clear();
}

describe('what the API says', () => {
  it.each(['Forbidden.AccessDenied.QpsLimitForApi', 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', 'send.too.fast', 'too.many.people'])(
    'of too many calls at once (%s) is tried again in one to five seconds',
    async (code) => {
      const { retryAfterMs, ...error } = await refusedBy(PRIVATE, { status: 403, code });
      expect(error).toMatchObject({ code, permanent: false });
      expect(retryAfterMs).toBeGreaterThanOrEqual(1_000);
      expect(retryAfterMs).toBeLessThanOrEqual(5_000);
    },
  );

  it('of the same kind with HTTP 200 too, and not for all at the same moment', async () => {
    const waits = await Promise.all(Array.from({ length: 5 }, () => refusedBy(PRIVATE, { errcode: 90018 })));
    expect(waits.every(({ permanent }) => !permanent)).toBe(true);
    expect(new Set(waits.map(({ retryAfterMs }) => retryAfterMs)).size).toBe(5);
  });

  it.each([
    [{ status: 403, code: 'Forbidden.AccessDenied.ApiCountLimitForOrg' }, 'Forbidden.AccessDenied.ApiCountLimitForOrg'],
    [{ errcode: 90020 }, '90020'],
    [{ status: 400, code: 'invalidParameter.msgParam.invalid' }, 'invalidParameter.msgParam.invalid'],
    [{ status: 404 }, 'http-404'],
    [{ errcode: 99999 }, '99999'],
    [{ answer: {} }, 'no-receipt'],
  ])('of quotas, of what is wrong with a call, or is not known (%o) is for good', async (fault, code) => {
    expect(await refusedBy(PRIVATE, fault)).toMatchObject({ code, permanent: true });
  });

  it('of a right the app lacks names the right', async () => {
    const code = 'Forbidden.AccessDenied.AccessTokenPermissionDenied';
    const accessdenieddetail = { requiredScopes: ['qyapi_robot_sendmsg'] };
    expect(await refusedBy(PRIVATE, { status: 403, code, accessdenieddetail })).toMatchObject({
      code,
      permanent: true,
      detail: 'qyapi_robot_sendmsg',
    });
    const old = { errcode: 88, sub_code: '60011', sub_msg: '应用尚未开通所需的权限：[qyapi_media]，点击链接申请' };
    expect(await refusedBy(PRIVATE, old)).toMatchObject({ code: '60011', permanent: true, detail: 'qyapi_media' });
  });

  it.each([
    { status: 504, code: 'ServiceTimeout' },
    'take-and-504',
    { status: 502 },
    { errcode: 15 },
    { errcode: 88 },
    'take-and-break',
  ] as const)('of a gateway that waited in vain (%o) leaves open whether it arrived', async (fault) => {
    expect(await refusedBy(PRIVATE, fault)).toMatchObject({ code: 'private:no-answer', permanent: false });
  });

  it.each(['page', { answer: { status: 1111, wait: 5, source: 'x5', punish: 'deny' } }, { status: 403 }] as const)(
    'of a gateway that shuts us out (%o) is waited for, five minutes at least',
    async (fault) => {
      expect(await refusedBy(PRIVATE, fault)).toMatchObject({ code: 'shut-out', permanent: false, retryAfterMs: 300_000 });
    },
  );

  it('not within eight seconds may have arrived', async () => {
    const startedAt = performance.now();
    expect(await refusedBy(PRIVATE, 'take-and-hang')).toMatchObject({ code: 'private:no-answer', permanent: false });
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  });
});

describe('what a group robot says', () => {
  beforeEach(onlyWebhook);

  it.each([{ errcode: 130101 }, { errcode: 410100 }, { errcode: 300001, errmsg: 'exceed frequency limit' }])(
    'of too many a minute (%o) is waited for',
    async (fault) => {
      const { retryAfterMs, permanent } = await refusedBy('robot/send', fault);
      expect(permanent).toBe(false);
      expect(retryAfterMs).toBeGreaterThanOrEqual(60_000);
      expect(retryAfterMs).toBeLessThanOrEqual(120_000);
    },
  );

  it.each([
    ['keywords not in content', '310000-keywords', undefined],
    ['description:关键词不匹配;solution:请联系群管理员查看此机器人的关键词', '310000-keywords', undefined],
    ['sign not match', '310000-sign', undefined],
    ['description:机器人发送签名不匹配;solution:请确认签名和生成签名的时间戳', '310000-sign', undefined],
    ['invalid timestamp', '310000-timestamp', undefined],
    ['ip 203.0.113.7 not in whitelist', '310000-ip', '203.0.113.7'],
  ])('of its own settings (%s) names the one', async (errmsg, code, detail) => {
    expect(await refusedBy('robot/send', { errcode: 310000, errmsg })).toMatchObject({ code, permanent: true, detail });
  });

  it.each([300001, 300005, 400101, 400102, 400106, 430104, 460101, 90030, 12345])('with %i is for good', async (errcode) => {
    expect(await refusedBy('robot/send', { errcode })).toMatchObject({ code: String(errcode), permanent: true });
  });

  it('when it is busy is tried again', async () => {
    expect(await refusedBy('robot/send', { errcode: -1 })).toMatchObject({ code: '-1', permanent: false });
  });
});

it('what an admin can mend is told, and not that nothing else went', async () => {
  sender.fake.failNext('robot/send', { errcode: 310000, errmsg: 'sign not match' });
  sender.fake.groups.clear();
  expect(await failureOf(sender.send(toRoom('通报')))).toMatchObject({ code: '310000-sign' });
  expect(await failureOf(sender.send(toGroup('通报')))).toMatchObject({ code: 'invalidParameter.openConversationId.invalid' });
  sender.fake.staff.clear();
  const url = sender.fake.issueSession(ZHANG);
  sender.fake.expireSession(url);
  const until = new Date(sender.clock.now + 5_400_000).toISOString();
  const answer = { ...toZhang('进度'), replyTo: { via: 'session', url, until } };
  expect(await failureOf(sender.send(answer))).toMatchObject({ code: 'invalid-staff' });
});
