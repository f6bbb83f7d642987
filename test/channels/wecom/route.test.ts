import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { BotConnection } from '../../../src/channels/wecom/send/connection-send.ts';
import type { Route } from '../../../src/channels/wecom/send/route.ts';
import { ChannelError, type Receipt, type Sending } from '../../../src/ports/channel.ts';
import { createMemoryShared } from '../../../src/shared/memory.ts';
import { again, failureOf, message } from '../sendings.ts';
import { readable, ROOM, ROOM_KEY, startSender, toRoom, toZhang, ZHANG, type Sender } from './sender.ts';

let sender: Sender;

async function start(change: Partial<Route> = {}): Promise<void> {
  await sender.stop();
  sender = await startSender(change);
}

beforeEach(async () => {
  sender = await startSender();
});
afterEach(() => sender.stop());

/** As kept with a message that came a moment ago. */
function answerTo(recipient: typeof ZHANG | typeof ROOM): { via: 'response-url'; url: string; until: string } {
  const url = sender.fake.issueResponseUrl(recipient);
  return { via: 'response-url', url, until: new Date(sender.clock.now + 3_600_000).toISOString() };
}

const where = () => sender.fake.shown.map(({ by, to }) => [by, to]);
const texts = () => sender.fake.shown.map(({ body }) => readable(body));

describe('a message goes', () => {
  it('back to where the question came from, in private and in a group', async () => {
    await sender.sendAll({ ...toZhang('进度'), replyTo: answerTo(ZHANG) });
    await sender.sendAll({ ...toRoom('进度'), replyTo: answerTo(ROOM) });
    expect(where()).toEqual([
      ['response-url', 'zhang.san'],
      ['response-url', 'wrCHAT1'],
    ]);
  });

  it('to a person by the app, to a room by its group robot', async () => {
    const receipts = [await sender.sendAll(toZhang('提醒')), await sender.sendAll(toRoom('通报'))];
    expect(where()).toEqual([
      ['app', 'zhang.san'],
      ['webhook', ROOM_KEY],
    ]);
    expect(receipts).toEqual([
      { platformId: expect.stringMatching(/^msg-/), via: 'app', parts: 1, rest: 0 },
      { via: 'webhook', parts: 1, rest: 0 },
    ]);
  });

  it('by the app when the hour of the answer is over, or the platform does not take it any more', async () => {
    const late = { ...toZhang('进度'), replyTo: { ...answerTo(ZHANG), until: new Date(sender.clock.now - 1).toISOString() } };
    await sender.sendAll(late);
    const refused = { ...toZhang('进度'), replyTo: answerTo(ZHANG) };
    sender.fake.expireResponseUrl(refused.replyTo.url);
    await sender.sendAll(refused);
    expect(where()).toEqual([
      ['app', 'zhang.san'],
      ['app', 'zhang.san'],
    ]);
  });

  it('nowhere where there is no way, and that is for good', async () => {
    await start({ app: undefined, webhookKeys: new Map() });
    for (const sending of [toZhang('提醒'), toRoom('通报')]) {
      expect(await failureOf(sender.send(sending))).toMatchObject({ code: 'no-way', permanent: true });
    }
  });

  it('never to an answering address that is not the platform', async () => {
    for (const url of ['https://evil.example/cgi-bin/aibot/response', `${sender.fake.url.replace('http', 'ftp')}/x`, 'no address']) {
      await sender.sendAll({ ...toZhang('进度'), replyTo: { ...answerTo(ZHANG), url } });
    }
    expect(where()).toEqual(Array.from({ length: 3 }, () => ['app', 'zhang.san']));
  });

  it('to hosts the operator named too', async () => {
    const { host, hostname } = new URL(sender.fake.url);
    for (const mediaHosts of [[host], [hostname]]) {
      const other = await startSender({ apiBase: 'https://qyapi.weixin.qq.com', mediaHosts });
      expect(await other.sendAll({ ...toZhang('进度'), replyTo: answerTo(ZHANG) })).toMatchObject({ via: 'response-url' });
      await other.stop();
    }
    const other = await startSender({ apiBase: 'https://qyapi.weixin.qq.com', app: undefined });
    const error = await failureOf(other.sendAll({ ...toZhang('进度'), replyTo: answerTo(ZHANG) }));
    expect(error).toMatchObject({ code: 'foreign-address', permanent: true });
    await other.stop();
    expect(sender.fake.shown).toHaveLength(2);
  });
});

