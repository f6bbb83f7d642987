import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLongConnection, type LongConnection } from '../../../src/channels/wecom/connection/long-connection.ts';
import { TIMING, type ConnectionTiming } from '../../../src/channels/wecom/connection/timing.ts';
import { createWithoutMention } from '../../../src/channel-kit/mention.ts';
import type { InboundMessage } from '../../../src/ports/channel.ts';
import type { Shared } from '../../../src/ports/shared.ts';
import { createMemoryShared } from '../../../src/shared/memory.ts';
import { createRedisShared } from '../../../src/shared/redis.ts';
import { type FakeSocket, startFakeSocket } from '../../helpers/fake-wecom/socket.ts';
import { createTestLog } from '../../helpers/log.ts';
import { type RedisServer, startRedis } from '../../helpers/redis.ts';
import { until } from '../../helpers/until.ts';

/** A process that keeps the bot connected, and what came in. */
interface Process {
  connection: LongConnection;
  heard: InboundMessage[];
  lines: string[];
  saw(text: string): Promise<string>;
  shared: Shared;
}

const HASTY: Partial<ConnectionTiming> = { lookMs: 30, reconnectMs: [20, 50], busyMs: 10, storeMs: [10, 20], lockMs: 600 };
const NOW = new Date('2026-11-28T06:00:00Z');
const BYTES = randomBytes(1_200_000);

let wecom: FakeSocket;
const closing: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  wecom = await startFakeSocket();
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await wecom.stop();
});

interface Options {
  timing?: Partial<ConnectionTiming>;
  shared?: Shared;
  secret?: string;
  accept?: (messages: readonly InboundMessage[]) => Promise<void>;
}

function createProcess({ timing, shared = createMemoryShared(), secret = wecom.secret }: Options = {}): Process {
  const { log, lines, saw } = createTestLog();
  const connection = createLongConnection({
    bot: { mode: 'connection', id: wecom.botId, secret, url: wecom.url },
    withoutMention: createWithoutMention(wecom.botName),
    welcome: '您好，我是创建管家。',
    publicUrl: 'https://wm.example',
    shared,
    log,
    now: () => NOW,
    openFile: async () => Readable.from([BYTES.subarray(0, 700_001), BYTES.subarray(700_001)]),
    timing: { ...TIMING, ...HASTY, ...timing },
  });
  closing.push(() => shared.close());
  return { connection, heard: [], lines, saw, shared };
}

async function open(options: Options = {}): Promise<Process> {
  const process = createProcess(options);
  const { connection, heard } = process;
  await connection.open(options.accept ?? (async (messages) => void heard.push(...messages)));
  closing.push(() => connection.close());
  return process;
}

async function connect(options: Options = {}): Promise<Process> {
  const process = await open(options);
  await until(async () => (await process.connection.state()) === 'here');
  return process;
}

/** Once there is one. */
async function reqIdOf({ heard }: Process): Promise<string> {
  const message = await until(() => heard.at(-1));
  return (message.replyTo as { reqId: string }).reqId;
}

const markdown = (content: string) => ({ msgtype: 'markdown', markdown: { content } });
const zhang = { kind: 'person', id: 'zhang.san' } as const;
const room = { kind: 'room', id: 'wrCHAT1' } as const;

