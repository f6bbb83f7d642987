import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startFakeMedia, type FakeMedia } from '../helpers/fake-wecom/media.ts';
import { startFakeSocket, type FakeSocket, type Shown } from '../helpers/fake-wecom/socket.ts';
import { createWorld, file, seed, type ChatFile, type World } from '../world.ts';

const DIRECTORY = `
unit: 院机关
staffCount: 260
departments:
  - { id: office, name: 办公室 }
  - { id: union, name: 机关工会, aliases: [地质工会] }
members:
  - { id: zhou, name: 周主任, departments: [office], roles: [admin], accounts: { wecom: zhou } }
  - { id: wu, name: 吴审核, departments: [office], roles: [reviewer], accounts: { wecom: wu } }
  - { id: wang, name: 王五, departments: [union], roles: [liaison], accounts: { wecom: wang } }
rooms:
  - { id: all, name: 文明创建工作群, departments: all, accounts: { wecom: wrALL } }
`;

let wecom: FakeSocket;
let media: FakeMedia;
let world: World;
let folder: string;

beforeAll(async () => {
  [wecom, media] = await Promise.all([startFakeSocket(), startFakeMedia()]);
  folder = await mkdtemp(join(tmpdir(), 'wenming-wecom-'));
  await writeFile(join(folder, 'directory.yaml'), DIRECTORY);
  world = await createWorld({
    now: '2023-06-12 09:30',
    env: {
      WECOM_BOT_ID: wecom.botId,
      WECOM_BOT_SECRET: wecom.secret,
      WECOM_WS_URL: wecom.url,
      WECOM_MEDIA_HOSTS: media.host,
      PUBLIC_URL: 'https://wenming.example.cn',
      SANDBOX: '1',
      DIRECTORY_FILE: join(folder, 'directory.yaml'),
    },
  });
  await vi.waitUntil(() => wecom.isConnected());
});

afterAll(async () => {
  await world.close();
  await Promise.all([wecom.stop(), media.close(), rm(folder, { recursive: true })]);
});

interface Manner {
  room?: string;
  file?: ChatFile;
  quoting?: ChatFile;
}

/** What somebody reads after having said something. */
async function says(from: string, text: string, { room, file: sent, quoting }: Manner = {}): Promise<string> {
  const before = wecom.shown.length;
  const content = sent === undefined ? { text } : { file: put(sent) };
  const heard = wecom.say({ from, ...(room === undefined ? {} : { room }), content, ...(quoting && { quote: { file: put(quoting) } }) });
  expect(heard).toBe(true);
  await vi.waitUntil(() => wecom.shown.length > before, { timeout: 10_000 });
  await world.settle();
  return read(wecom.shown.slice(before), room ?? from);
}

function put({ name, bytes }: ChatFile): string {
  const aesKey = randomBytes(32).toString('base64');
  const url = media.put({ name, bytes: Buffer.from(bytes) }, { aesKey });
  wecom.mediaKeys.set(url, aesKey);
  return url;
}

function read(shown: readonly Shown[], to: string): string {
  return shown.flatMap((one) => (one.to === to ? [JSON.stringify(one.body)] : [])).join('\n');
}

it('carries the conversation without a public address: import, a private file, a quoted one, a pressed button', async () => {
  expect(await says('zhou', '导入', { file: await seed('docx') })).toContain('22');
  expect(await says('zhou', '确认导入')).toContain('生效');
  await says('zhou', '时间节点 年中 6-30');
  expect(await says('wang', '我的任务')).toContain('第3项');
  // Without a word: the bot asks which item it is for.
  await says('wang', '', { file: file('读书会.pdf') });
  await says('wang', '3');
  await says('wu', '帮助');
  expect(await says('wang', '完成')).toContain('B1');
  const card = wecom.shown.findLast(({ to, body }) => to === 'wu' && body['msgtype'] === 'template_card')?.body['template_card'];
  const { task_id: taskId, button_list: buttons } = card as { task_id: string; button_list: { key: string }[] };
  const before = wecom.shown.length;
  wecom.press('wu', buttons.find(({ key }) => key.startsWith('通过'))!.key, taskId);
  await vi.waitUntil(() => wecom.shown.length > before + 1, { timeout: 10_000 });
  await world.settle();
  const after = wecom.shown.slice(before);
  expect(after[0]).toMatchObject({ by: 'update', to: 'wu' });
  expect(read(after, 'wu')).toContain('B1');
  expect(read(after, 'wang')).toContain('通过');
  expect(await says('wang', `@${wecom.botName} 提交 3`, { room: 'wrALL', quoting: file('补充.pdf') })).toContain('收到');
});
