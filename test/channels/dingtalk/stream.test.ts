import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWithoutMention } from '../../../src/channel-kit/mention.ts';
import { createStream, type Stream } from '../../../src/channels/dingtalk/connection/stream.ts';
import { TIMING, type StreamTiming } from '../../../src/channels/dingtalk/connection/timing.ts';
import type { InboundMessage } from '../../../src/ports/channel.ts';
import { toRobotPayload } from '../../helpers/fake-dingtalk/callbacks.ts';
import { json, refusal, ROBOT_TOPIC, startFakeStream, type FakeStream, type OpenFault } from '../../helpers/fake-dingtalk/socket.ts';
import { createTestLog } from '../../helpers/log.ts';
import { until } from '../../helpers/until.ts';

type Accept = (messages: readonly InboundMessage[]) => Promise<void>;

/** A process that keeps a connection, and what came in. */
interface Process {
  stream: Stream;
  heard: string[];
  lines: string[];
  saw(text: string): Promise<string>;
}

const HASTY: Partial<StreamTiming> = { reconnectMs: [10, 20], storeMs: [10, 20] };
const ROBOT = { robotCode: 'dingapp0001', corpId: 'dingcorp0001', botName: '创建管家' };
const PUBLISHED = JSON.parse(readFileSync('test/data/conformance/dingtalk/07-stream-frames.json', 'utf8')) as {
  open_request: { body: { subscriptions: unknown[] } };
  cases: { id: string; in?: { headers: { messageId: string } }; in_raw?: string; out?: object | null }[];
};

let dingtalk: FakeStream;
const closing: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  dingtalk = await startFakeStream();
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await dingtalk.stop();
});

async function open(options: { timing?: Partial<StreamTiming>; secret?: string; accept?: Accept; on?: FakeStream } = {}): Promise<Process> {
  const { timing, secret = dingtalk.appSecret, on = dingtalk } = options;
  const { log, lines, saw } = createTestLog();
  const heard: string[] = [];
  const stream = createStream({
    app: { apiBase: on.url, appKey: dingtalk.appKey, appSecret: secret },
    robot: { ...ROBOT, mediaHosts: [], withoutMention: createWithoutMention(ROBOT.botName) },
    log,
    timing: { ...TIMING, ...HASTY, ...timing },
  });
  await stream.open(options.accept ?? (async (messages) => void heard.push(...messages.map(idOf))));
  closing.push(() => stream.close());
  return { stream, heard, lines, saw };
}

async function connect(options: Parameters<typeof open>[0] = {}): Promise<Process> {
  const process = await open(options);
  await until(() => (options.on ?? dingtalk).live() === 1);
  return process;
}

const said = (msgId: string, text = '我的任务') => toRobotPayload({ from: 'u001', content: { text }, msgId }, ROBOT);
/** Without the robot it was said to. */
const idOf = ({ messageId }: InboundMessage): string => messageId.replace(`${ROBOT.robotCode}:`, '');

async function answerTo(messageId: string | undefined): Promise<ReturnType<FakeStream['answerTo']>> {
  return until(() => dingtalk.answerTo(messageId!));
}

