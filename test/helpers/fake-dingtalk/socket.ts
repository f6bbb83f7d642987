import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { WebSocket, WebSocketServer } from 'ws';

/**
 * Stream 模式 as protocol-dingtalk §2 and §7 describe it: tickets over HTTP, and the connections they open. A real server on loopback; what
 * goes wrong goes wrong on demand.
 */
export interface FakeStream {
  /** What stands for api.dingtalk.com. */
  url: string;
  appKey: string;
  appSecret: string;
  /** POST /v1.0/gateway/connections/open, for whoever has that address. */
  openTicket(headers: IncomingHttpHeaders, body: string): Promise<TicketAnswer>;
  /** What was asked there, ever, whatever came of it. */
  opens: { headers: IncomingHttpHeaders; body: string }[];
  /** Tickets that were used, rightly or wrongly. */
  handshakes: number;
  /** How many connections pushes may go to now: those that were told to go get none. */
  live(): number;
  /** How many are there at all. */
  connected(): number;
  /** What a robot is told, over any of the connections. The messageId of the push; undefined when nobody is there. */
  push(body: object): string | undefined;
  /** Any other frame, over any of the connections. */
  send(frame: object | string): void;
  /** What was said to frames, in order. */
  answers: StreamAnswer[];
  /** The first one to a push, once it came. */
  answerTo(messageId: string): StreamAnswer | undefined;
  /** Pushes again what nobody has answered: the new messageIds, or the same. */
  pushAgain(under: 'the same messageId' | 'a new messageId'): string[];
  failNextOpen(fault: OpenFault): void;
  failNextHandshake(fault: { status: number } | 'no-answer'): void;
  /** Every connection is told to go, and gets nothing more until it is closed 10 s later: by `closeExpired`. */
  expire(): void;
  closeExpired(): void;
  /** Every connection goes without a word. */
  drop(): void;
  /** Pings are not answered any more: the line is dead. */
  swallowPings: boolean;
  pings: number;
  /** What time it is for tickets. */
  now: () => number;
  stop(): Promise<void>;
}

export interface StreamAnswer {
  code: number;
  message: string;
  headers: { messageId: string; contentType: string };
  data: string;
  /** The connection it came over, in the order they were made, from 0. */
  over: number;
}

export type OpenFault = TicketAnswer | 'no-answer';

interface TicketAnswer {
  status: number;
  contentType: string;
  body: string;
}

export const ROBOT_TOPIC = '/v1.0/im/bot/messages/get';
const TICKET_MS = 90_000;

