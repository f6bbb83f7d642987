import { afterAll, beforeAll, expect, it } from 'vitest';
import { asPlatform as asDingtalk, ROOM, staffIdOf } from '../helpers/dingtalk-world.ts';
import { startFakeDingtalk, type FakeDingtalk } from '../helpers/fake-dingtalk/index.ts';
import { startFakeWecom, type FakeWecom } from '../helpers/fake-wecom/index.ts';
import { createPlatformWorld, type PlatformWorld } from '../helpers/platform-world.ts';
import { asPlatform as asWecom, userIdOf } from '../helpers/wecom-world.ts';
import { file, seed } from '../world.ts';

let world: PlatformWorld;
let wecom: FakeWecom;
let dingtalk: FakeDingtalk;

// One directory, in which everybody has an account on both.
beforeAll(async () => {
  let url = '';
  [wecom, dingtalk] = await Promise.all([startFakeWecom(() => url), startFakeDingtalk(() => url, 'stream')]);
  world = await createPlatformWorld([asWecom(wecom, 'callback'), asDingtalk(dingtalk, 'stream')], (one) => (url = one));
  await world.zhou.sends(await seed());
  await world.zhou.says('确认导入');
});
afterAll(async () => {
  await world.close();
  await Promise.all([wecom.close(), dingtalk.close()]);
});

const remindedOnWecom = (memberId: string): number =>
  wecom.shown().filter(({ to, at }) => to.toLowerCase() === userIdOf(memberId).toLowerCase() && at.startsWith('2023-06-27')).length;
const remindedOnDingtalk = (memberId: string): number =>
  dingtalk.api.shown.filter(({ to, at }) => to === staffIdOf(memberId) && at.startsWith('2023-06-27')).length;

it('a person with two accounts is one member: what was begun on one platform is done on the other', async () => {
  await world.zhou.says('时间节点 年中 6-30');
  await world.wang.says('提交 3', { files: [file('读书会方案.pdf')] });
  const before = dingtalk.api.shown.length;
  await dingtalk.say({ from: staffIdOf('wang'), text: '我的任务', msgId: 'msgW==' });
  await expect.poll(() => dingtalk.api.shown.length).toBeGreaterThan(before);
  await world.settle();
  expect(JSON.stringify(dingtalk.api.shown.at(-1)!.body)).toMatch(/B1/);
});

it('reminds everybody once, on the platform they wrote on last, else on the first that is named', async () => {
  await world.at('2023-06-27 20:00');
  expect([remindedOnWecom('wang'), remindedOnDingtalk('wang')]).toEqual([0, 1]);
  expect([remindedOnWecom('zhang'), remindedOnDingtalk('zhang')]).toEqual([1, 0]);
});

it('gives the link of the upload page to its person alone, also when it is asked for in a room', async () => {
  await world.wang.says('@创建管家 上传 3', { room: 'all' });
  const told = dingtalk.api.shown.length;
  await dingtalk.say({ from: staffIdOf('wang'), room: ROOM, text: '@创建管家 上传 3', msgId: 'msgUpload==' });
  await expect.poll(() => dingtalk.api.shown.length).toBeGreaterThan(told);
  await world.settle();
  const withLink = (shown: readonly { to: string }[]) =>
    shown.filter((one) => JSON.stringify(one).includes('/upload/')).map(({ to }) => to);
  expect(new Set(withLink(wecom.shown()).map((to) => to.toLowerCase()))).toEqual(new Set([userIdOf('wang').toLowerCase()]));
  expect(new Set(withLink(dingtalk.api.shown))).toEqual(new Set([staffIdOf('wang')]));
});
