import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { reachesBot, toBotEvent, toBotPayload, toPress, type Said } from './callbacks.ts';
import { createUploads, type Uploaded } from './socket-uploads.ts';

/**
 * The long connection of a 智能机器人 as protocol-wecom §3 and §9.4 describe it. A real WebSocket server on loopback; what goes wrong goes
 * wrong on demand.
 */
export interface FakeSocket {
  url: string;
  botId: string;
  secret: string;
  botName: string;
  /** What people can read, in order. */
  shown: Shown[];
  /** What time it is for people, as it is noted with what they are shown. */
  timeOf: () => Promise<string>;
  /** What the file at an address is sealed with; any other gets a key of its own. */
  keys: Map<string, string>;
  /** Every frame that came, pings too. */
  frames: Frame[];
  /** By media_id. */
  uploaded: ReadonlyMap<string, Uploaded>;
  /** Connections whose secret was taken, ever. */
  subscriptions: number;
  /** Whether one is there now. */
  isConnected(): boolean;
  /** What a person writes. False: the bot does not hear it, since there is no connection, or it is not meant for it. */
  say(said: Said): boolean;
  /** Opens the conversation. */
  enter(from: string): void;
  /** Presses a button. */
  press(from: string, key: string, taskId: string): void;
  /** The next frame with this command goes wrong. */
  failNext(cmd: string, fault: Fault): void;
  /** Pings are not answered any more. */
  swallowPings: boolean;
  /** Codes of refusals stand in the body. */
  codesInBody: boolean;
  /** Another program connects with the same secret. */
  connectAnother(): Promise<void>;
  /** The line breaks. */
  drop(): void;
  /** A day has passed for what came so far. */
  expireRequests(): void;
  /** Nothing may be pushed into this conversation. */
  closeToPush(id: string): void;
  passMinute(): void;
  stop(): Promise<void>;
}

export interface Shown {
  by: 'reply' | 'push' | 'welcome' | 'update';
  /** Userid or chat id. */
  to: string;
  body: Body & { msgtype: string };
  at: string;
  /** Of a file. */
  file?: Uploaded;
}

export interface Frame {
  cmd: string;
  headers: { req_id: string };
  body?: Body;
}

type Body = Record<string, unknown>;

/**
 * A refusal; an acknowledgement that gets lost after all was done (`no-answer`); a line that breaks before anything was done
 * (`break`), or after (`take-and-break`).
 */
export type Fault = { errcode: number } | 'no-answer' | 'break' | 'take-and-break';

interface Acknowledged {
  errcode: number;
  body?: Body;
}

const OK: Acknowledged = { errcode: 0 };

/** What came from people, and may be answered. */
interface Asked {
  kind: 'message' | 'enter' | 'press';
  conversation: string;
  isRoom: boolean;
  taskId?: string;
  open: boolean;
}