describe('a conversation over the long connection', () => {
  it('hears what is said in private and in a group, and answers it', async () => {
    const process = await connect();
    wecom.say({ from: 'Zhang.San', content: { text: '我的任务' }, msgid: 'm-1' });
    wecom.say({ from: 'li.si', room: room.id, content: { text: '@创建管家 提交 3' }, quote: { file: 'https://m/1' } });
    await until(() => process.heard.length === 2);
    const [first, second] = process.heard;
    expect(first).toMatchObject({ messageId: 'm-1', senderId: 'zhang.san', text: '我的任务', attachments: [] });
    expect(first?.replyTo).toEqual({ via: 'connection', reqId: expect.any(String) as string, until: '2026-11-29T06:00:00.000Z' });
    expect(second).toMatchObject({ senderId: 'li.si', roomId: room.id, text: '提交 3' });
    expect(second?.quoted).toMatchObject([
      { ref: { from: 'bot', kind: 'file', url: 'https://m/1', aesKey: expect.any(String) as string } },
    ]);
    await process.connection.reply(await reqIdOf(process), markdown('收到'));
    expect(wecom.shown).toMatchObject([{ by: 'reply', to: room.id, body: markdown('收到') }]);
  });

  it('greets whoever opens it, and turns the card that was pressed before the result is there', async () => {
    const { heard } = await connect();
    wecom.enter('zhang.san');
    wecom.press('wu', '通过 B12\n张三报送了第3项', 'card-1');
    await until(() => wecom.shown.length === 2 && heard.length === 1);
    expect(wecom.shown).toMatchObject([
      { by: 'welcome', to: 'zhang.san', body: { msgtype: 'text', text: { content: '您好，我是创建管家。' } } },
      { by: 'update', to: 'wu', body: { template_card: { task_id: 'card-1', sub_title_text: '已点 通过 B12，处理中，结果随后发来' } } },
    ]);
    expect(heard).toMatchObject([{ senderId: 'wu', text: '通过 B12' }]);
  });

  it('pushes to a person and into a group that have spoken to it, and says when it may not', async () => {
    const { connection, heard } = await connect();
    await expect(connection.push(zhang, markdown('提醒'))).rejects.toMatchObject({ code: '93006', permanent: true });
    wecom.say({ from: 'zhang.san', content: { text: '帮助' } });
    wecom.say({ from: 'zhang.san', room: room.id, content: { text: '@创建管家 帮助' } });
    await until(() => heard.length === 2);
    await connection.push(zhang, markdown('提醒'));
    await connection.push(room, markdown('本周'));
    expect(wecom.shown.map(({ by, to }) => `${by} ${to}`)).toEqual(['push zhang.san', 'push wrCHAT1']);
  });

  it('speaks in a group that is closed to pushes under what was last said there', async () => {
    const { connection, heard } = await connect();
    wecom.say({ from: 'zhang.san', room: room.id, content: { text: '@创建管家 帮助' } });
    await until(() => heard.length === 1);
    wecom.closeToPush(room.id);
    await connection.push(room, markdown('本周'));
    expect(wecom.shown).toMatchObject([{ by: 'reply', to: room.id, body: markdown('本周') }]);
  });

  it('gives two answers to one message one after the other', async () => {
    const process = await connect();
    wecom.say({ from: 'zhang.san', content: { text: '帮助' } });
    const reqId = await reqIdOf(process);
    await Promise.all(['一', '二', '三'].map((text) => process.connection.reply(reqId, markdown(text))));
    expect(wecom.shown.map(({ body }) => body)).toEqual(['一', '二', '三'].map(markdown));
    expect(wecom.frames.filter(({ cmd }) => cmd === 'aibot_respond_msg')).toHaveLength(3);
  });

  it.each([false, true])('tells refusals from what may have arrived (codes in the body: %s)', async (inBody) => {
    wecom.codesInBody = inBody;
    const process = await connect({ timing: { answerMs: 100 } });
    wecom.say({ from: 'zhang.san', content: { text: '帮助' } });
    const reqId = await reqIdOf(process);
    const reply = (): Promise<void> => process.connection.reply(reqId, markdown('收到'));
    // Busy with another one: the same again is taken.
    wecom.failNext('aibot_respond_msg', { errcode: 6000 });
    wecom.failNext('aibot_respond_msg', { errcode: 45033 });
    await reply();
    expect(wecom.shown).toHaveLength(1);
    // Not for ever.
    for (let n = 0; n < 4; n++) wecom.failNext('aibot_respond_msg', { errcode: 6000 });
    await expect(reply()).rejects.toMatchObject({ code: '6000', permanent: false });
    wecom.failNext('aibot_respond_msg', { errcode: 45009 });
    await expect(reply()).rejects.toMatchObject({ code: '45009', permanent: false, retryAfterMs: 60_000 });
    wecom.expireRequests();
    await expect(reply()).rejects.toMatchObject({ code: '846605', permanent: true });
    wecom.failNext('aibot_send_msg', 'no-answer');
    await expect(process.connection.push(zhang, markdown('提醒'))).rejects.toMatchObject({
      code: 'connection:no-answer',
      permanent: false,
    });
    expect(wecom.shown).toHaveLength(2);
  });

  it('logs no word of what is said, nor the secret', async () => {
    const process = await connect();
    wecom.say({ from: 'zhang.san', content: { text: '秘密的话' } });
    const reqId = await reqIdOf(process);
    await process.connection.reply(reqId, markdown('秘密的回答'));
    await process.connection.close();
    expect(process.lines.join('\n')).not.toMatch(new RegExp(`秘密|${wecom.secret}|${reqId}`));
  });
});

