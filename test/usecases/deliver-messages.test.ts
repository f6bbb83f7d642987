import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChannelError } from '../../src/ports/channel.ts';
import type { OutboundMessage } from '../../src/ports/message.ts';
import { listUndelivered, type UndeliveredCause } from '../../src/usecases/list-undelivered.ts';
import { acceptMessages } from '../../src/usecases/accept-messages.ts';
import { deliverMessages } from '../../src/usecases/deliver-messages.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { queueMessage } from '../../src/usecases/queue-message.ts';
import { createOffice, type Office } from '../helpers/office.ts';
import { createPlatform, type Platform } from '../helpers/platform.ts';
import { until } from '../helpers/until.ts';

let office: Office;
let deps: Deps;
let platform: Platform;

const to = { channel: 'sandbox', recipient: { kind: 'person', id: 'wang' } } as const;

async function queue(text: string): Promise<void> {
  const message: OutboundMessage = { title: text, text, actions: [], files: [] };
  await queueMessage(deps, { ...to, memberId: 'wang' }, message, { purpose: 'notice', dedupeKey: text });
}

const rows = () => deps.db.selectFrom('outboundMessages').selectAll().orderBy('seq').execute();

/** As if so many real minutes had passed. */
async function wait(minutes: number): Promise<void> {
  for (const { id, nextAttemptAt } of await rows()) {
    if (nextAttemptAt === null) continue;
    const earlier = new Date(Date.parse(nextAttemptAt) - minutes * 60_000).toISOString();
    await deps.db.updateTable('outboundMessages').set({ nextAttemptAt: earlier }).where('id', '=', id).execute();
  }
}

beforeEach(async () => {
  office = await createOffice();
  platform = createPlatform();
  deps = { ...office.deps, channels: new Map([['sandbox', platform]]) };
});

afterEach(() => office.close());

it('sends in order, once, and keeps the receipt', async () => {
  await queue('一');
  await queue('二');
  await queue('二');
  await Promise.all([deliverMessages(deps, to), deliverMessages(deps, to), deliverMessages(deps, to)]);
  expect(platform.arrived).toEqual(['一', '二']);
  expect((await rows()).map(({ state, n, receipt }) => ({ state, n, receipt }))).toEqual([
    { state: 'sent', n: 1, receipt: '{"platformId":"p-1"}' },
    { state: 'sent', n: 2, receipt: '{"platformId":"p-2"}' },
  ]);
});

it('waits as long as the platform says after a temporary refusal, and lets nothing overtake', async () => {
  platform.failNext.push(new ChannelError('sandbox', 'busy', 'too fast', { permanent: false, retryAfterMs: 90_000 }));
  await queue('一');
  await queue('二');
  await deliverMessages(deps, to);
  await deliverMessages(deps, to);
  expect(platform.arrived).toEqual([]);
  await wait(2);
  await deliverMessages(deps, to);
  expect(platform.arrived).toEqual(['一', '二']);
});

it('gives up at once on what can never work, says why, and goes on with the next', async () => {
  platform.failNext.push(new ChannelError('sandbox', 'gone', 'left the unit', { permanent: true }));
  await queue('一');
  await queue('二');
  await deliverMessages(deps, to);
  expect(platform.arrived).toEqual(['二']);
  expect((await rows())[0]).toMatchObject({ state: 'failed', lastError: 'gone', attempts: 1 });
});

it('outlasts an hour in which the platform is down', async () => {
  await queue('一');
  for (let minutes = 0; minutes < 60;) {
    platform.failNext.push(new ChannelError('sandbox', '502', 'down', { permanent: false }));
    await deliverMessages(deps, to);
    const [row] = await rows();
    const pause = (Date.parse(row!.nextAttemptAt!) - Date.now()) / 60_000;
    await wait(pause);
    minutes += pause;
  }
  await deliverMessages(deps, to);
  expect(platform.arrived).toEqual(['一']);
});