export async function startFakeSocket({ port = 0 }: { port?: number } = {}): Promise<FakeSocket> {
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  await once(server, 'listening');
  const faults = new Map<string, Fault[]>();
  const asked = new Map<string, Asked>();
  const conversations = new Map<string, 'single' | 'group'>();
  const closed = new Set<string>();
  const perMinute = new Map<string, number>();
  const unacknowledged = new Set<string>();
  const uploads = createUploads();
  let subscribed: WebSocket | undefined;
  /** Of the frame that is being taken. */
  let at = '';

  const fake: FakeSocket = {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    botId: 'AIBOT1',
    secret: 'fake-secret-of-the-bot',
    botName: '创建管家',
    shown: [],
    timeOf: async () => new Date().toISOString(),
    keys: new Map(),
    frames: [],
    uploaded: uploads.done,
    subscriptions: 0,
    isConnected: () => subscribed !== undefined,
    say(said) {
      if (subscribed === undefined || !reachesBot(said, fake.botName)) return false;
      const conversation = said.room ?? said.from.toLowerCase();
      conversations.set(conversation, said.room === undefined ? 'single' : 'group');
      deliver('aibot_msg_callback', withKeys(toBotPayload(said), fake.keys) as Body, {
        kind: 'message',
        conversation,
        isRoom: said.room !== undefined,
        open: true,
      });
      return true;
    },
    enter(from) {
      deliver('aibot_event_callback', toBotEvent(from, 'enter_chat'), { kind: 'enter', conversation: from, isRoom: false, open: true });
    },
    press(from, key, taskId) {
      const body = toBotEvent(from, 'template_card_event', toPress(key, taskId));
      deliver('aibot_event_callback', body, { kind: 'press', conversation: from, isRoom: false, taskId, open: true });
    },
    failNext(cmd, fault) {
      faults.set(cmd, [...(faults.get(cmd) ?? []), fault]);
    },
    swallowPings: false,
    codesInBody: false,
    async connectAnother() {
      const { WebSocket } = await import('ws');
      const other = new WebSocket(fake.url);
      await once(other, 'open');
      const body = { bot_id: fake.botId, secret: fake.secret };
      other.send(JSON.stringify({ cmd: 'aibot_subscribe', headers: { req_id: 'aibot_subscribe_other' }, body }));
      await once(other, 'message');
    },
    drop: () => subscribed?.terminate(),
    expireRequests() {
      for (const request of asked.values()) request.open = false;
    },
    closeToPush: (id) => void closed.add(id),
    passMinute: () => perMinute.clear(),
    async stop() {
      for (const client of server.clients) client.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  function deliver(cmd: string, body: Body, request: Asked): void {
    const reqId = randomUUID();
    asked.set(reqId, request);
    subscribed?.send(JSON.stringify({ cmd, headers: { req_id: reqId }, body }));
  }

  server.on('connection', (client) => {
    let taking = Promise.resolve();
    client.on('message', (data: Buffer) => {
      taking = taking.then(async () => receive(client, JSON.parse(data.toString()) as Frame, await fake.timeOf()));
    });
    client.on('close', () => {
      unacknowledged.clear();
      if (subscribed === client) subscribed = undefined;
    });
  });

  function receive(client: WebSocket, frame: Frame, time: string): void {
    at = time;
    fake.frames.push(frame);
    const fault = faults.get(frame.cmd)?.shift();
    if (fault === 'break') return client.terminate();
    if (frame.cmd === 'ping' && fake.swallowPings) return;
    if (frame.cmd !== 'aibot_subscribe' && client !== subscribed) return client.terminate();
    const answer = typeof fault === 'object' ? fault : takeAlone(client, frame);
    if (fault === 'take-and-break') return client.terminate();
    if (fault === 'no-answer') return;
    setImmediate(() => {
      unacknowledged.delete(frame.headers.req_id);
      acknowledge(client, frame, answer);
    });
  }

  /** Answers to one message must not overlap. */
  function takeAlone(client: WebSocket, frame: Frame): Acknowledged {
    const { req_id: reqId } = frame.headers;
    if (unacknowledged.has(reqId)) return { errcode: 6000 };
    unacknowledged.add(reqId);
    return take(client, frame);
  }

  function acknowledge(client: WebSocket, { cmd, headers }: Frame, { errcode, body }: Acknowledged): void {
    const errmsg = errcode === 0 ? 'ok' : 'refused, hint: [1760000000123456789012345]';
    const inBody = fake.codesInBody && cmd !== 'aibot_subscribe';
    client.send(JSON.stringify(inBody ? { headers, body: { ...body, errcode, errmsg } } : { headers, errcode, errmsg, body }));
  }

  function take(client: WebSocket, frame: Frame): Acknowledged {
    const handler = HANDLERS[frame.cmd];
    return handler === undefined ? { errcode: 40008 } : handler(frame.body ?? {}, frame.headers.req_id, client);
  }

  const HANDLERS: Record<string, (body: Body, reqId: string, client: WebSocket) => Acknowledged> = {
    aibot_subscribe(body, _, client) {
      if (body['bot_id'] !== fake.botId) return { errcode: 93019 };
      if (body['secret'] !== fake.secret) return { errcode: 853000 };
      if (subscribed !== undefined) throwOut(subscribed);
      subscribed = client;
      fake.subscriptions += 1;
      return OK;
    },
    ping: () => OK,
    aibot_respond_msg(body, reqId) {
      const request = asked.get(reqId);
      if (request?.kind !== 'message' || !request.open) return { errcode: 846605 };
      return show('reply', request.conversation, request.isRoom, body);
    },
    aibot_respond_welcome_msg(body, reqId) {
      const request = asked.get(reqId);
      if (request?.kind !== 'enter' || !request.open) return { errcode: 846605 };
      request.open = false;
      if (body['msgtype'] !== 'text' && body['msgtype'] !== 'template_card') return { errcode: 40008 };
      note('welcome', request.conversation, body);
      return OK;
    },
    aibot_respond_update_msg(body, reqId) {
      const request = asked.get(reqId);
      if (request?.kind !== 'press' || !request.open) return { errcode: 846605 };
      request.open = false;
      const card = body['template_card'] as Body | undefined;
      if (body['response_type'] !== 'update_template_card' || card?.['task_id'] !== request.taskId) return { errcode: 40058 };
      note('update', request.conversation, body);
      return OK;
    },
    aibot_send_msg({ chatid, chat_type: chatType, ...body }) {
      const id = String(chatid);
      const kind = conversations.get(id);
      if (kind === undefined || closed.has(id) || chatType !== (kind === 'group' ? 2 : 1)) return { errcode: 93006 };
      return show('push', id, kind === 'group', body);
    },
    aibot_upload_media_init: uploads.init,
    aibot_upload_media_chunk: uploads.chunk,
    aibot_upload_media_finish: uploads.finish,
  };

  function throwOut(client: WebSocket): void {
    const body = { ...toBotEvent('', 'disconnected_event'), from: undefined };
    client.send(JSON.stringify({ cmd: 'aibot_event_callback', headers: { req_id: randomUUID() }, body }));
    client.close();
  }

  function show(by: 'reply' | 'push', to: string, isRoom: boolean, body: Body): Acknowledged {
    const refusal = findRefusal(isRoom, body);
    if (refusal !== undefined) return { errcode: refusal };
    const count = (perMinute.get(to) ?? 0) + 1;
    perMinute.set(to, count);
    if (count > 30) return { errcode: 45009 };
    note(by, to, body);
    return OK;
  }

  function note(by: Shown['by'], to: string, body: Body): void {
    const file = uploads.done.get(String((body['file'] as Body | undefined)?.['media_id']));
    fake.shown.push({ by, to, body: { msgtype: '', ...body }, at, ...(file === undefined ? {} : { file }) });
  }

  function findRefusal(isRoom: boolean, body: Body): number | undefined {
    switch (body['msgtype']) {
      case 'markdown':
        return Buffer.byteLength(String((body['markdown'] as Body)['content'])) > 20_480 ? 45002 : undefined;
      case 'template_card':
        return isRoom ? 40008 : undefined;
      case 'file':
        return uploads.done.has(String((body['file'] as Body)['media_id'])) ? undefined : 40007;
      default:
        return 40008;
    }
  }

  return fake;
}

/** Each file's key stands beside its address; WeCom writes them with and without the end of base64. */
function withKeys(value: unknown, keys: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((part) => withKeys(part, keys));
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withKeys(part, keys)]));
  if (!('url' in value)) return inner;
  return { ...inner, aeskey: keys.get(String(value.url)) ?? randomBytes(32).toString('base64').replace(/=$/, '') };
}