describe('a file', () => {
  const file = { name: '读书会照片.jpg', url: 'https://wm.example/f', key: 'k', size: BYTES.length };

  it('goes up in pieces and arrives whole', async () => {
    const { connection } = await connect();
    const mediaId = await connection.upload(file);
    expect(wecom.uploaded.get(mediaId)).toEqual({ name: file.name, bytes: BYTES });
    const indexes = wecom.frames.filter(({ cmd }) => cmd === 'aibot_upload_media_chunk').map(({ body }) => body?.['chunk_index']);
    expect(indexes).toEqual([0, 1, 2]);
  });

  it('is called by a name the platform takes', async () => {
    const { connection } = await connect();
    const mediaId = await connection.upload({ ...file, name: `${'文明创建'.repeat(40)}.docx` });
    expect(wecom.uploaded.get(mediaId)?.name).toMatch(/^(?:文明创建)+.*\.docx$/);
  });

  it('waits its turn: the platform takes thirty in a minute', async () => {
    const { connection } = await connect();
    for (let n = 0; n < 30; n++) wecom.failNext('aibot_upload_media_init', { errcode: 40058 });
    const uploads = await Promise.allSettled(Array.from({ length: 31 }, () => connection.upload(file)));
    expect(uploads.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'budget', permanent: false } });
    expect(wecom.frames.filter(({ cmd }) => cmd === 'aibot_upload_media_init')).toHaveLength(30);
  });

  it('may be tried again when the line breaks in the middle: nobody has seen it', async () => {
    const { connection } = await connect();
    wecom.failNext('aibot_upload_media_chunk', { errcode: 45033 });
    wecom.failNext('aibot_upload_media_chunk', 'break');
    await expect(connection.upload(file)).rejects.toMatchObject({ code: 'upload:no-answer', permanent: false });
    const mediaId = await until(() => connection.upload(file).catch(() => undefined));
    expect(wecom.uploaded.get(mediaId)?.bytes.equals(BYTES)).toBe(true);
  });

  it('are given up in time on a slow line, so that they can be linked to instead', async () => {
    const { connection } = await connect({ timing: { uploadMs: 0 } });
    await expect(connection.upload(file)).rejects.toMatchObject({ code: 'upload:no-answer', permanent: false });
    expect(wecom.uploaded.size).toBe(0);
  });
});