describe('what comes over a connection', () => {
  it('is asked for as published', async () => {
    await connect();
    const [{ headers, body } = { headers: {}, body: '{}' }] = dingtalk.opens;
    expect(headers).toMatchObject({ accept: 'application/json', 'content-type': 'application/json' });
    const { clientId, clientSecret, subscriptions } = JSON.parse(body) as Record<string, unknown>;
    expect([clientId, clientSecret]).toEqual([dingtalk.appKey, dingtalk.appSecret]);
    expect(PUBLISHED.open_request.body.subscriptions).toEqual(expect.arrayContaining(subscriptions as unknown[]));
  });

  it.each(PUBLISHED.cases.filter(({ out }) => out))('is answered as published: $id', async ({ id, in: frame, out }) => {
    const { heard } = await connect();
    dingtalk.send(id === 'S3' ? { ...frame, data: JSON.stringify(said('msg-1')) } : frame!);
    const { over: _, data, message, ...rest } = (await answerTo(frame!.headers.messageId))!;
    const { data: published = data, message: word = message, ...others } = out as { data?: string; message?: string };
    expect({ ...rest, message }).toEqual({ ...others, message: word });
    expect(JSON.parse(data)).toEqual(JSON.parse(published));
    expect(heard).toEqual(id === 'S3' ? ['msg-1'] : []);
  });

  it.each([
    '{"time":"time"}',
    'not JSON',
    '[]',
    '{"type":"SYSTEM","headers":{"topic":"ping"}}',
    '{"type":"SYSTEM","headers":{"topic":"REGISTERED"}}',
  ])('may be nothing we know, and the connection stays: %s', async (text) => {
    const { heard } = await connect();
    dingtalk.send(text);
    await answerTo(dingtalk.push(said('msg-1')));
    expect([heard, dingtalk.opens.length, dingtalk.answers.length]).toEqual([['msg-1'], 1, 1]);
  });

  it('is acknowledged when there is nothing to keep, and refused when it cannot be read', async () => {
    const { lines } = await connect();
    expect(await answerTo(dingtalk.push({ ...said('msg-1'), msgtype: 'interactiveCard', text: undefined }))).toMatchObject({ code: 200 });
    expect(await answerTo(dingtalk.push({}))).toMatchObject({ code: 400 });
    const headers = { topic: ROBOT_TOPIC, messageId: 'broken' };
    dingtalk.send({ type: 'CALLBACK', headers, data: '{"msgId":' });
    expect(await answerTo('broken')).toMatchObject({ code: 400 });
    // The document spells it so once.
    dingtalk.send({ type: 'EVENT', header: { messageId: 'event' }, data: '{}' });
    expect(JSON.parse((await answerTo('event'))!.data)).toMatchObject({ status: 'SUCCESS' });
    expect(lines.filter((line) => line.includes('a frame cannot be read'))).toHaveLength(2);
  });

  it('ends the connection when it is larger than any message, and another one is made', async () => {
    const { heard } = await connect();
    dingtalk.push(said('large', '长'.repeat(500_000)));
    await until(() => dingtalk.handshakes === 2 && dingtalk.live() === 1);
    await answerTo(dingtalk.push(said('msg-1')));
    expect(heard).toEqual(['msg-1']);
  });

  it('leaves no word in the log, nor a secret', async () => {
    const { stream, lines } = await connect();
    await answerTo(dingtalk.push(said('msg-1', '秘密的话')));
    dingtalk.failNextHandshake({ status: 403 });
    dingtalk.drop();
    await until(() => dingtalk.handshakes === 3);
    await stream.close();
    expect(lines.join('\n')).toContain('Unexpected server response: 403');
    expect(lines.join('\n')).not.toMatch(new RegExp(`秘密|${dingtalk.appSecret}|ticket`));
  });
});

describe('a message', () => {
  it('is acknowledged when it is stored, and not before', async () => {
    const { promise: written, resolve: write } = Promise.withResolvers<void>();
    const taken: string[] = [];
    await connect({
      async accept([message]) {
        taken.push(idOf(message!));
        await written;
      },
    });
    const messageId = dingtalk.push(said('msg-1'));
    await until(() => taken.length === 1);
    // The connection is at work: what comes later is answered.
    dingtalk.send({ type: 'SYSTEM', headers: { topic: 'ping', messageId: 'p-1' }, data: '{"opaque":"1"}' });
    await answerTo('p-1');
    expect(dingtalk.answerTo(messageId!)).toBeUndefined();
    write();
    expect(await answerTo(messageId)).toMatchObject({ code: 200, data: '{"response":null}', over: 0 });
  });

  it('is kept while the database is away, and acknowledged when it is back', async () => {
    let [tries, isAway] = [0, true];
    const { lines } = await connect({
      async accept() {
        tries += 1;
        if (isAway) throw new Error('database away');
      },
    });
    const messageId = dingtalk.push(said('msg-1'));
    await until(() => tries > 4);
    expect(dingtalk.answers).toEqual([]);
    isAway = false;
    expect(await answerTo(messageId)).toMatchObject({ code: 200 });
    expect(lines.filter((line) => line.includes('could not be stored'))).toHaveLength(1);
  });

  it.each(['the same messageId', 'a new messageId'] as const)(
    'that cannot be stored is not acknowledged, and comes again under %s',
    async (under) => {
      let isBad = true;
      const stored: string[] = [];
      const { saw } = await connect({
        timing: { keepMs: 50 },
        async accept([message]) {
          if (isBad) throw new Error('cannot be stored');
          stored.push(idOf(message!));
        },
      });
      dingtalk.push(said('msg-1'));
      expect(await saw('is lost')).toContain('msg-1');
      dingtalk.send({ type: 'EVENT', headers: { topic: '*', messageId: 'event' }, data: '{}' });
      await answerTo('event');
      expect(dingtalk.answers).toHaveLength(1);
      isBad = false;
      const [again] = dingtalk.pushAgain(under);
      expect(await answerTo(again)).toMatchObject({ code: 200 });
      expect(stored).toEqual(['msg-1']);
    },
  );

  it('that is being stored when we stop is stored and acknowledged before the connection is closed', async () => {
    const { promise: written, resolve: write } = Promise.withResolvers<void>();
    let taken = 0;
    const { stream } = await connect({
      async accept() {
        taken += 1;
        await written;
      },
    });
    const messageId = dingtalk.push(said('msg-1'));
    await until(() => taken === 1);
    const closed = stream.close();
    write();
    await closed;
    expect(await answerTo(messageId)).toMatchObject({ code: 200 });
    await until(() => dingtalk.connected() === 0);
  });
});