describe('buttons', () => {
  const actions = [{ label: '通过 B12', command: '通过 B12' }];

  it('come with an answer in private, and are words to say in a group', async () => {
    await sender.sendAll({ ...toZhang('待审 B12', { actions }), replyTo: answerTo(ZHANG) });
    await sender.sendAll({ ...toRoom('待审 B12', { actions }), replyTo: answerTo(ROOM) });
    expect(sender.fake.shown.map(({ body }) => body.msgtype)).toEqual(['template_card', 'markdown']);
    expect(texts()[1]).toBe('待审 B12\n@创建管家 通过 B12');
  });
});

describe('an answer whose fate is unknown', () => {
  it('has arrived when its address is not taken a second time: it is said once', async () => {
    const sending = { ...toZhang('进度'), replyTo: answerTo(ZHANG) };
    sender.fake.failNext('aibot/response', 'take-and-break');
    const error = await failureOf(sender.send(sending));
    expect(error).toMatchObject({ code: 'response-url:no-answer', permanent: false });
    expect(await sender.send(again(sending, error))).toEqual({ via: 'response-url', parts: 1, rest: 0 });
    expect(where()).toEqual([['response-url', 'zhang.san']]);
  });

  it('has not when it is taken now', async () => {
    const faults = [
      ['break', /UND_ERR_SOCKET|ECONNRESET/],
      [{ status: 502 }, /HTTP 502/],
      [{ errcode: -1 }, /-1/],
    ] as const;
    for (const [fault, why] of faults) {
      const sending = { ...toZhang('进度'), replyTo: answerTo(ZHANG) };
      sender.fake.failNext('aibot/response', fault);
      const error = await failureOf(sender.send(sending));
      expect(error.code).toBe('response-url:no-answer');
      expect(error.message).toMatch(why);
      await sender.send(again(sending, error));
    }
    expect(where()).toEqual(Array.from({ length: 3 }, () => ['response-url', 'zhang.san']));
  });

  it('is asked after once more when the try broke off, and is not said twice', async () => {
    const sending = { ...toZhang('进度'), replyTo: answerTo(ZHANG) };
    await sender.send(sending);
    await sender.send(again(sending, null));
    expect(where()).toEqual([['response-url', 'zhang.san']]);
  });

  it('has not arrived when it was refused before the try broke off: it goes the next way', async () => {
    const sending = { ...toZhang('进度'), replyTo: answerTo(ZHANG) };
    sender.fake.expireResponseUrl(sending.replyTo.url);
    sender.fake.failNext('message/send', 'break');
    let written: Receipt = {};
    async function deliverAndDie(): Promise<void> {
      written = await sender.send(sending);
      await sender.send(again(sending, null, written));
    }
    await failureOf(deliverAndDie());
    await sender.sendAll(again(sending, null, written));
    expect(where()).toEqual([['app', 'zhang.san']]);
  });

  it('stays out of it once another way was tried', async () => {
    const sending = { ...toZhang('进度'), replyTo: answerTo(ZHANG) };
    sender.fake.failNext('aibot/response', { errcode: 40058 });
    sender.fake.failNext('message/send', 'take-and-break');
    const refused = await sender.send(sending);
    const error = await failureOf(sender.send(again(sending, null, refused)));
    expect(error.code).toBe('app:no-answer');
    await sender.send(again(sending, error, refused));
    expect(where()).toEqual([['app', 'zhang.san']]);
  });
});

describe('a message that could not leave, because there was no connection,', () => {
  it('is not in doubt', async () => {
    const answer = { ...toZhang('进度'), replyTo: answerTo(ZHANG) };
    await sender.fake.stop();
    for (const sending of [answer, toZhang('提醒'), toRoom('通报')]) {
      const error = await failureOf(sender.send(sending));
      expect(error).toMatchObject({ code: 'no-connection', permanent: false });
      expect(error.message).toContain('ECONNREFUSED');
    }
  });

  it('has not arrived when its address is not taken later: it goes the next way', async () => {
    const sending = { ...toZhang('进度'), replyTo: answerTo(ZHANG) };
    await sender.sendAll(again(sending, { code: 'no-connection' }));
    const refused = { ...toZhang('逾期'), replyTo: answerTo(ZHANG) };
    sender.fake.expireResponseUrl(refused.replyTo.url);
    const receipt = await sender.send(again(refused, { code: 'no-connection' }));
    await sender.sendAll(again(refused, null, receipt));
    expect(where()).toEqual([
      ['response-url', 'zhang.san'],
      ['app', 'zhang.san'],
    ]);
  });

  it('stays in doubt when an earlier try may have arrived', async () => {
    const sending = { ...toZhang('进度'), replyTo: answerTo(ZHANG) };
    sender.fake.failNext('aibot/response', 'take-and-break');
    const first = await failureOf(sender.send(sending));
    await sender.fake.stop();
    expect(await failureOf(sender.send(again(sending, first)))).toMatchObject({ code: 'response-url:no-answer', permanent: false });
  });
});

