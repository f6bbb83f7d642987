import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../helpers/fake-dingtalk/api.ts';
import { findFreePort } from '../../helpers/free-port.ts';
import { readShown } from '../../helpers/fake-dingtalk/read-shown.ts';
import { again, failureOf } from '../sendings.ts';
import { GROUP, ROOM, startSender, toGroup, toRoom, toZhang, ZHANG, type Sender } from './sender.ts';

let sender: Sender;

beforeEach(async () => {
  sender = await startSender();
});
afterEach(() => sender.stop());

const MINUTE_MS = 60_000;
const PRIVATE = 'v1.0/robot/oToMessages/batchSend';
const TO_GROUP = 'v1.0/robot/groupMessages/send';

/** As kept with a message that came a moment ago. */
function answerTo(recipient: typeof ZHANG | typeof GROUP | typeof ROOM): { via: 'session'; url: string; until: string } {
  return { via: 'session', url: sender.fake.issueSession(recipient), until: new Date(sender.clock.now + 90 * MINUTE_MS).toISOString() };
}

const where = () => sender.fake.shown.map(({ by, to }) => [by, to]);
const ways = () => sender.fake.shown.map(({ by }) => by);
const texts = () => sender.fake.shown.map((shown) => readShown(shown).text);

describe('a message goes', () => {
  it('back to where the question came from, in private and in groups, as often as asked', async () => {
    const locator = answerTo(ZHANG);
    await sender.sendAll({ ...toZhang('进度'), replyTo: locator });
    await sender.sendAll({ ...toZhang('逾期'), replyTo: locator });
    await sender.sendAll({ ...toRoom('进度'), replyTo: answerTo(ROOM) });
    expect(where()).toEqual([
      ['session', 'Zhang3'],
      ['session', 'Zhang3'],
      ['session', 'cidROOM2=='],
    ]);
  });

  it('to a person and to a group by the app, to a room with a robot of its own by that one', async () => {
    const receipts = [await sender.sendAll(toZhang('提醒')), await sender.sendAll(toGroup('通报')), await sender.sendAll(toRoom('通报'))];
    expect(where()).toEqual([
      ['private', 'Zhang3'],
      ['group', 'cidGROUP1=='],
      ['webhook', new URL(sender.robot.webhook).searchParams.get('access_token')],
    ]);
    expect(receipts).toEqual([
      { platformId: expect.stringMatching(/^[0-9a-f-]{36}$/), via: 'private', parts: 1, rest: 0 },
      { platformId: expect.stringMatching(/^[0-9a-f-]{36}$/), via: 'group', parts: 1, rest: 0 },
      { via: 'webhook', parts: 1, rest: 0 },
    ]);
  });

  it('by the app when the time of the session is nearly over, or the platform does not take it any more', async () => {
    const near = { ...answerTo(ZHANG), until: new Date(sender.clock.now + MINUTE_MS).toISOString() };
    await sender.sendAll({ ...toZhang('进度'), replyTo: near });
    expect(sender.fake.calls.map(({ path }) => path)).not.toContain('robot/sendBySession');
    const gone = answerTo(GROUP);
    sender.fake.expireSession(gone.url);
    await sender.sendAll({ ...toGroup('进度'), replyTo: gone });
    for (const fault of [{ errcode: 400101 }, { status: 401 }] as const) {
      sender.fake.failNext('robot/sendBySession', fault);
      await sender.sendAll({ ...toZhang('进度'), replyTo: answerTo(ZHANG) });
    }
    expect(ways()).toEqual(['private', 'group', 'private', 'private']);
  });

  it('by the app to a room whose own robot was removed', async () => {
    sender.fake.robots.clear();
    await sender.sendAll(toRoom('通报'));
    expect(where()).toEqual([['group', 'cidROOM2==']]);
  });

  it('nowhere where there is no way, and that is for good', async () => {
    const outsider = { ...toZhang('仅限本单位成员使用'), recipient: { kind: 'person', id: 'outside:$:LWCP_v1:$X' } } as const;
    const nameless = { ...toRoom('通报'), recipient: { kind: 'room', id: 'robot-all' } } as const;
    for (const sending of [outsider, nameless]) {
      expect(await failureOf(sender.send(sending))).toMatchObject({ code: 'no-way', permanent: true });
    }
    await sender.send({ ...outsider, replyTo: answerTo(ZHANG) });
    expect(ways()).toEqual(['session']);
  });

  it('never to an answering address that is not the platform', async () => {
    const evil = ['https://evil.example/robot/sendBySession?session=1', `${sender.fake.url.replace('http', 'ftp')}/x`, 'no address'];
    for (const url of evil) await sender.sendAll({ ...toZhang('进度'), replyTo: { ...answerTo(ZHANG), url } });
    expect(ways()).toEqual(['private', 'private', 'private']);
  });

  it('to hosts the operator named too', async () => {
    const { host, hostname } = new URL(sender.fake.url);
    const bases = { apiBase: 'https://api.dingtalk.com', oapiBase: 'https://oapi.dingtalk.com' };
    for (const mediaHosts of [[host], [hostname]]) {
      const other = await startSender({ ...bases, mediaHosts });
      expect(await other.sendAll({ ...toZhang('进度'), replyTo: answerTo(ZHANG) })).toMatchObject({ via: 'session' });
      await other.stop();
    }
    const other = await startSender(bases);
    expect(await other.sendAll({ ...toZhang('进度'), replyTo: answerTo(ZHANG) })).toMatchObject({ via: 'private' });
    await other.stop();
  });
});