export async function startFakeStream({ port = 0 }: { port?: number } = {}): Promise<FakeStream> {
  const tickets = new Map<string, { topics: readonly string[]; until: number }>();
  const clients = new Map<WebSocket, { topics: readonly string[]; number: number; expired: boolean }>();
  const unanswered = new Map<string, object>();
  const openFaults: OpenFault[] = [];
  const handshakeFaults: ({ status: number } | 'no-answer')[] = [];
  const lines = new Set<Duplex>();
  const sockets = new WebSocketServer({ noServer: true, autoPong: false });
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      if (request.method !== 'POST' || request.url !== '/v1.0/gateway/connections/open') return response.writeHead(404).end();
      const answer = await fake.openTicket(request.headers, body);
      return response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body);
    });
  });
  server.on('connection', (line) => {
    lines.add(line);
    line.once('close', () => lines.delete(line));
  });
  server.on('upgrade', (request, line, head) => shakeHands(request, line, head));
  await once(server.listen(port, '127.0.0.1'), 'listening');
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  const fake: FakeStream = {
    url: `http://${address}`,
    appKey: 'dingapp0001',
    appSecret: 'fake-secret-of-the-app',
    async openTicket(headers, body) {
      fake.opens.push({ headers, body });
      const fault = openFaults.shift();
      if (fault === 'no-answer') return new Promise(() => {});
      return fault ?? giveTicket(headers, body);
    },
    opens: [],
    handshakes: 0,
    live: () => pushable().length,
    connected: () => clients.size,
    push(body) {
      const messageId = newMessageId();
      if (!deliver(messageId, body)) return undefined;
      unanswered.set(messageId, body);
      return messageId;
    },
    send: (frame) => anyOf(pushable())?.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    answers: [],
    answerTo: (messageId) => fake.answers.find(({ headers }) => headers.messageId === messageId),
    pushAgain: (under) =>
      [...unanswered].map(([messageId, body]) => {
        const again = under === 'the same messageId' ? messageId : newMessageId();
        unanswered.set(again, body);
        deliver(again, body);
        return again;
      }),
    failNextOpen: (fault) => void openFaults.push(fault),
    failNextHandshake: (fault) => void handshakeFaults.push(fault),
    expire() {
      for (const client of pushable()) {
        const headers = { topic: 'disconnect', contentType: 'application/json' };
        client.send(JSON.stringify({ type: 'SYSTEM', headers, data: '{"reason":"connection is expired"}' }));
        clients.get(client)!.expired = true;
      }
    },
    closeExpired() {
      for (const [client, { expired }] of clients) if (expired) client.terminate();
    },
    drop() {
      for (const client of clients.keys()) client.terminate();
    },
    swallowPings: false,
    pings: 0,
    now: Date.now,
    async stop() {
      for (const line of lines) line.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  function giveTicket({ accept = '' }: IncomingHttpHeaders, body: string): TicketAnswer {
    if (!accept.includes('application/json')) return { status: 200, contentType: 'application/xml', body: '<Response/>' };
    const { clientId, clientSecret, subscriptions } = JSON.parse(body) as Asked;
    if (clientId !== fake.appKey || clientSecret !== fake.appSecret) return refusal(401, 'authFailed', '鉴权失败');
    const ticket = randomUUID();
    tickets.set(ticket, { topics: subscriptions.map(({ topic }) => topic), until: fake.now() + TICKET_MS });
    return json(200, { endpoint: `ws://${address}/connect`, ticket, extra: 'unknown keys are there' });
  }

  function shakeHands(request: IncomingMessage, line: Duplex, head: Buffer): void {
    fake.handshakes += 1;
    const fault = handshakeFaults.shift();
    if (fault === 'no-answer') return;
    const { pathname, searchParams } = new URL(request.url ?? '/', fake.url);
    const ticket = searchParams.get('ticket') ?? '';
    const given = pathname === '/connect' ? tickets.get(ticket) : undefined;
    tickets.delete(ticket);
    const status = fault?.status ?? (given === undefined || given.until <= fake.now() ? 401 : 101);
    if (status !== 101) return void line.end(`HTTP/1.1 ${status} No\r\nConnection: close\r\n\r\n`);
    sockets.handleUpgrade(request, line, head, (client) => serve(client, given!.topics));
  }

  function serve(client: WebSocket, topics: readonly string[]): void {
    const number = connections++;
    clients.set(client, { topics, number, expired: false });
    client.on('ping', (data) => {
      fake.pings += 1;
      if (!fake.swallowPings) client.pong(data);
    });
    client.on('message', (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as Omit<StreamAnswer, 'over'>;
      fake.answers.push({ ...answer, over: number });
      unanswered.delete(answer.headers.messageId);
    });
    client.once('close', () => clients.delete(client));
  }
  let connections = 0;

  function pushable(): WebSocket[] {
    return [...clients].flatMap(([client, { expired }]) => (expired || client.readyState !== WebSocket.OPEN ? [] : [client]));
  }

  /** Only where somebody listens to the robot. */
  function deliver(messageId: string, body: object): boolean {
    const client = anyOf(pushable().filter((one) => clients.get(one)!.topics.includes(ROBOT_TOPIC)));
    if (client === undefined) return false;
    const headers = {
      topic: ROBOT_TOPIC,
      messageId,
      contentType: 'application/json',
      time: String(Date.now()),
      appId: 'app',
      connectionId: 'c',
    };
    client.send(JSON.stringify({ specVersion: '1.0', type: 'CALLBACK', headers, data: JSON.stringify(body) }));
    return true;
  }

  return fake;
}

interface Asked {
  clientId: string;
  clientSecret: string;
  subscriptions: { type: string; topic: string }[];
}

function anyOf<T>(all: readonly T[]): T | undefined {
  return all[Math.floor(Math.random() * all.length)];
}

function newMessageId(): string {
  return `${randomUUID().slice(0, 8)}_972_1898bb26334_70a7`;
}

export function json(status: number, body: object): TicketAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(body) };
}

export function refusal(status: number, code: string, message = 'no'): TicketAnswer {
  return json(status, { requestid: randomUUID(), code, message });
}