describe('a long answer', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, n) => `第${n + 1}项 全民阅读进机关活动的开展情况说明`).join('\n');

  it('goes on by the app where the address takes no more', async () => {
    const receipt = await sender.sendAll({ ...toZhang(lines(450)), replyTo: answerTo(ZHANG) });
    expect(where()[0]).toEqual(['response-url', 'zhang.san']);
    expect(new Set(where().slice(1).map(String))).toEqual(new Set(['app,zhang.san']));
    expect(receipt).toMatchObject({ via: 'response-url+app', rest: 0 });
    const read = texts().map((text) => text.replace(/\n（\d+\/\d+）$/, ''));
    expect(read.join('\n')).toBe(lines(450));
  });

  it('says that more is not shown where nothing else leads there', async () => {
    await start({ app: undefined });
    await sender.sendAll({ ...toZhang(lines(450)), replyTo: answerTo(ZHANG) });
    expect(sender.fake.shown).toHaveLength(1);
    expect(texts()[0]).toMatch(/后面的没有显示。请问得具体一些再看，例如「第3项」或「进度 办公室」。）$/);
    expect(Buffer.byteLength(texts()[0]!)).toBeLessThanOrEqual(20_480);
  });

  it('is cut even where it is one endless line', async () => {
    await sender.sendAll({ ...toZhang('＊*'.repeat(9_000)), replyTo: answerTo(ZHANG) });
    expect(
      texts()
        .map((text) => text.replace(/\n（\d+\/\d+）$/, ''))
        .join('')
        .replaceAll('*', '＊'),
    ).toBe('＊＊'.repeat(9_000));
  });

  it('brings its files by the app, and links to them where nothing carries them', async () => {
    const file = sender.keep('总结.docx', Buffer.from('docx bytes'));
    await sender.sendAll({ ...toZhang('B12', { files: [file] }), replyTo: answerTo(ZHANG) });
    expect(where()).toEqual([
      ['response-url', 'zhang.san'],
      ['app', 'zhang.san'],
    ]);
    expect(texts()[0]).toBe('B12');
    await start({ app: undefined });
    await sender.sendAll({ ...toZhang('B12', { files: [file] }), replyTo: answerTo(ZHANG) });
    expect(texts()).toEqual([`B12\n[总结.docx](${file.url})`]);
  });
});

describe('a message of several parts', () => {
  const long = Array.from({ length: 120 }, (_, n) => `第${n + 1}项 全民阅读进机关活动`).join('\n');

  it('goes on where the last try ended', async () => {
    const sending = toZhang(long);
    const first = await sender.send(sending);
    expect(first).toMatchObject({ via: 'app', parts: 1 });
    sender.fake.failNext('message/send', 'break');
    const error = await failureOf(sender.send(again(sending, null, first)));
    const second = await sender.send(again(sending, error, first));
    expect(second).toMatchObject({ via: 'app', parts: 2, rest: first.rest! - 1 });
    await sender.sendAll(again(sending, null, second));
    const numbers = texts().map((text) => /（(\d+)\/(\d+)）$/.exec(text)!.slice(1).map(Number));
    expect(numbers).toEqual(numbers.map((_, index) => [index + 1, numbers.length]));
    expect(
      texts()
        .map((text) => text.replace(/\n（.+?）$/, ''))
        .join('\n'),
    ).toBe(long);
  });

  it('keeps to its way: what that refuses then is for good', async () => {
    const sending = toZhang(long);
    const receipt = await sender.send(sending);
    sender.fake.failNext('message/send', { errcode: 60020, errmsg: 'not allow to access from your ip, from ip: 203.0.113.7' });
    const error = await failureOf(sender.send(again(sending, null, receipt)));
    expect(error).toMatchObject({ code: '60020', permanent: true, detail: '203.0.113.7' });
  });
});

