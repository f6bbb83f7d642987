import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { createAppToken } from '../../../src/channels/wecom/api/app-token.ts';
import { createAppApi } from '../../../src/channels/wecom/api/app-api.ts';
import { createSend, type Route } from '../../../src/channels/wecom/send/route.ts';
import type { Receipt, Sending } from '../../../src/ports/channel.ts';
import type { MessageFile, OutboundMessage } from '../../../src/ports/message.ts';
import { createMemoryShared } from '../../../src/shared/memory.ts';
import { startFakeApi, type FakeApi } from '../../helpers/fake-wecom/api.ts';
import { createTestLog } from '../../helpers/log.ts';
import { message } from '../sendings.ts';

/** The send side of the channel against the fake platform: a 自建应用 that 张三 sees, and the group robot of one room. */
export interface Sender {
  fake: FakeApi;
  log: string[];
  /** Real time, which passes when told. */
  clock: { now: number };
  route: Route;
  /** One try of one part. */
  send(sending: Sending): Promise<Receipt>;
  /** Part by part until nothing is left, as deliveries are made. */
  sendAll(sending: Sending): Promise<Receipt>;
  /** Keeps bytes as evidence, to be shown with a message. */
  keep(name: string, bytes: Buffer): MessageFile;
  stop(): Promise<void>;
}

export const ZHANG = { kind: 'person', id: 'zhang.san' } as const;
export const ROOM = { kind: 'room', id: 'wrCHAT1' } as const;
export const ROOM_KEY = '693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa';

export async function startSender(change: Partial<Route> = {}): Promise<Sender> {
  const fake = await startFakeApi();
  fake.visible.add('zhang.san');
  fake.webhookKeys.add(ROOM_KEY);
  const { log, lines } = createTestLog();
  const shared = createMemoryShared();
  const clock = { now: Date.parse('2023-06-12T01:00:00Z') };
  const files = new Map<string, Buffer>();
  const token = createAppToken({ base: fake.url, corpId: fake.corpId, secret: fake.secret }, shared);
  const route: Route = {
    apiBase: fake.url,
    mediaHosts: [],
    botName: '创建管家',
    app: { api: createAppApi({ base: fake.url, token }), agentId: fake.agentId, hears: true },
    connection: undefined,
    webhookKeys: new Map([[ROOM.id, ROOM_KEY]]),
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
    const receipt = await send(sending);
    return receipt.rest === 0 ? receipt : sendAll({ ...sending, before: { lastError: null, receipt } });
  }

  return {
    fake,
    log: lines,
    clock,
    route,
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

export function toRoom(text: string, more: Partial<OutboundMessage> = {}): Sending {
  return { id: randomUUID(), recipient: ROOM, message: message(text, more) };
}

/** What is read in a text, without the characters nobody sees; '' for what is no text. */
export function readable(body: Record<string, unknown>): string {
  const { content = '' } = body[String(body['msgtype'])] as { content?: string };
  return content.replace(/[\u200b\u200c]/g, '');
}