it('says which messages are lost with it when it closes', async () => {
  let tries = 0;
  const { stream, lines } = await connect({
    async accept() {
      tries += 1;
      throw new Error('database away');
    },
  });
  dingtalk.push(said('msg-1'));
  await until(() => tries > 1);
  await stream.close();
  expect(lines.filter((line) => line.includes('is lost')).join('\n')).toContain('msg-1');
  await until(() => dingtalk.connected() === 0);
  expect(dingtalk.answers).toEqual([]);
});

describe('a connection that is told to go', () => {
  it('is replaced at once, and still answers what came over it', async () => {
    const { promise: written, resolve: write } = Promise.withResolvers<void>();
    const taken: string[] = [];
    // A second attempt that waited would never come.
    await connect({
      timing: { reconnectMs: [60_000, 60_000] },
      async accept([message]) {
        taken.push(idOf(message!));
        await written;
      },
    });
    const first = dingtalk.push(said('msg-1'));
    await until(() => taken.length === 1);
    dingtalk.expire();
    await until(() => dingtalk.live() === 1);
    expect(dingtalk.connected()).toBe(2);
    dingtalk.send({ type: 'EVENT', headers: { topic: '*', messageId: 'event' }, data: '{}' });
    expect(await answerTo('event')).toMatchObject({ over: 1 });
    write();
    expect(await answerTo(first)).toMatchObject({ code: 200, over: 0 });
    await until(() => dingtalk.connected() === 1);
    expect(dingtalk.opens).toHaveLength(2);
  });

  it('is closed by the platform when what came over it takes too long, and nothing else happens', async () => {
    const { promise: written, resolve: write } = Promise.withResolvers<void>();
    let taken = 0;
    await connect({
      timing: { reconnectMs: [60_000, 60_000] },
      async accept() {
        taken += 1;
        await written;
      },
    });
    dingtalk.push(said('msg-1'));
    await until(() => taken === 1);
    dingtalk.expire();
    await until(() => dingtalk.live() === 1);
    dingtalk.closeExpired();
    await until(() => dingtalk.connected() === 1);
    write();
    await answerTo(dingtalk.push(said('msg-2')));
    expect([dingtalk.opens.length, dingtalk.answers.length]).toEqual([2, 1]);
  });

  it('again and again is replaced ever more slowly', async () => {
    await connect({ timing: { reconnectMs: [100, 100_000] } });
    const startedAt = performance.now();
    for (let n = 2; n <= 4; n++) {
      dingtalk.expire();
      await until(() => dingtalk.live() === 1 && dingtalk.handshakes === n);
    }
    // At once, then 100 ms, then 200 ms, each up to a fifth shorter.
    expect(performance.now() - startedAt).toBeGreaterThan(200);
    expect(dingtalk.opens).toHaveLength(4);
  });
});