describe('an answer whose fate is unknown', () => {
  it('is tried again the same way, and no other, even after the time of the session', async () => {
    for (const fault of ['take-and-break', 'break', { status: 502 }, { errcode: 15 }, { answer: {} }] as const) {
      const sending = { ...toZhang('进度'), replyTo: answerTo(ZHANG) };
      sender.fake.failNext('robot/sendBySession', fault);
      const error = await failureOf(sender.send(sending));
      expect(error).toMatchObject({ code: 'session:no-answer', permanent: false });
      sender.clock.now += 91 * MINUTE_MS;
      expect(await sender.send(again(sending, error))).toMatchObject({ via: 'session' });
    }
    expect(new Set(ways())).toEqual(new Set(['session']));
  });

  it('stays unknown when the platform is busy the next time, and is given up when the session is gone', async () => {
    const sending = { ...toZhang('进度'), replyTo: answerTo(ZHANG) };
    sender.fake.failNext('robot/sendBySession', 'take-and-break');
    const first = await failureOf(sender.send(sending));
    sender.fake.failNext('robot/sendBySession', { errcode: 130101 });
    const second = await failureOf(sender.send(again(sending, first)));
    expect(second).toMatchObject({ code: 'session:no-answer', permanent: false });
    expect(second.retryAfterMs).toBeGreaterThanOrEqual(MINUTE_MS);
    sender.fake.expireSession(sending.replyTo.url);
    expect(await failureOf(sender.send(again(sending, second)))).toMatchObject({ code: '300001', permanent: true });
    expect(ways()).toEqual(['session']);
  });

  it('is not followed by one over the session once another way was tried', async () => {
    const sending = { ...toZhang('进度'), replyTo: answerTo(ZHANG) };
    sender.fake.failNext('robot/sendBySession', { errcode: 300001 });
    sender.fake.failNext(PRIVATE, 'take-and-504');
    const error = await failureOf(sender.send(sending));
    expect(error).toMatchObject({ code: 'private:no-answer', permanent: false });
    await sender.send(again(sending, error));
    expect(new Set(ways())).toEqual(new Set(['private']));
  });

  it('by a group robot is shown once: the platform knows it again', async () => {
    sender.fake.failNext('robot/send', 'take-and-break');
    const sending = toRoom('通报');
    await sender.send(again(sending, await failureOf(sender.send(sending))));
    expect(ways()).toEqual(['webhook']);
  });

  it('to a group goes on as one to the group', async () => {
    sender.fake.failNext(TO_GROUP, { status: 500, code: 'ServiceUnavailable' });
    const sending = toGroup('通报');
    const error = await failureOf(sender.send(sending));
    expect(error.code).toBe('group:no-answer');
    expect(await sender.send(again(sending, error))).toMatchObject({ via: 'group' });
  });
});