describe('budgets', () => {
  it('let 30 a minute through to one person by the app, say how long to wait, and send nothing meanwhile', async () => {
    for (let n = 0; n < 30; n++) await sender.send(toZhang(`提醒 ${n}`));
    const error = await failureOf(sender.send(toZhang('提醒 30')));
    expect(error).toMatchObject({ code: 'budget', permanent: false });
    expect(error.retryAfterMs).toBeGreaterThan(30_000);
    expect(sender.fake.calls.filter(({ path }) => path === 'message/send')).toHaveLength(30);
    sender.fake.visible.add('li.si');
    await sender.send({ ...toZhang('提醒'), recipient: { kind: 'person', id: 'li.si' } });
  });

  it('let 1000 an hour through to one person, by the app and by the bot', async () => {
    let passed = 0;
    const shared = createMemoryShared(() => passed);
    const connection: BotConnection = { reply: async () => {}, push: async () => {}, upload: async () => '' };
    for (const change of [{ shared }, { shared, app: undefined, connection }]) {
      await start(change);
      for (let n = 0; n < 1000; n++) {
        await sender.send(toZhang(`提醒 ${n}`));
        passed += 2_100;
        if (n % 20 === 0) sender.fake.passMinute();
      }
      const error = await failureOf(sender.send(toZhang('提醒')));
      expect(error).toMatchObject({ code: 'budget', permanent: false });
      expect(error.retryAfterMs).toBeGreaterThan(60_000);
    }
  });

  it('let 20 a minute through to one room', async () => {
    for (let n = 0; n < 20; n++) await sender.send(toRoom(`通报 ${n}`));
    expect(await failureOf(sender.send(toRoom('通报')))).toMatchObject({ code: 'budget', permanent: false });
    expect(sender.fake.calls).toHaveLength(20);
  });
});

describe('an HTTP answer that is none of the API', () => {
  it.each([
    [404, { code: 'http-404', permanent: true }],
    [429, { code: 'http-429', permanent: false }],
    [408, { code: 'http-408', permanent: false }],
    [503, { code: 'app:no-answer', permanent: false }],
  ])('%i', async (status, expected) => {
    sender.fake.failNext('message/send', { status });
    expect(await failureOf(sender.send(toZhang('提醒')))).toMatchObject(expected);
  });

  it('leads nowhere else: keys and words are not passed on', async () => {
    const elsewhere = createServer((_, response) => response.writeHead(307, { location: `${sender.fake.url}/cgi-bin/webhook/send` }).end());
    await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void elsewhere.close());
    const { port } = elsewhere.address() as AddressInfo;
    const other = await startSender({ apiBase: `http://127.0.0.1:${port}` });
    onTestFinished(() => other.stop());
    expect(await failureOf(other.send(toRoom('通报')))).toMatchObject({ code: 'webhook:no-answer', permanent: false });
    expect(sender.fake.calls).toEqual([]);
  });
});

