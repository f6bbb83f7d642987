import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { createAppApi } from '../../../src/channels/dingtalk/api/app-api.ts';
import { createAppToken } from '../../../src/channels/dingtalk/api/app-token.ts';
import { createPace } from '../../../src/channels/dingtalk/api/pace.ts';
import { createSend, type Route } from '../../../src/channels/dingtalk/send/route.ts';
import type { Receipt, Sending } from '../../../src/ports/channel.ts';
import type { MessageFile, OutboundMessage } from '../../../src/ports/message.ts';
import { createMemoryShared } from '../../../src/shared/memory.ts';
import { startFakeApi, type FakeApi } from '../../helpers/fake-dingtalk/api.ts';
import { createTestLog } from '../../helpers/log.ts';
import { again, message } from '../sendings.ts';

/** The send side of the channel against the fake platform: 张三, a group with the app's robot, and one that has its own besides. */
export interface Sender {
  fake: FakeApi;
  log: string[];
  /** Real time, which passes when told. */
  clock: { now: number };
  route: Route;
  /** Secret and webhook address of the group's own robot. */
  robot: { secret: string; webhook: string };
  /** One try of one part. */
  send(sending: Sending): Promise<Receipt>;
  /** Part by part until nothing is left, as deliveries are made. */
  sendAll(sending: Sending): Promise<Receipt>;
  /** Keeps bytes as evidence, to be shown with a message. */
  keep(name: string, bytes: Buffer): MessageFile;
  stop(): Promise<void>;
}

export const ZHANG = { kind: 'person', id: 'Zhang3' } as const;
export const GROUP = { kind: 'room', id: 'cidGROUP1==' } as const;
export const ROOM = { kind: 'room', id: 'cidROOM2==' } as const;

export async function startSender(change: Partial<Route> = {}): Promise<Sender> {
  const fake = await startFakeApi();
  const clock = { now: Date.parse('2023-06-12T01:00:00Z') };
  fake.now = () => clock.now;
  fake.staff.set(ZHANG.id, { name: '张三', unionid: 'UNION3', dept_id_list: [1] });
  for (const { id } of [GROUP, ROOM]) fake.groups.add(id);
  const robot = { secret: 'SECfake0123456789abcdef', webhook: '' };
  robot.webhook = fake.addRobot(robot);
  const { log, lines } = createTestLog();
  const shared = createMemoryShared();
  const { pace = createPace(shared) } = change;
  const files = new Map<string, Buffer>();
  const { url: apiBase, url: oapiBase, appKey, appSecret, robotCode } = fake;
  const token = createAppToken({ apiBase, appKey, appSecret }, shared);
  const route: Route = {
    apiBase,
    oapiBase,
    mediaHosts: [],
    botName: '创建管家',
    robotCode,
    api: createAppApi({ apiBase, oapiBase, token, pace }),
    pace,
    robots: new Map([[ROOM.id, robot]]),
    shared,
    log,
    now: () => clock.now,
    async openFile(key) {
      const bytes = files.get(key);
      if (bytes === undefined) throw Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT' });
      return Readable.from([bytes]);
    },
    ...change,
  };
  const send = createSend(route);

  async function sendAll(sending: Sending): Promise<Receipt> {
    let receipt = await send(sending);
    while ((receipt.rest ?? 0) > 0) receipt = await send(again(sending, null, receipt));
    return receipt;
  }

  return {
    fake,
    log: lines,
    clock,
    route,
    robot,
    send,
    sendAll,
    keep(name, bytes) {
      const key = randomUUID();
      files.set(key, bytes);
      return { name, key, size: bytes.length, url: `https://bot.example/files/${key}?to=zhang&sign=a_b` };
    },
    stop: () => fake.stop(),
  };
}

export function toZhang(text: string, more: Partial<OutboundMessage> = {}): Sending {
  return { id: randomUUID(), recipient: ZHANG, message: message(text, more) };
}

/** A group that only the app's robot is in. */
export function toGroup(text: string, more: Partial<OutboundMessage> = {}): Sending {
  return { id: randomUUID(), recipient: GROUP, message: message(text, more) };
}

/** A group that has a robot of its own. */
export function toRoom(text: string, more: Partial<OutboundMessage> = {}): Sending {
  return { id: randomUUID(), recipient: ROOM, message: message(text, more) };
}