describe('the connection', () => {
  it('comes back by itself when the line breaks, also when that takes long', async () => {
    const { connection, heard, lines, saw } = await connect();
    const { port } = new URL(wecom.url);
    await wecom.stop();
    await saw('no connection to WeCom');
    await expect(connection.push(zhang, markdown('提醒'))).rejects.toMatchObject({
      code: 'no-connection',
      permanent: false,
      // It is tried as long as any platform that is away, not eight times within a minute.
      retryAfterMs: undefined,
    });
    await until(() => lines.filter((line) => line.includes('ECONNREFUSED')).length > 12);
    wecom = await startFakeSocket({ port: Number(port) });
    await until(() => wecom.say({ from: 'zhang.san', content: { text: '还在吗' } }));
    await until(() => heard.length === 1);
    // People are told once, not at every try.
    expect(lines.filter((line) => line.includes('no connection to WeCom') && line.includes('"level":40'))).toHaveLength(1);
  });

  it('is made anew when pings are not answered, or the secret is not', async () => {
    wecom.failNext('aibot_subscribe', 'no-answer');
    const process = await connect({ timing: { heartbeatMs: 50, connectMs: 200 } });
    const before = wecom.subscriptions;
    wecom.swallowPings = true;
    await until(() => wecom.subscriptions > before);
    wecom.swallowPings = false;
    await until(() => wecom.say({ from: 'zhang.san', content: { text: '还在吗' } }));
    expect(await reqIdOf(process)).toBeDefined();
  });

  it('leaves the bot to another program that takes it over, says so once, and comes back later', async () => {
    const { connection, saw, lines } = await connect({ timing: { kickedMs: [400, 60_000], heartbeatMs: 100 } });
    const kickedAt = performance.now();
    await wecom.connectAnother();
    expect(await saw('another program has connected as this bot')).toMatch(/WECOM_BOT_ID/);
    expect(await connection.state()).toBe('nobody');
    await until(() => wecom.subscriptions === 3);
    expect(performance.now() - kickedAt).toBeGreaterThan(250);
    await until(async () => (await connection.state()) === 'here');
    const kickedAgainAt = performance.now();
    await wecom.connectAnother();
    await until(() => wecom.subscriptions === 5);
    expect(performance.now() - kickedAgainAt).toBeGreaterThan(550);
    expect(lines.filter((line) => line.includes('another program'))).toHaveLength(1);
  });

  it('stays when the lock got lost and nobody else has it', async () => {
    let [now, locks, renewals] = [0, 0, 0];
    const shared = createMemoryShared(() => now);
    async function lock(...about: Parameters<Shared['lock']>): ReturnType<Shared['lock']> {
      const held = await shared.lock(...about);
      locks += 1;
      return held && { ...held, renew: () => held.renew().finally(() => (renewals += 1)) };
    }
    const counting = { ...shared, lock };
    const { connection } = await connect({ shared: counting, timing: { lockMs: 300 } });
    now += 301;
    await until(() => locks === 2);
    // It is held again: nobody else gets it, and nothing has to be found out anew.
    now += 200;
    const renewed = renewals;
    await until(() => renewals > renewed);
    now += 200;
    expect([await shared.lock(`wecom:bot:${wecom.botId}`, 300), locks]).toEqual([undefined, 2]);
    expect([await connection.state(), wecom.subscriptions]).toEqual(['here', 1]);
  });

  it('goes to another process when this one stood still, and the two do not fight', async () => {
    let now = 0;
    const shared = createMemoryShared(() => now);
    const one = await connect({ shared, timing: { lockMs: 3_000 } });
    now += 3_001;
    const other = await open({ shared });
    await until(async () => (await other.connection.state()) === 'here');
    await until(async () => (await one.connection.state()) === 'elsewhere');
    wecom.say({ from: 'zhang.san', content: { text: '帮助' } });
    await until(() => other.heard.length === 1);
    expect(one.lines.join('')).not.toContain('another program');
    expect([wecom.subscriptions, one.heard]).toEqual([2, []]);
  });

  it.each(['wrong secret', 'wrong id'])('says what to correct and waits long: %s', async (what) => {
    const secret = what === 'wrong secret' ? 'WRONG-SECRET' : wecom.secret;
    const openedAt = performance.now();
    const { saw, lines } = await open({ secret, timing: { refusedMs: 400 } });
    if (what === 'wrong id') wecom.botId = 'ANOTHER';
    expect(await saw('WeCom refuses the long connection')).toMatch(/WECOM_BOT_ID and WECOM_BOT_SECRET/);
    await until(() => wecom.frames.length === 2);
    expect(performance.now() - openedAt).toBeGreaterThan(350);
    expect(lines.join('')).not.toContain(secret);
  });

  it('is not blamed on the secret when the platform is busy', async () => {
    wecom.failNext('aibot_subscribe', { errcode: -1 });
    const { lines } = await connect();
    expect(lines.join('')).not.toContain('WECOM_BOT_SECRET');
  });

  it('closes at once, connected or not', async () => {
    const { connection } = await connect();
    await connection.close();
    await until(() => !wecom.isConnected());
    wecom.failNext('aibot_subscribe', 'no-answer');
    // Whoever waited for it would wait longer than a test may take.
    const waiting = await open({ timing: { connectMs: 600_000 } });
    await until(() => wecom.frames.filter(({ cmd }) => cmd === 'aibot_subscribe').length === 2);
    await waiting.connection.close();
    expect(waiting.lines).toEqual([]);
  });
});