it('gives up after twelve tries', async () => {
  for (let i = 0; i < 12; i++) platform.failNext.push(new ChannelError('sandbox', '500', 'down', { permanent: false }));
  await queue('一');
  for (let i = 0; i < 14; i++) {
    await deliverMessages(deps, to);
    await wait(60);
  }
  expect(platform.arrived).toEqual([]);
  expect((await rows())[0]).toMatchObject({ state: 'failed', attempts: 12 });
});

it('waits out the limit of a day, however often it is told to come back', async () => {
  const limit = () => new ChannelError('sandbox', '45009-day', 'over the limit', { permanent: false, retryAfterMs: 86_400_000 });
  platform.failNext.push(...Array.from({ length: 26 }, limit));
  await queue('一');
  for (let hour = 0; hour < 27; hour++) {
    await deliverMessages(deps, to);
    await wait(60);
  }
  expect(platform.arrived).toEqual(['一']);
});

it('gives up on whoever has it come back for days', async () => {
  const busy = () => new ChannelError('sandbox', 'budget', 'too many', { permanent: false, retryAfterMs: 3_600_000 });
  platform.failNext.push(...Array.from({ length: 50 }, busy));
  await queue('一');
  for (let hour = 0; hour < 50; hour++) {
    await deliverMessages(deps, to);
    await wait(60);
  }
  expect((await rows())[0]).toMatchObject({ state: 'failed', lastError: 'budget' });
});

it('does not send again what was sent and could not be written down, until the claim runs out', async () => {
  await queue('一');
  const forgetful = { ...deps, clock: { now: () => new Date(Number.NaN) } };
  await expect(deliverMessages(forgetful, to)).rejects.toThrow('Invalid time value');
  await deliverMessages(deps, to);
  expect(platform.arrived).toEqual(['一']);
  await wait(3);
  await deliverMessages(deps, to);
  expect(platform.arrived).toEqual(['一', '一']);
  expect((await rows())[0]).toMatchObject({ state: 'sent', attempts: 2 });
});

it('sends a message in parts, going on where a try ended, and counts it as one', async () => {
  platform.partsOf = (text) => [...text];
  await queue('甲乙丙');
  platform.failAfter = { parts: 2, with: new ChannelError('sandbox', 'busy', 'too fast', { permanent: false, retryAfterMs: 1_000 }) };
  await deliverMessages(deps, to);
  expect(platform.arrived).toEqual(['甲', '乙']);
  expect(await rows()).toMatchObject([{ state: 'queued', lastError: 'busy' }]);
  await wait(1);
  await deliverMessages(deps, to);
  expect(platform.arrived).toEqual(['甲', '乙', '丙']);
  expect(await rows()).toMatchObject([{ state: 'sent', n: 1 }]);
});

it('keeps its claim on a message that takes long to send', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    await queue('一');
    const { promise: sent, resolve: arrive } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    platform.takes = () => {
      begin();
      return sent;
    };
    const delivering = deliverMessages(deps, to);
    await begun;
    await deps.db.updateTable('outboundMessages').set({ nextAttemptAt: '2000-01-01T00:00:00.000Z' }).execute();
    vi.advanceTimersByTime(5_000);
    await until(async () => (await rows())[0]!.nextAttemptAt! > new Date().toISOString());
    // Nobody else takes it over.
    await deliverMessages(deps, to);
    arrive();
    await delivering;
    expect(platform.arrived).toEqual(['一']);
  } finally {
    vi.useRealTimers();
  }
});

it.each([
  ['a passing error', false],
  ['a refusal for good', true],
])('leaves a message alone that another process took over and sent, when %s comes late', async (_, permanent) => {
  await queue('一');
  const { promise: refused, reject: refuse } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  platform.takes = () => {
    begin();
    return refused;
  };
  const stalled = deliverMessages(deps, to);
  await begun;
  platform.takes = async () => {};
  await wait(3);
  await deliverMessages(deps, to);
  refuse(new ChannelError('sandbox', 'late', 'too late', { permanent }));
  await stalled;
  await wait(60);
  await deliverMessages(deps, to);
  expect(platform.arrived).toEqual(['一']);
  expect(await rows()).toMatchObject([{ state: 'sent', attempts: 2, receipt: '{"platformId":"p-1"}' }]);
});

