import { describe, expect, it, onTestFinished } from 'vitest';
import { createWithoutMention } from '../../src/channel-kit/mention.ts';
import { createRobotCallback } from '../../src/channels/dingtalk/receive/robot-callback.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createRobotCaller, overHttp } from '../helpers/fake-dingtalk/callbacks.ts';
import { createPlatform } from '../helpers/platform.ts';
import { serve } from './serve.ts';

const ROBOT = { robotCode: 'dingapp0001', corpId: 'dingcorp0001' };
const APP = { appSecret: 'fake-secret-of-the-app', botName: '创建管家', ...ROBOT };

/** The program with an address for a robot in HTTP 模式, and DingTalk in front of it. */
async function serveRobot() {
  const { app } = await serve();
  const robot = { ...ROBOT, withoutMention: createWithoutMention(APP.botName), mediaHosts: [] };
  const endpoint = createRobotCallback({ appSecret: APP.appSecret, robot }, { log: app.deps.log, now: () => new Date() });
  const channels = new Map([['dingtalk' as const, { ...createPlatform(), name: 'dingtalk' as const, endpoints: [endpoint] }]]);
  const server = createHttpServer({ ...app.deps, channels });
  const address = `${await server.start()}/webhooks/dingtalk`;
  onTestFinished(() => server.stop());
  const dingtalk = createRobotCaller({ ...APP, send: overHttp(address) });
  const rows = () => app.deps.db.selectFrom('inboundMessages').select(['channel', 'messageId', 'text']).execute();
  return { address, dingtalk, rows };
}

describe('DingTalk calling', () => {
  it('has its answer when the message is a row, and a thousand repeats at once stay one', async () => {
    const { dingtalk, rows } = await serveRobot();
    const said = { from: 'nobody', content: { text: '进度' }, msgId: 'msg1==' };
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => dingtalk.say(said)));
    expect(new Set(answers.map((answer) => answer?.status))).toEqual(new Set([200]));
    expect(await rows()).toEqual([{ channel: 'dingtalk', messageId: 'dingapp0001:msg1==', text: '进度' }]);
  });

  it('changes nothing by a pair of headers that was seen and a message that was heard before', async () => {
    const { dingtalk, rows } = await serveRobot();
    const said = { from: 'nobody', content: { text: '进度' }, msgId: 'msg1==' };
    await dingtalk.say(said);
    const sentAt = new Date(Date.now() - 59 * 60_000);
    expect(await dingtalk.say({ ...said, from: 'somebody', content: { text: '导入' } }, { sentAt })).toMatchObject({ status: 200 });
    expect(await rows()).toMatchObject([{ text: '进度' }]);
  });

  it('keeps messages that come out of order', async () => {
    const { dingtalk, rows } = await serveRobot();
    for (const msgId of ['m3', 'm1', 'm2', 'm1']) await dingtalk.say({ from: 'nobody', content: { text: msgId }, msgId });
    expect((await rows()).map(({ text }) => text).toSorted()).toEqual(['m1', 'm2', 'm3']);
  });

  it('leaves nothing behind when it is not DingTalk', async () => {
    const { address, dingtalk, rows } = await serveRobot();
    const said = { from: 'nobody', content: { text: '进度' } };
    expect(await dingtalk.say(said, { secret: 'another' })).toMatchObject({ status: 401 });
    expect(await dingtalk.post('{}')).toMatchObject({ status: 400 });
    expect(await dingtalk.say({ ...said, content: { text: 'x'.repeat(1024 * 1024) } })).toMatchObject({ status: 413 });
    expect((await fetch(address, { method: 'POST', body: '{}' })).status).toBe(401);
    expect((await fetch(address)).status).toBe(405);
    expect(await rows()).toEqual([]);
  });
});