describe('a message that could not leave, because there was no connection,', () => {
  /** Where nobody listens. */
  async function deadAnswer(): Promise<ReturnType<typeof answerTo>> {
    const { host } = new URL(sender.fake.url);
    const locator = answerTo(ZHANG);
    return { ...locator, url: locator.url.replace(host, `127.0.0.1:${await findFreePort()}`) };
  }

  it('goes the next way', async () => {
    await sender.stop();
    sender = await startSender({ mediaHosts: ['127.0.0.1'] });
    expect(await sender.send({ ...toZhang('进度'), replyTo: await deadAnswer() })).toMatchObject({ via: 'private' });
  });

  it('is tried again, every way, when none of them leads anywhere', async () => {
    const sending = { ...toZhang('进度'), replyTo: answerTo(ZHANG) };
    await sender.fake.stop();
    const error = await failureOf(sender.send(sending));
    expect(error).toMatchObject({ code: 'no-connection', permanent: false });
    expect(error.message).toContain('ECONNREFUSED');
    await sender.stop();
    sender = await startSender();
    const later = { ...again(sending, error), replyTo: answerTo(ZHANG) };
    sender.fake.expireSession(later.replyTo.url);
    expect(await sender.send(later)).toMatchObject({ via: 'private' });
  });

  it('is tried again where another way refuses it for good', async () => {
    await sender.stop();
    sender = await startSender({ mediaHosts: ['127.0.0.1'] });
    sender.fake.staff.clear();
    const error = await failureOf(sender.send({ ...toZhang('进度'), replyTo: await deadAnswer() }));
    expect(error).toMatchObject({ code: 'no-connection', permanent: false });
  });

  it('stays in doubt when an earlier try may have arrived', async () => {
    const sending = { ...toZhang('进度'), replyTo: answerTo(ZHANG) };
    sender.fake.failNext('robot/sendBySession', 'take-and-break');
    const first = await failureOf(sender.send(sending));
    await sender.fake.stop();
    expect(await failureOf(sender.send(again(sending, first)))).toMatchObject({ code: 'session:no-answer', permanent: false });
  });
});

describe('a message of several parts', () => {
  const long = Array.from({ length: 500 }, (_, n) => `第${n + 1}项 全民阅读进机关活动`).join('\n');
  const whole = () =>
    texts()
      .map((text) => text.replace(/\n（\d+\/\d+）$/, ''))
      .join('\n');

  it('goes on where the last try ended', async () => {
    const sending = toZhang(long);
    const first = await sender.send(sending);
    expect(first).toMatchObject({ via: 'private', parts: 1, rest: expect.any(Number) });
    sender.fake.failNext(PRIVATE, 'break');
    const error = await failureOf(sender.send(again(sending, null, first)));
    const second = await sender.send(again(sending, error, first));
    expect(second).toMatchObject({ parts: 2, rest: first.rest! - 1 });
    await sender.sendAll(again(sending, null, second));
    const numbers = texts().map((text) => /（(\d+)\/(\d+)）$/.exec(text)!.slice(1).map(Number));
    expect(numbers).toEqual(numbers.map((_, index) => [index + 1, numbers.length]));
    expect(whole()).toBe(long);
  });

  it('goes on by the app when the session ends in the middle', async () => {
    const sending = { ...toZhang(long), replyTo: answerTo(ZHANG) };
    const first = await sender.send(sending);
    sender.clock.now += 91 * MINUTE_MS;
    await sender.sendAll(again(sending, null, first));
    expect(new Set(ways())).toEqual(new Set(['session', 'private']));
    expect(whole()).toBe(long);
  });

  it.each([
    ['by the app, in private', toZhang, ZHANG, 'session+private'],
    ['by the app, in a group', toGroup, GROUP, 'session+group'],
    ['by the robot of the group', toRoom, ROOM, 'session+webhook'],
  ] as const)('loses none of its words and files when the session ends before the last part: it goes on %s', async (...args) => {
    const [, to, recipient, via] = args;
    const files = ['台账.xlsx', '总结.docx'].map((name) => sender.keep(name, Buffer.from(name)));
    // Alone it would fit into one part; with its files it does not.
    const text = `${'一'.repeat(3_700)}\n${'二'.repeat(90)}`;
    const sending = { ...to(text, { files }), replyTo: answerTo(recipient) };
    const first = await sender.send(sending);
    expect(first).toMatchObject({ via: 'session', parts: 1 });
    sender.fake.expireSession(sending.replyTo.url);
    const last = await sender.sendAll(again(sending, null, first));
    expect(whole()).toContain(text);
    expect(sender.fake.shown.flatMap((shown) => readShown(shown).links)).toEqual(files.map(({ url }) => url));
    expect(last).toMatchObject({ via, rest: 0 });
  });

  it('goes on by a third way when the second one ends too', async () => {
    const sending = { ...toRoom(long), replyTo: answerTo(ROOM) };
    const first = await sender.send(sending);
    sender.fake.expireSession(sending.replyTo.url);
    const second = await sender.send(again(sending, null, first));
    sender.fake.robots.clear();
    await sender.sendAll(again(sending, null, second));
    expect([...new Set(ways())]).toEqual(['session', 'webhook', 'group']);
    expect(whole()).toBe(long);
  });

  it('does not go back to a way it has left', async () => {
    const sending = { ...toZhang(long), replyTo: answerTo(ZHANG) };
    await sender.sendAll(again(sending, null, { via: 'private', parts: 1, rest: 2 }));
    expect(new Set(ways())).toEqual(new Set(['private']));
  });
});

