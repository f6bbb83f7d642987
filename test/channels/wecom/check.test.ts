import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAppToken } from '../../../src/channels/wecom/api/app-token.ts';
import { createAppApi } from '../../../src/channels/wecom/api/app-api.ts';
import { createAppCallback } from '../../../src/channels/wecom/receive/app-callback.ts';
import { createBotCallback } from '../../../src/channels/wecom/receive/bot-callback.ts';
import { checkWecom, type CheckedParts } from '../../../src/channels/wecom/check.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { Endpoint } from '../../../src/ports/channel.ts';
import { createMemoryShared } from '../../../src/shared/memory.ts';
import { startFakeApi, type FakeApi } from '../../helpers/fake-wecom/api.ts';
import { startFakeSocket } from '../../helpers/fake-wecom/socket.ts';
import { createTestLog } from '../../helpers/log.ts';
import { receive } from './direct.ts';
import { ROOM_KEY } from './sender.ts';

let fake: FakeApi;
/** Ourselves, as the proxy shows us to the world. */
let ours: { url: string; endpoints: Endpoint[]; stop(): Promise<void> };
beforeEach(async () => {
  fake = await startFakeApi();
  ours = await startOurs();
});
afterEach(async () => {
  await fake.stop();
  await ours.stop();
});

const CALLBACK = { token: 'token0Token', aesKey: 'k'.repeat(43) };
const DEPS = { log: createTestLog().log, now: () => new Date() };
const WELCOME = { welcome: '', publicUrl: '' };

async function startOurs(): Promise<typeof ours> {
  const bot = createBotCallback({ ...CALLBACK, ...WELCOME, withoutMention: (text) => text }, DEPS);
  const endpoints = [bot, createAppCallback({ ...CALLBACK, ...WELCOME, corpId: fake.corpId }, DEPS)];
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url!, 'http://ours');
    const endpoint = endpoints.find(({ path }) => path === pathname);
    const { status, body } = endpoint === undefined ? { status: 404, body: '' } : receive(endpoint, 'GET', search).answer;
    response.writeHead(status).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, endpoints, stop: () => once(server.close(), 'close').then(() => {}) };
}
const BOT = { mode: 'callback', ...CALLBACK } as const;
const CONNECTION = { mode: 'connection', id: 'bot', secret: 'bot-secret', url: 'wss://openws.work.weixin.qq.com' } as const;

const CONNECTED = { state: async () => 'elsewhere' as const };
const NOBODY = { state: async () => 'nobody' as const };

interface Change {
  bot?: CheckedParts['config']['bot'];
  app?: { corpId?: string; secret?: string; agentId?: number; callback?: typeof CALLBACK | undefined };
  rooms?: CheckedParts['rooms'];
  connection?: CheckedParts['connection'];
}

async function check({ bot, app, rooms = [], connection = CONNECTED }: Change): Promise<Finding[]> {
  if (app === undefined) return checkWecom({ config: { bot, app }, publicUrl: ours.url, connection, app, rooms });
  const { corpId = fake.corpId, secret = fake.secret, agentId = fake.agentId, callback } = app;
  const token = createAppToken({ base: fake.url, corpId, secret }, createMemoryShared());
  const parts = { token, api: createAppApi({ base: fake.url, token }) };
  return checkWecom({ config: { bot, app: { corpId, secret, agentId, callback } }, publicUrl: ours.url, connection, app: parts, rooms });
}

/** The cures of what is wrong, by what is wrong. */
function wrong(findings: readonly Finding[]): string[] {
  return findings.flatMap((finding) => (finding.level === 'ok' ? [] : [`${finding.level} ${finding.what} → ${finding.cure}`]));
}

it('everything in order is said in few words, and nobody is written to', async () => {
  const findings = await check({ bot: BOT, app: { callback: CALLBACK }, rooms: [{ name: '工作群', webhookKey: ROOM_KEY }] });
  expect(findings.map(({ level }) => level)).toEqual(['ok', 'ok', 'ok', 'ok']);
  expect(fake.calls.map(({ path }) => path)).toEqual(['gettoken', 'agent/get']);
});

