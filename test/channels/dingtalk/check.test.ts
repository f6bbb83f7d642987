import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAppToken } from '../../../src/channels/dingtalk/api/app-token.ts';
import { checkDingtalk, type CheckedParts } from '../../../src/channels/dingtalk/check.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { createMemoryShared } from '../../../src/shared/memory.ts';
import { startFakeApi, type ApiRequest, type FakeApi } from '../../helpers/fake-dingtalk/api.ts';
import { startFakeStream, type FakeStream } from '../../helpers/fake-dingtalk/socket.ts';

let fake: FakeApi;
beforeEach(async () => {
  fake = await startFakeApi();
});
afterEach(() => fake.stop());

interface Change {
  appSecret?: string;
  robotCode?: string;
  rooms?: CheckedParts['rooms'];
  mode?: 'http' | 'stream';
}

function check({ appSecret = fake.appSecret, robotCode = fake.robotCode, rooms = [], mode = 'http' }: Change = {}): Promise<Finding[]> {
  const { url, appKey } = fake;
  const token = createAppToken({ apiBase: url, appKey, appSecret }, createMemoryShared());
  return checkDingtalk({ config: { mode, appKey, appSecret, robotCode, apiBase: url, oapiBase: url }, token, rooms });
}

/** The cures of what is wrong, by what is wrong. */
function wrong(findings: readonly Finding[]): string[] {
  return findings.flatMap((finding) => (finding.level === 'ok' ? [] : [`${finding.level} ${finding.what} → ${finding.cure}`]));
}

const room = (webhook: string, secret?: string) => [{ name: '工作群', robot: { webhook, secret } }];

it('everything in order is said in few words, and nobody is written to', async () => {
  const rooms = [...room(fake.addRobot(), 'SECfake0123456789abcdef'), { name: '另一个群', robot: undefined }];
  expect((await check({ rooms })).map(({ level }) => level)).toEqual(['ok', 'ok']);
  expect(fake.calls.map(({ path }) => path)).toEqual(['v1.0/oauth2/accessToken']);
});

it('what is wrong with the app names the setting and where to copy it', async () => {
  expect(wrong(await check({ appSecret: 'wrong-secret' }))).toEqual([
    expect.stringMatching(/^fail .*DINGTALK_APP_KEY and DINGTALK_APP_SECRET.*凭证与基础信息/),
  ]);
  fake.failNext('v1.0/oauth2/accessToken', 'break');
  expect(wrong(await check())).toEqual([expect.stringMatching(/^fail .*does not answer.*127\.0\.0\.1:\d+.*DINGTALK_API_BASE/)]);
  fake.failNext('v1.0/oauth2/accessToken', 'page');
  expect(wrong(await check())).toEqual([expect.stringMatching(/^fail .*shut this address out.*five minutes/)]);
  fake.failNext('v1.0/oauth2/accessToken', { status: 403, code: 'Forbidden.AccessDenied.ApiCountLimitForOrg' });
  expect(wrong(await check())).toEqual([expect.stringMatching(/^fail .*ApiCountLimitForOrg/)]);
  expect(wrong(await check({ robotCode: 'normal' }))).toEqual([expect.stringMatching(/^warn .*DINGTALK_ROBOT_CODE.*RobotCode from/)]);
});

describe('in Stream mode', () => {
  const OPEN = 'v1.0/gateway/connections/open';
  let stream: FakeStream;
  beforeEach(async () => {
    stream = await startFakeStream();
    Object.assign(stream, { appKey: fake.appKey, appSecret: fake.appSecret });
    async function open({ headers, json }: ApiRequest) {
      const { status, body } = await stream.openTicket(headers, JSON.stringify(json));
      return { status, body: JSON.parse(body) as object };
    }
    fake.mount(/^v1\.0\/gateway\/connections\/open$/, open, { token: false });
  });
  afterEach(() => stream.stop());

  it('a connection is asked for as a server does, and none is made', async () => {
    expect((await check({ mode: 'stream' })).map(({ level }) => level)).toEqual(['ok', 'ok']);
    expect(stream.opens).toHaveLength(1);
    expect(stream.handshakes).toBe(0);
  });

  it('is not asked for in HTTP mode, nor of who does not know the app', async () => {
    await check();
    expect(wrong(await check({ mode: 'stream', appSecret: 'wrong-secret' }))).toHaveLength(1);
    expect(stream.opens).toEqual([]);
  });

  it('a robot that is not set to it is said with where to set it', async () => {
    fake.failNext(OPEN, { status: 400, code: 'invalidSubscription' });
    expect(wrong(await check({ mode: 'stream' }))).toEqual([
      expect.stringMatching(/^fail .*Stream 模式.*invalidSubscription.*机器人 → 消息接收模式.*DINGTALK_MODE=http/),
    ]);
  });

  it('what does not answer, or shuts us out, is said as of the app', async () => {
    fake.failNext(OPEN, 'break');
    expect(wrong(await check({ mode: 'stream' }))).toEqual([expect.stringMatching(/^fail .*does not answer.*127\.0\.0\.1/)]);
    fake.failNext(OPEN, 'page');
    expect(wrong(await check({ mode: 'stream' }))).toEqual([expect.stringMatching(/^fail .*shut this address out/)]);
    fake.failNext(OPEN, { status: 403, code: 'Forbidden.AccessDenied.ApiCountLimitForOrg' });
    expect(wrong(await check({ mode: 'stream' }))).toEqual([expect.stringMatching(/^fail .*ApiCountLimitForOrg.*全局错误码/)]);
  });
});

it("a group robot's address or secret that has another form is pointed out without being repeated", async () => {
  const address = fake.addRobot();
  const token = new URL(address).searchParams.get('access_token')!;
  for (const webhook of [token, `https://evil.example/robot/send?access_token=${token}`, `${fake.url}/robot/send?token=${token}`]) {
    const findings = wrong(await check({ rooms: room(webhook) }));
    expect(findings).toEqual([expect.stringMatching(/^fail .*工作群.*push\.dingtalkWebhook/)]);
    expect(findings.join()).not.toContain(token);
  }
  const findings = wrong(await check({ rooms: room(address, 'hunter2') }));
  expect(findings).toEqual([expect.stringMatching(/^fail .*工作群.*加签.*push\.dingtalkSecret/)]);
  expect(findings.join()).not.toContain('hunter2');
});