describe('budgets', () => {
  it('let 18 a minute through to one group robot, say how long to wait, and send nothing meanwhile', async () => {
    for (let n = 0; n < 18; n++) await sender.send(toRoom(`通报 ${n}`));
    const error = await failureOf(sender.send(toRoom('通报 18')));
    expect(error).toMatchObject({ code: 'budget', permanent: false });
    expect(error.retryAfterMs).toBeGreaterThan(30_000);
    expect(sender.fake.calls).toHaveLength(18);
  });

  it('let ten calls a second through, whatever they are, and lose none', async () => {
    await sender.send(toZhang('提醒'));
    const before = performance.now();
    await Promise.all(Array.from({ length: 30 }, (_, n) => sender.send(n % 2 === 0 ? toZhang(`提醒 ${n}`) : toGroup(`通报 ${n}`))));
    expect(performance.now() - before).toBeGreaterThan(1_900);
    expect(sender.fake.shown).toHaveLength(31);
  });
});

it('keeps every secret and every word out of errors and the log, whatever goes wrong', async () => {
  await sender.stop();
  sender = await startSender({ pace: async () => {} });
  const replyTo = answerTo(ZHANG);
  const accessToken = new URL(sender.robot.webhook).searchParams.get('access_token')!;
  const secrets = [
    new URL(replyTo.url).searchParams.get('session')!,
    accessToken,
    sender.robot.secret,
    sender.fake.appSecret,
    await sender.route.api.postOld('user', 'topapi/v2/user/get', { userid: ZHANG.id }).then(() => tokenInUse()),
    'sign=',
    '机密内容',
  ];
  const said = secrets.join(' ');
  const found: unknown[] = [];
  const faults: Fault[] = [
    'break',
    'take-and-break',
    'page',
    { status: 502 },
    { status: 404 },
    { status: 400, code: said, message: said },
    {
      status: 403,
      code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
      message: said,
      accessdenieddetail: { requiredScopes: [said] },
    },
    { errcode: 310000, errmsg: said },
    { errcode: 88, sub_code: said, sub_msg: `[${said}]` },
    { answer: { errcode: said, errmsg: said } },
  ];
  for (const fault of faults) {
    const paths = ['robot/sendBySession', PRIVATE, TO_GROUP, 'robot/send', 'v1.0/oauth2/accessToken', 'media/upload'];
    for (const path of paths) sender.fake.failNext(path, fault);
    const file = sender.keep('机密内容.docx', Buffer.from('机密内容'));
    for (const sending of [{ ...toZhang('机密内容'), replyTo }, toZhang('', { files: [file] }), toRoom('机密内容'), toGroup('机密内容')]) {
      const error = await sender.send(sending).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error === undefined) continue;
      const { code, detail, message, stack, cause } = error as Error & { code: string; detail?: string };
      found.push([code, detail, message, stack, cause]);
    }
  }
  expect(found.length).toBeGreaterThan(10);
  const text = JSON.stringify(found) + sender.log.join('\n');
  for (const secret of secrets) expect(text).not.toContain(secret);
});

function tokenInUse(): string {
  return sender.fake.calls.find(({ path }) => path === 'topapi/v2/user/get')!.query['access_token']!;
}