describe('while the database is away', () => {
  it('keeps what was said, in order, until it is stored', async () => {
    const { promise: gone, reject: goAway } = Promise.withResolvers<void>();
    let database = gone;
    const stored: string[] = [];
    let tries = 0;
    const { lines } = await connect({
      async accept([message]) {
        tries += 1;
        await database;
        stored.push(message!.text);
      },
    });
    const say = (text: string): boolean => wecom.say({ from: 'zhang.san', content: { text } });
    say('1');
    await until(() => tries === 1);
    say('2');
    // Greeted: then the second one is there too.
    wecom.enter('zhang.san');
    await until(() => wecom.shown.length === 1);
    goAway(new Error('database away'));
    await until(() => tries > 8);
    say('3');
    await until(() => tries > 16);
    database = Promise.resolve();
    await until(() => stored.length === 3);
    expect(stored).toEqual(['1', '2', '3']);
    // Once, and not at every try.
    expect(lines.filter((line) => line.includes('could not be stored'))).toHaveLength(1);
    expect(lines.join('')).not.toContain('is lost');
  });

  it('says which messages are lost: those that never can be stored, and those it closes with', async () => {
    const stored: string[] = [];
    const tried: string[] = [];
    const { connection, lines, saw } = await connect({
      timing: { keepMs: 100 },
      async accept([message]) {
        tried.push(message!.messageId);
        if (message!.messageId.startsWith('bad')) throw new Error('cannot be stored');
        stored.push(message!.messageId);
      },
    });
    wecom.say({ from: 'zhang.san', content: { text: '一' }, msgid: 'bad-1' });
    wecom.say({ from: 'zhang.san', content: { text: '二' }, msgid: 'good-2' });
    expect(await saw('is lost')).toContain('bad-1');
    expect(stored).toEqual(['good-2']);
    wecom.say({ from: 'zhang.san', content: { text: '三' }, msgid: 'bad-3' });
    await until(() => tried.includes('bad-3'));
    await connection.close();
    expect(lines.filter((line) => line.includes('is lost')).join('\n')).toMatch(/bad-1[^]*bad-3/);
  });
});

describe('several processes on one Redis', () => {
  let redis: RedisServer;
  beforeEach(async () => {
    redis = await startRedis();
    closing.push(() => redis.stop());
  });

  const shared = (): Shared => createRedisShared({ url: redis.url, prefix: '{wenming}', log: createTestLog().log });

  it('keep one of them connected, and all speak through it', async () => {
    const one = await connect({ shared: shared() });
    const other = await open({ shared: shared() });
    wecom.say({ from: 'zhang.san', content: { text: '帮助' } });
    const reqId = await reqIdOf(one);
    expect(await other.connection.state()).toBe('elsewhere');
    await other.connection.reply(reqId, markdown('一'));
    await other.connection.push(zhang, markdown('二'));
    const mediaId = await other.connection.upload({ name: 'a.jpg', url: '', key: 'k', size: BYTES.length });
    expect(wecom.shown.map(({ by }) => by)).toEqual(['reply', 'push']);
    expect(wecom.uploaded.get(mediaId)?.bytes.equals(BYTES)).toBe(true);
    wecom.failNext('aibot_respond_msg', 'take-and-break');
    await expect(other.connection.reply(reqId, markdown('三'))).rejects.toMatchObject({ code: 'connection:no-answer' });
    expect(wecom.subscriptions).toBe(1);
  });

  it('replace the one that ends, and the one that dies', async () => {
    const [first, second] = [shared(), shared()];
    const one = await connect({ shared: first, timing: { lockMs: 60_000 } });
    const other = await open({ shared: second });
    await one.connection.close();
    await until(async () => (await other.connection.state()) === 'here');
    // As a killed process leaves it: the lock stays until its time is over.
    const third = await open({ shared: shared() });
    await second.close();
    await until(async () => (await third.connection.state()) === 'here');
    wecom.say({ from: 'zhang.san', content: { text: '帮助' } });
    expect(await reqIdOf(third)).toBeDefined();
  });

  it('stay connected while Redis is away, and go on as one when it is back empty', async () => {
    const one = await connect({ shared: shared(), timing: { heartbeatMs: 100, lockMs: 1_000 } });
    const other = await open({ shared: shared() });
    await redis.kill();
    // For longer than the lock would last.
    const pings = (): number => wecom.frames.filter(({ cmd }) => cmd === 'ping').length;
    const before = pings();
    await until(() => pings() > before + 12);
    expect(wecom.subscriptions).toBe(1);
    wecom.say({ from: 'zhang.san', content: { text: '帮助' } });
    await one.connection.reply(await reqIdOf(one), markdown('一'));
    await redis.restart();
    // Either may have the lock now, and the platform throws the other one out.
    const states = () => Promise.all([one, other].map(({ connection }) => connection.state()));
    await until(async () => (await states()).toSorted().join() === 'elsewhere,here');
    for (const { connection } of [one, other]) await connection.push(zhang, markdown('二'));
    expect(wecom.shown.map(({ by }) => by)).toEqual(['reply', 'push', 'push']);
    expect(wecom.subscriptions).toBeLessThanOrEqual(2);
  });
});