describe('a connection', () => {
  it('is made anew when it breaks without a word', async () => {
    const { heard, lines } = await connect();
    dingtalk.drop();
    await until(() => dingtalk.handshakes === 2 && dingtalk.live() === 1);
    await answerTo(dingtalk.push(said('msg-1')));
    expect(heard).toEqual(['msg-1']);
    expect(lines.filter((line) => line.includes('no connection to DingTalk'))).toHaveLength(1);
  });

  it('that breaks again after a while is told of again', async () => {
    const { lines } = await connect({ timing: { pingMs: 100 } });
    for (const times of [1, 2]) {
      const before = dingtalk.pings;
      await until(() => dingtalk.live() === 1 && dingtalk.pings > before + 2);
      dingtalk.drop();
      const warnings = (): string[] => lines.filter((line) => line.includes('no connection') && line.includes('"level":40'));
      await until(() => warnings().length === times);
      expect(warnings()).toHaveLength(times);
    }
  });

  it('is made anew when it falls silent', async () => {
    const { lines } = await connect({ timing: { pingMs: 30 } });
    dingtalk.swallowPings = true;
    await until(() => dingtalk.handshakes >= 2);
    dingtalk.swallowPings = false;
    await until(() => dingtalk.live() === 1 && dingtalk.connected() === 1);
    expect(lines.join('\n')).toContain('no connection to DingTalk');
  });

  it('stays while its pings are answered', async () => {
    await connect({ timing: { pingMs: 100 } });
    await until(() => dingtalk.pings > 8);
    expect(dingtalk.opens).toHaveLength(1);
  });

  it('is replaced when it is old, without a moment in which nobody hears', async () => {
    const { heard, lines } = await connect({ timing: { pingMs: 200, renewMs: 450, reconnectMs: [60_000, 60_000] } });
    const pushed: string[] = [];
    await until(() => {
      const msgId = `msg-${pushed.length}`;
      expect(dingtalk.push(said(msgId))).toBeDefined();
      pushed.push(msgId);
      return dingtalk.handshakes >= 4;
    });
    await until(() => heard.length === pushed.length);
    expect(heard.toSorted()).toEqual(pushed.toSorted());
    expect(lines.join('\n')).not.toContain('no connection');
  });

  it('comes back however long the platform is away, and says so once', async () => {
    const { heard, lines, saw } = await connect();
    const port = Number(new URL(dingtalk.url).port);
    await dingtalk.stop();
    await saw('no connection to DingTalk');
    await until(() => lines.filter((line) => line.includes('ECONNREFUSED')).length > 12);
    dingtalk = await startFakeStream({ port });
    await until(() => dingtalk.live() === 1);
    await answerTo(dingtalk.push(said('msg-1')));
    expect(heard).toEqual(['msg-1']);
    const warnings = lines.filter((line) => line.includes('no connection to DingTalk') && line.includes('"level":40'));
    // That it broke off, and that nobody is there.
    expect(warnings).toHaveLength(2);
  });

  it.each<[string, OpenFault]>([
    ['an error of theirs', json(500, {})],
    ['no ticket', json(200, { endpoint: 'ws://127.0.0.1:1/connect' })],
    ['an endpoint that is none', json(200, { endpoint: 'http://127.0.0.1:1/', ticket: 't' })],
    ['an endpoint where nobody is', json(200, { endpoint: 'ws://127.0.0.1:1/connect', ticket: 't' })],
    ['too many calls', refusal(403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi')],
  ])('is tried for again after %s, and the credentials are not blamed', async (_, fault) => {
    dingtalk.failNextOpen(fault);
    const { lines, saw } = await open();
    await saw('no connection to DingTalk');
    expect(dingtalk.opens).toHaveLength(1);
    expect(lines.join('\n')).not.toContain('DINGTALK_APP_SECRET');
    await until(() => dingtalk.live() === 1);
  });

  it('is not tried for while the gateway shuts us out', async () => {
    dingtalk.failNextOpen({ status: 200, contentType: 'text/html', body: '<html></html>' });
    const { saw } = await open();
    expect(JSON.parse(await saw('no connection to DingTalk'))).toMatchObject({ retryAfterMs: 300_000 });
  });

  it('is tried for one at a time: each refused handshake costs one ticket', async () => {
    const faults = [{ status: 401 }, { status: 403 }, { status: 502 }, { status: 200 }, { status: 302 }] as const;
    for (const fault of faults) dingtalk.failNextHandshake(fault);
    await connect();
    expect([dingtalk.opens.length, dingtalk.handshakes]).toEqual([faults.length + 1, faults.length + 1]);
  });

  it('takes no ticket that is too old, and none twice', async () => {
    let now = 0;
    // Each look at the clock is 100 s later.
    dingtalk.now = () => (now += 100_000);
    await open();
    await until(() => dingtalk.handshakes >= 3);
    dingtalk.now = () => now;
    await until(() => dingtalk.live() === 1);
    expect(dingtalk.opens).toHaveLength(dingtalk.handshakes);
  });

  it('does not wait for ever for a handshake', async () => {
    dingtalk.failNextHandshake('no-answer');
    const { lines } = await connect({ timing: { connectMs: 50 } });
    expect(lines.join('\n')).toContain('no connection to DingTalk');
  });

  it('that the platform refuses is said once, with what to correct, and tried for rarely', async () => {
    const openedAt = performance.now();
    const { saw, lines } = await open({ secret: 'WRONG-SECRET', timing: { refusedMs: 300 } });
    const line = await saw('DingTalk refuses the connection');
    expect(line).toMatch(/DINGTALK_APP_KEY and DINGTALK_APP_SECRET/);
    await until(() => dingtalk.opens.length === 3);
    expect(performance.now() - openedAt).toBeGreaterThan(500);
    expect(lines.filter((text) => text.includes('"level":50'))).toHaveLength(1);
    expect([dingtalk.handshakes, lines.join('\n').includes('WRONG-SECRET')]).toEqual([0, false]);
  });

  it('that lacks a right says which, and does not blame the secret', async () => {
    const denied = { code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied', accessdenieddetail: { requiredScopes: ['Stream.Open'] } };
    dingtalk.failNextOpen(json(403, denied));
    const { saw } = await open();
    const line = await saw('DingTalk refuses the connection');
    expect(line).toContain('Stream.Open');
    expect(line).not.toContain('DINGTALK_APP_SECRET');
  });
});

describe('the end', () => {
  it.each<[string, (process: Process) => Promise<unknown>, Partial<StreamTiming>?]>([
    ['connected', () => until(() => dingtalk.live() === 1)],
    ['asking for a ticket', () => until(() => dingtalk.opens.length === 1)],
    ['shaking hands', () => until(() => dingtalk.handshakes === 1)],
    ['refused', ({ saw }) => saw('DingTalk refuses the connection')],
    ['waiting to try again', ({ saw }) => saw('no connection to DingTalk'), { reconnectMs: [600_000, 600_000] }],
  ])('comes at once while %s, and nothing is opened after it', async (state, reached, timing = {}) => {
    if (state === 'asking for a ticket') dingtalk.failNextOpen('no-answer');
    if (state === 'shaking hands') dingtalk.failNextHandshake('no-answer');
    if (state === 'refused') dingtalk.failNextOpen(refusal(401, 'authFailed'));
    if (state === 'waiting to try again') dingtalk.failNextOpen(json(500, {}));
    // Whoever waited for one of these would wait longer than a test may take.
    const process = await open({ timing: { connectMs: 600_000, reconnectMs: [1, 1], refusedMs: 1, ...timing } });
    await reached(process);
    await process.stream.close();
    await until(() => dingtalk.connected() === 0);
    const before = [dingtalk.opens.length, dingtalk.handshakes];
    // As long as another one takes for ten.
    const other = await startFakeStream();
    closing.push(() => other.stop());
    for (let n = 0; n < 10; n++) other.failNextHandshake({ status: 503 });
    await connect({ on: other });
    expect([dingtalk.opens.length, dingtalk.handshakes]).toEqual(before);
  });
});

it('hears with several processes what each push brings to one of them, and the same again wherever it comes', async () => {
  const processes = [await open(), await open(), await open()];
  await until(() => dingtalk.live() === 3);
  const pushed = Array.from({ length: 60 }, (_, n) => `msg-${n}`);
  const messageIds = pushed.map((msgId) => dingtalk.push(said(msgId)));
  await until(() => dingtalk.answers.length === 60);
  expect(processes.flatMap(({ heard }) => heard).toSorted()).toEqual(pushed.toSorted());
  expect(new Set(dingtalk.answers.map(({ headers }) => headers.messageId))).toEqual(new Set(messageIds));
  expect(new Set(dingtalk.answers.map(({ over }) => over)).size).toBe(3);
});