it('what is wrong with the app names the setting and where to copy it', async () => {
  const app = { callback: CALLBACK };
  expect(wrong(await check({ bot: BOT, app: { ...app, secret: 'wrong' } }))).toEqual([
    expect.stringMatching(/40001.*WECOM_APP_SECRET.*应用管理/),
  ]);
  expect(wrong(await check({ bot: BOT, app: { ...app, corpId: 'ww0' } }))).toContainEqual(
    expect.stringMatching(/40013.*WECOM_CORP_ID.*企业信息/),
  );
  expect(wrong(await check({ bot: BOT, app: { ...app, agentId: 7 } }))).toEqual([expect.stringMatching(/301002.*WECOM_APP_AGENT_ID/)]);
  fake.failNext('agent/get', { errcode: 60020, errmsg: 'not allow to access from your ip, hint: [1], from ip: 203.0.113.7, more info' });
  expect(wrong(await check({ bot: BOT, app }))).toEqual([
    expect.stringContaining('add 203.0.113.7 to 应用管理 → 自建 → the app → 企业可信IP'),
  ]);
  fake.failNext('agent/get', { errcode: 48002 });
  expect(wrong(await check({ bot: BOT, app }))).toEqual([expect.stringMatching(/48002.*通讯录同步/)]);
  fake.failNext('gettoken', 'break');
  expect(wrong(await check({ bot: BOT, app }))).toEqual([expect.stringMatching(/does not answer.*qyapi/)]);
});

it('what a set-up cannot do is said, with what would do it', async () => {
  const room = { name: '工作群', webhookKey: undefined };
  expect(wrong(await check({ bot: BOT, rooms: [room] }))).toEqual([
    expect.stringMatching(/^warn .*reminders cannot reach/),
    expect.stringMatching(/^warn .*nothing can be sent to 工作群.*群机器人|^warn .*nothing can be sent to 工作群.*wecomWebhookKey/),
  ]);
  expect(wrong(await check({ app: {} }))).toEqual([
    expect.stringMatching(/^warn .*no 智能机器人/),
    expect.stringMatching(/^warn .*only sends.*WECOM_APP_TOKEN/),
  ]);
  expect(wrong(await check({ bot: CONNECTION, rooms: [room] }))).toEqual([]);
});

it('a key that is a whole address is pointed out without being repeated', async () => {
  const webhookKey = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${ROOM_KEY}`;
  const findings = wrong(await check({ bot: CONNECTION, rooms: [{ name: '工作群', webhookKey }] }));
  expect(findings).toEqual([expect.stringMatching(/^fail .*工作群.*what follows key=/)]);
  expect(findings.join()).not.toContain(ROOM_KEY);
});

it('an address that does not lead to us is found out before the platform is asked to save it', async () => {
  ours.endpoints.length = 0;
  expect(wrong(await check({ bot: BOT, app: { callback: CALLBACK } }))).toEqual([
    expect.stringMatching(/^warn .*\/webhooks\/wecom\/bot does not answer for the 智能机器人 as seen from here \(wrongly\)/),
    expect.stringMatching(/^warn .*\/webhooks\/wecom\/app does not answer for the 自建应用/),
  ]);
  const other = { ...CALLBACK, token: 'another' };
  ours.endpoints.push(createBotCallback({ ...other, ...WELCOME, withoutMention: (text) => text }, DEPS));
  const findings = wrong(await check({ bot: BOT, app: {} }));
  expect(findings[0]).toMatch(/does not answer for the 智能机器人.*wrongly/);
  expect(findings.join()).not.toMatch(new RegExp(`${CALLBACK.token}|${CALLBACK.aesKey}`));
});

it('a long connection that nobody keeps is tried as far as it can be without throwing anybody out', async () => {
  expect((await check({ bot: CONNECTION }))[0]!.what).toMatch(/a process is connected/);
  const platform = await startFakeSocket();
  const bot = { ...CONNECTION, url: platform.url };
  const [finding] = await check({ bot, connection: NOBODY });
  expect(finding).toMatchObject({ level: 'ok', what: expect.stringMatching(/can be reached/) });
  expect(platform.frames).toEqual([]);
  await platform.stop();
  expect(wrong(await check({ bot, connection: NOBODY }))).toEqual([
    expect.stringMatching(/^fail .*127\.0\.0\.1:\d+ cannot be reached.*WECOM_WS_URL/),
  ]);
});