describe('with the long connection', () => {
  interface Said {
    to: string;
    body: { msgtype?: string; file?: unknown };
  }

  /** Notes what is said on it, and refuses as told. */
  function createConnection(refusals: Record<string, ChannelError> = {}): BotConnection & { said: Said[] } {
    const said: Said[] = [];
    function say(to: string, body: object): void {
      const refusal = refusals[to];
      if (refusal !== undefined) throw refusal;
      said.push({ to, body });
    }
    return {
      said,
      reply: async (reqId, body) => say(reqId, body),
      push: async ({ id }, body) => say(id, body),
      upload: async ({ name }) => `media of ${name}`,
    };
  }

  const byRequest = (sending: Sending): Sending => ({
    ...sending,
    replyTo: { via: 'connection', reqId: 'SRV-1', until: new Date(sender.clock.now + 86_400_000).toISOString() },
  });

  it('an answer goes to its request, what is unasked to the room, and to a person by the app', async () => {
    const connection = createConnection();
    await start({ connection, webhookKeys: new Map() });
    await sender.sendAll(byRequest(toRoom('进度')));
    await sender.sendAll(toRoom('通报'));
    await sender.sendAll(toZhang('提醒'));
    expect(connection.said.map(({ to }) => to)).toEqual(['SRV-1', 'wrCHAT1']);
    expect(where()).toEqual([['app', 'zhang.san']]);
  });

  it('a person is reached by it where the app does not, and the reason of the app is told when neither does', async () => {
    const connection = createConnection();
    await start({ connection });
    sender.fake.visible.clear();
    expect(await sender.sendAll(toZhang('提醒'))).toMatchObject({ via: 'push' });
    expect(connection.said.map(({ to }) => to)).toEqual(['zhang.san']);
    const silent = createConnection({ 'zhang.san': new ChannelError('wecom', '93006', 'no', { permanent: true }) });
    await start({ connection: silent });
    sender.fake.visible.clear();
    expect(await failureOf(sender.send(toZhang('提醒')))).toMatchObject({ code: '81013', permanent: true });
  });

  it('an answer that is not taken any more goes out unasked', async () => {
    const connection = createConnection({ 'SRV-1': new ChannelError('wecom', '846605', 'no', { permanent: true }) });
    await start({ connection, app: undefined });
    await sender.sendAll(byRequest(toZhang('进度')));
    expect(connection.said.map(({ to }) => to)).toEqual(['zhang.san']);
  });

  it('an answer stays in the conversation with the bot, also where the app or a group robot leads there', async () => {
    const connection = createConnection({ 'SRV-1': new ChannelError('wecom', '846605', 'no', { permanent: true }) });
    await start({ connection });
    await sender.sendAll(byRequest(toZhang('已通过 B12')));
    await sender.sendAll(byRequest(toRoom('进度')));
    expect(connection.said.map(({ to }) => to)).toEqual(['zhang.san', 'wrCHAT1']);
    expect(where()).toEqual([]);
  });

  it('carries files and cards', async () => {
    const connection = createConnection();
    await start({ connection, app: undefined });
    const file = sender.keep('总结.docx', Buffer.from('docx bytes'));
    await sender.sendAll(byRequest(toZhang('待审 B12', { files: [file], actions: [{ label: '通过 B12', command: '通过 B12' }] })));
    expect(connection.said.map(({ body }) => body.msgtype)).toEqual(['template_card', 'file']);
    expect(connection.said[1]!.body).toMatchObject({ file: { media_id: 'media of 总结.docx' } });
  });

  it('counts answers and pushes to one conversation together', async () => {
    await start({ connection: createConnection(), app: undefined });
    for (let n = 0; n < 15; n++) {
      await sender.sendAll(byRequest(toZhang('进度')));
      await sender.sendAll(toZhang('提醒'));
    }
    expect(await failureOf(sender.send(toZhang('提醒')))).toMatchObject({ code: 'budget', permanent: false });
  });
});

it('keeps every secret and every word out of errors and the log, whatever goes wrong', async () => {
  const replyTo = answerTo(ZHANG);
  const secrets = [
    replyTo.url,
    new URL(replyTo.url).searchParams.get('response_code')!,
    ROOM_KEY,
    sender.fake.secret,
    'token-',
    '机密内容',
  ];
  const found: unknown[] = [];
  const faults = [
    'break',
    'take-and-break',
    { status: 502 },
    { status: 404 },
    { errcode: 40001, errmsg: secrets.join(' ') },
    { errcode: -1, errmsg: ROOM_KEY },
  ] as const;
  for (const fault of faults) {
    for (const path of ['aibot/response', 'message/send', 'webhook/send', 'gettoken', 'media/upload']) sender.fake.failNext(path, fault);
    const file = sender.keep('机密内容.docx', Buffer.from('机密内容'));
    for (const sending of [{ ...toZhang('机密内容'), replyTo }, toZhang('机密内容'), toRoom('机密内容', { files: [file] })]) {
      found.push(await sender.sendAll(sending).catch((error: unknown) => error));
    }
  }
  sender.route.log.warn({ all: found.map((err) => ({ err })) });
  for (const error of found) sender.route.log.warn({ err: error }, 'a message could not be sent');
  const written = [...sender.log, ...found.map((error) => (error instanceof Error ? `${error.stack} ${JSON.stringify(error)}` : ''))].join(
    '\n',
  );
  expect(found.filter((error) => error instanceof ChannelError).length).toBeGreaterThan(6);
  expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
  expect(message('机密内容').text).toBe('机密内容');
});