it('stops between two parts when another process has taken the message over', async () => {
  platform.partsOf = (text) => [...text];
  await queue('甲乙');
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  platform.takes = () => {
    begin();
    return arrived;
  };
  const stalled = deliverMessages(deps, to);
  await begun;
  platform.takes = async () => {};
  await wait(3);
  await deliverMessages(deps, to);
  arrive();
  await stalled;
  // One part twice is the price of standing still, not the whole message.
  expect(platform.arrived).toEqual(['甲', '乙', '甲']);
});

it('sends what a dead process had claimed once, however many find it', async () => {
  await queue('一');
  await deps.db.updateTable('outboundMessages').set({ state: 'sending', attempts: 1, nextAttemptAt: '2000-01-01T00:00:00.000Z' }).execute();
  await Promise.all([deliverMessages(deps, to), deliverMessages(deps, to), deliverMessages(deps, to)]);
  expect(platform.arrived).toEqual(['一']);
});

it('takes the error of an earlier try for none of the one that broke off since', async () => {
  await queue('一');
  platform.failNext.push(new ChannelError('sandbox', 'budget', 'too many', { permanent: false, retryAfterMs: 1_000 }));
  await deliverMessages(deps, to);
  await wait(1);
  const forgetful = { ...deps, clock: { now: () => new Date(Number.NaN) } };
  await expect(deliverMessages(forgetful, to)).rejects.toThrow('Invalid time value');
  await wait(3);
  await deliverMessages(deps, to);
  expect(platform.before.at(-1)).toEqual({ lastError: null, receipt: {} });
});

it('answers the way the question came only where it came from', async () => {
  const replyTo = { via: 'test' };
  const asked = { messageId: 'm-1', senderId: 'wang', text: '', attachments: [], quoted: [], replyTo };
  await acceptMessages(deps, 'sandbox', [asked, { ...asked, messageId: 'm-2', roomId: 'all' }]);
  const inbound = await deps.db.selectFrom('inboundMessages').select(['id', 'messageId']).orderBy('messageId').execute();
  const message: OutboundMessage = { title: '', text: '答', actions: [], files: [] };
  const room = { kind: 'room', id: 'all' } as const;
  for (const { id, messageId } of inbound) {
    for (const recipient of [to.recipient, room, { kind: 'person', id: 'li' } as const]) {
      const about = { purpose: 'answer', dedupeKey: `${messageId} ${recipient.id}`, inReplyTo: id } as const;
      await queueMessage(deps, { channel: 'sandbox', recipient, memberId: null }, message, about);
      await deliverMessages(deps, { channel: 'sandbox', recipient });
    }
  }
  expect(platform.replyTo).toEqual([replyTo, undefined, undefined, undefined, replyTo, undefined]);
});

it('tells the platform whether a try that broke off may have arrived', async () => {
  await queue('一');
  platform.failNext.push(new ChannelError('sandbox', 'no-answer', 'silent', { permanent: false, retryAfterMs: 1_000 }));
  await deliverMessages(deps, to);
  await wait(1);
  await deliverMessages(deps, to);
  expect(platform.before).toEqual([undefined, { lastError: 'no-answer', receipt: {} }]);
});

describe('a message that is given up', () => {
  const refusal = (code: string, detail?: string) =>
    new ChannelError('sandbox', code, 'refused', { permanent: true, ...(detail === undefined ? {} : { detail }) });

  it('is listed by 未送达 with its reason', async () => {
    platform.failNext.push(refusal('no-way'));
    await queue('一');
    await deliverMessages(deps, to);
    const view = await listUndelivered(deps);
    expect(view).toMatchObject({ count: 1, causes: [{ recipients: ['王五'], count: 1, code: 'no-way' }] });
    expect(deps.render('undelivered', view).text).toMatch(
      /近 7 天有 1 条消息没发出去：\n1\. 王五，1 条，最近 6月12日（周一） 09:30\n原因：.*\n办法：/,
    );
  });

  it('is listed under the name of whoever has the account by now', async () => {
    platform.failNext.push(refusal('no-way'));
    await queueMessage(
      deps,
      { ...to, memberId: null },
      { title: '一', text: '一', actions: [], files: [] },
      { purpose: 'notice', dedupeKey: 'bound' },
    );
    await deliverMessages(deps, to);
    expect((await listUndelivered(deps)).causes).toMatchObject([{ recipients: ['王五'] }]);
  });

  it('is listed with everybody it was for, since an admin has to tell each', async () => {
    const people = Array.from({ length: 14 }, (_, n) => `wai.ren${n}`);
    for (const id of people) {
      platform.failNext.push(refusal('93006'));
      const one = { channel: 'sandbox', recipient: { kind: 'person', id }, memberId: null } as const;
      await queueMessage(deps, one, { title: '一', text: '一', actions: [], files: [] }, { purpose: 'notice', dedupeKey: id });
      await deliverMessages(deps, one);
    }
    const { text } = deps.render('undelivered', await listUndelivered(deps));
    for (const id of people) expect(text).toContain(id);
  });
});

it.each([
  ['wecom', '60020', '10.1.2.3', /不认服务器的地址 10\.1\.2\.3。\n办法：.*企业可信IP，把 10\.1\.2\.3 加进去/],
  ['wecom', '60020', null, /把服务器的出口地址加进去/],
  ['wecom', '48002', null, /没有发消息的权限（48002）/],
  ['wecom', 'invaliduser', '00712', /找不到这个账号（00712）/],
  ['wecom', '93006', null, /还没有和机器人说过话.*\n办法：请本人先给机器人发一句话/],
  ['wecom', 'app:no-answer', null, /企业微信一直没有应答/],
  ['wecom', '45009-day', null, /超过了企业微信的限制/],
  ['wecom', 'budget', null, /超过了企业微信的限制/],
  ['wecom', '12345', null, /企业微信没有收下（12345）/],
  ['dingtalk', 'credentials', 'invalidClientIdOrSecret', /不认应用的参数。\n办法：.*Client ID 和 Client Secret/],
  ['dingtalk', 'Forbidden.AccessDenied.AccessTokenPermissionDenied', 'qyapi_robot_sendmsg', /权限管理，申请 qyapi_robot_sendmsg/],
  ['dingtalk', 'Forbidden.AccessDenied.AccessTokenPermissionDenied', null, /申请企业内机器人发送消息权限/],
  ['dingtalk', 'invalidParameter.robotCode.notExsit', null, /核对 RobotCode/],
  ['dingtalk', 'invalid-staff', 'Zhang3', /钉钉里找不到这个账号（Zhang3）/],
  ['dingtalk', 'invalidParameter.openConversationId.invalid', null, /发不进这个群.*\n办法：.*把机器人加进群里/],
  ['dingtalk', '400102', null, /自定义机器人已停用/],
  ['dingtalk', '310000-sign', null, /不认签名。\n办法：.*加签密钥/],
  ['dingtalk', '310000-keywords', null, /改用加签/],
  ['dingtalk', '310000-ip', '203.0.113.7', /把 203\.0\.113\.7 加进去/],
  ['dingtalk', '90020', null, /调用次数用完了/],
  ['dingtalk', '430104', null, /内容不安全（430104）/],
  ['dingtalk', 'no-way', null, /添加自定义机器人，或者由机器人加入/],
  ['dingtalk', 'budget', null, /超过了钉钉的限制/],
  ['dingtalk', 'private:no-answer', null, /钉钉一直没有应答/],
  ['dingtalk', '12345', null, /钉钉没有收下（12345）/],
])('says what to do about %s %s of %s', (channel, code, detail, words) => {
  expect(causeText({ channel, kind: 'person', code, detail })).toMatch(words);
});

it('says what to do about a room the bot may not write into', () => {
  expect(causeText({ channel: 'wecom', kind: 'room', code: '93006', detail: null })).toMatch(
    /发不进这个群.*\n办法：请群里的人先 @ 一次机器人/,
  );
});

function causeText(cause: Pick<UndeliveredCause, 'channel' | 'kind' | 'code' | 'detail'>): string {
  const of = { ...cause, count: 1, recipients: ['王五'], more: 0, last: '' };
  return deps.render('undelivered', { days: 7, count: 1, causes: [of] }).text;
}
