import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { create } from 'content-disposition';
import { readMultipart, type UploadedFile } from '../multipart.ts';

/**
 * The API of 企业微信 as protocol-wecom §4, §5 and §9.5 describe it: a 自建应用 with its access_token, group robots, and the
 * response_url of messages to the 智能机器人. A real HTTP server on loopback; what goes wrong goes wrong on demand.
 */
export interface FakeApi {
  url: string;
  corpId: string;
  secret: string;
  agentId: number;
  /** What people can read, in order. */
  shown: Shown[];
  /** What time it is for people, as it is noted with what they are shown. */
  timeOf: () => Promise<string>;
  /** Every call, with its path; `gettoken` too. */
  calls: Call[];
  /** Userids (lower case) the app can be seen by; it may write to nobody else. */
  visible: Set<string>;
  /** Keys of group robots. */
  webhookKeys: Set<string>;
  /** Files people sent to the app, by media_id. */
  inbox: Map<string, InboxFile>;
  /** What `gettoken` says of a token's life. */
  expiresIn: unknown;
  /** The app has a callback, so that cards with buttons are taken. */
  hasCallback: boolean;
  /** The next call of `path` goes wrong. */
  failNext(path: string, fault: Fault): void;
  /** Every call goes wrong. */
  outage: Fault | undefined;
  /** How long it takes over a call before it does anything. */
  takes(call: Call): Promise<unknown>;
  /** Tokens given out so far are worth nothing any more. */
  invalidateTokens(): void;
  /** As the platform sends it along with a message. */
  issueResponseUrl(chat: { kind: 'person' | 'room'; id: string }): string;
  /** An hour has passed for it. */
  expireResponseUrl(url: string): void;
  /** A minute has passed for everything that is counted by the minute. */
  passMinute(): void;
  stop(): Promise<void>;
}

export interface Shown {
  by: 'response-url' | 'app' | 'webhook';
  /** Userid, or the chat or key of a room. */
  to: string;
  body: Body;
  at: string;
  /** Of an image or a file. */
  file?: UploadedFile;
}

export interface Call {
  path: string;
  query: Record<string, string>;
  body: unknown;
}

/**
 * An answer with an errcode; an HTTP status; a connection that breaks before anything was taken (`break`), or after it was
 * (`take-and-break`); or no answer at all, after it was taken (`take-and-hang`).
 */
export type Fault =
  | { errcode: number; errmsg?: string; invaliduser?: string }
  | { status: number }
  | 'break'
  | 'take-and-break'
  | 'take-and-hang';

export type Body = Record<string, unknown> & { msgtype: string };

interface Answer {
  errcode: number;
  errmsg: string;
  [more: string]: unknown;
}

const OK: Answer = { errcode: 0, errmsg: 'ok' };
const refuse = (errcode: number, errmsg: string): Answer => ({ errcode, errmsg: `${errmsg}, hint: [1760000000123456789012345]` });

export async function startFakeApi(): Promise<FakeApi> {
  const faults = new Map<string, Fault[]>();
  const responseUrls = new Map<string, { kind: 'person' | 'room'; id: string; open: boolean }>();
  const tokens = new Set<string>();
  const media = new Map<string, UploadedFile & { owner: string }>();
  const taskIds = new Set<string>();
  const seen = new Set<string>();
  const perMinute = new Map<string, number>();
  let wrongSecrets = 0;
  let token = '';

  const api: FakeApi = {
    url: '',
    corpId: 'wwfake0123456789',
    secret: 'fake-secret-of-the-app',
    agentId: 1000002,
    shown: [],
    timeOf: async () => new Date().toISOString(),
    calls: [],
    visible: new Set(),
    webhookKeys: new Set(),
    inbox: new Map(),
    expiresIn: 7200,
    hasCallback: true,
    failNext(path, fault) {
      faults.set(path, [...(faults.get(path) ?? []), fault]);
    },
    outage: undefined,
    takes: async () => {},
    invalidateTokens() {
      tokens.clear();
      token = '';
    },
    issueResponseUrl(chat) {
      const url = `${api.url}/cgi-bin/aibot/response?response_code=${randomUUID()}`;
      responseUrls.set(url, { ...chat, open: true });
      return url;
    },
    expireResponseUrl(url) {
      responseUrls.get(url)!.open = false;
    },
    passMinute: () => perMinute.clear(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  /** How many went there within this minute, this one included. */
  function count(name: string): number {
    perMinute.set(name, (perMinute.get(name) ?? 0) + 1);
    return perMinute.get(name)!;
  }

  function getToken({ query }: Request): Answer {
    if (wrongSecrets >= 5) return refuse(45009, 'api freq out of limit');
    if (query['corpid'] !== api.corpId) return refuse(40013, 'invalid corpid');
    if (query['corpsecret'] !== api.secret) {
      wrongSecrets++;
      return refuse(40001, 'invalid credential');
    }
    if (token === '') {
      token = `token-${randomUUID()}`;
      tokens.add(token);
    }
    return { ...OK, access_token: token, expires_in: api.expiresIn };
  }

  function tokenProblem({ query }: Request): Answer | undefined {
    const given = query['access_token'] ?? '';
    if (given === '') return refuse(41001, 'access_token missing');
    return tokens.has(given) ? undefined : refuse(40014, 'invalid access_token');
  }

  function getAgent({ query }: Request): Answer {
    return Number(query['agentid']) === api.agentId
      ? { ...OK, agentid: api.agentId, close: 0 }
      : refuse(301002, 'not allow operate another agent');
  }

  function upload({ query, file }: Request, owner: string): Answer {
    if (file === undefined) return refuse(41005, 'media data missing');
    const limit = query['type'] === 'image' ? 10 : 20;
    if (file.bytes.length < 6 || file.bytes.length > limit * 1024 * 1024) return refuse(40006, 'invalid file size');
    if (query['type'] === 'image' && !isPicture(file.bytes)) return refuse(40005, 'invalid file type');
    const id = `media-${randomUUID()}`;
    media.set(id, { ...file, owner });
    return { ...OK, type: query['type'], media_id: id, created_at: '1760000000' };
  }

  /** Larger than 20 MB in parts only. */
  function getMedia({ query, range }: Request): Answer | Given {
    const file = api.inbox.get(query['media_id'] ?? '');
    if (file === undefined) return refuse(40007, 'invalid media_id');
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    if (from !== undefined) return { file, from: Number(from), to: Math.min(Number(to) + 1, file.bytes.length) };
    return file.bytes.length > 20 * 1024 * 1024 ? refuse(830002, 'file is too large') : { file };
  }

  function sendByApp({ json, at }: Request): Answer {
    const body = json as Body & { touser: string };
    const receivers = body.touser.split('|');
    if (body['agentid'] !== api.agentId) return refuse(301002, 'not allow operate another agent');
    const problem = contentProblem(body, { text: 2048, markdown: 2048 }, 'app');
    if (problem !== undefined) return problem;
    const bad = receivers.filter((receiver) => !api.visible.has(receiver.toLowerCase()));
    if (bad.length === receivers.length) return refuse(81013, 'user & party & tag all invalid');
    // Whatever else the request carries: only what is said counts.
    const said = JSON.stringify([body.touser, body[body.msgtype]]);
    const isRepeat = body['enable_duplicate_check'] === 1 && seen.has(said);
    if (!isRepeat && isTakenCard(body)) return refuse(40016, 'task_id is used');
    seen.add(said);
    for (const to of receivers.filter((receiver) => !bad.includes(receiver))) {
      // More than 30 a minute to one person is dropped without a word.
      if (!isRepeat && count(`app:${to}`) <= 30) show('app', to, body, at);
    }
    return { ...OK, invaliduser: bad.join('|').toLowerCase(), msgid: `msg-${randomUUID()}` };
  }

  /** A task_id is used up by the first card that carries it. */
  function isTakenCard(body: Body): boolean {
    const card = body['template_card'] as { task_id?: string } | undefined;
    if (card?.task_id === undefined) return false;
    if (taskIds.has(card.task_id)) return true;
    taskIds.add(card.task_id);
    return false;
  }

  function sendByWebhook({ query, json, at }: Request): Answer {
    const body = json as Body;
    const key = query['key'] ?? '';
    if (!api.webhookKeys.has(key)) return refuse(93000, 'invalid webhook url');
    const problem = contentProblem(body, { text: 2048, markdown: 4096 }, key);
    if (problem !== undefined) return problem;
    if (count(`webhook:${key}`) > 20) return refuse(45009, 'api freq out of limit');
    show('webhook', key, body, at);
    return OK;
  }

  function sendByResponseUrl({ address, json, at }: Request): Answer {
    const body = json as Body;
    const chat = responseUrls.get(address);
    if (chat === undefined) return refuse(40058, 'invalid response_code');
    if (!['markdown', 'template_card'].includes(body.msgtype)) return refuse(40008, 'invalid message type');
    if (body.msgtype === 'template_card' && chat.kind === 'room') return refuse(40008, 'invalid message type');
    const problem = contentProblem(body, { markdown: 20_480 }, 'bot');
    if (problem !== undefined) return problem;
    // The code of a second use is not documented.
    if (!chat.open) return refuse(40058, 'response_code is used or expired');
    chat.open = false;
    show('response-url', chat.id, body, at);
    return OK;
  }

  function contentProblem(body: Body, maxBytes: Record<string, number>, owner: string): Answer | undefined {
    const content = body[body.msgtype] as Record<string, unknown> | undefined;
    if (content === undefined) return refuse(40008, 'invalid message type');
    const max = maxBytes[body.msgtype];
    if (max !== undefined) {
      const bytes = typeof content['content'] === 'string' ? Buffer.byteLength(content['content']) : 0;
      if (bytes === 0) return refuse(44004, 'text content is empty');
      return bytes > max ? refuse(45002, 'message content is too long') : undefined;
    }
    if (body.msgtype === 'template_card') return cardProblem(content, owner === 'app' && !api.hasCallback);
    if (body.msgtype === 'image' && typeof content['base64'] === 'string') return undefined;
    return media.get(String(content['media_id']))?.owner === owner ? undefined : refuse(40007, 'invalid media_id');
  }

  function show(by: Shown['by'], to: string, body: Body, at: string): void {
    const file = media.get(String((body[body.msgtype] as Record<string, unknown>)['media_id']));
    api.shown.push({ by, to, body, at, ...(file === undefined ? {} : { file }) });
  }

  const paths: Record<string, (request: Request) => Answer | Given> = {
    gettoken: getToken,
    'agent/get': (request) => tokenProblem(request) ?? getAgent(request),
    'message/send': (request) => tokenProblem(request) ?? sendByApp(request),
    'media/get': (request) => tokenProblem(request) ?? getMedia(request),
    'media/upload': (request) => tokenProblem(request) ?? upload(request, 'app'),
    'webhook/send': sendByWebhook,
    'webhook/upload_media': (request) => upload(request, request.query['key'] ?? ''),
    'aibot/response': sendByResponseUrl,
  };

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = { ...(await readRequest(incoming, api.url)), at: await api.timeOf() };
    const call = { path: request.path, query: request.query, body: request.json };
    api.calls.push(call);
    await api.takes(call);
    const fault = api.outage ?? faults.get(request.path)?.shift();
    if (fault === 'break') return void outgoing.destroy();
    const run = paths[request.path];
    if (run === undefined || (typeof fault === 'object' && 'status' in fault)) {
      const status = typeof fault === 'object' && 'status' in fault ? fault.status : 404;
      return void outgoing.writeHead(status, { 'content-type': 'text/html' }).end('<html>oops</html>');
    }
    const answer = typeof fault === 'object' ? { ...refuse(fault.errcode, fault.errmsg ?? 'on demand'), ...fault } : run(request);
    if (fault === 'take-and-break') return void outgoing.destroy();
    if (fault === 'take-and-hang') return;
    if ('file' in answer) return give(outgoing, answer as Given);
    outgoing.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(answer));
  }

  // What the caller breaks off half way is his to tell.
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing).catch(() => outgoing.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return api;
}

export interface InboxFile {
  name: string;
  bytes: Buffer;
}

/** A file, or its bytes `from` up to `to`. */
interface Given {
  file: InboxFile;
  from?: number;
  to?: number;
}

function give(outgoing: ServerResponse, { file: { name, bytes }, from, to }: Given): void {
  const part = bytes.subarray(from, to);
  const range = from === undefined ? {} : { 'content-range': `bytes ${from}-${to! - 1}/${bytes.length}` };
  const headers = { 'content-type': 'application/octet-stream', 'content-disposition': create(name), 'content-length': part.length };
  outgoing.writeHead(from === undefined ? 200 : 206, { ...headers, ...range }).end(part);
}

interface Request {
  /** Below /cgi-bin/. */
  path: string;
  /** Whole. */
  address: string;
  query: Record<string, string>;
  json: unknown;
  file: UploadedFile | undefined;
  range: string | undefined;
  /** See `timeOf`. */
  at: string;
}

async function readRequest(incoming: IncomingMessage, base: string): Promise<Omit<Request, 'at'>> {
  const address = `${base}${incoming.url}`;
  const url = new URL(address);
  const bytes = await buffer(incoming);
  const type = incoming.headers['content-type'] ?? '';
  const isJson = type.includes('json');
  return {
    path: url.pathname.replace(/^\/cgi-bin\//, ''),
    address,
    query: Object.fromEntries(url.searchParams),
    range: incoming.headers.range,
    json: isJson ? JSON.parse(bytes.toString()) : undefined,
    // The platform wants to know beforehand how much comes.
    file: isJson || incoming.headers['content-length'] === undefined ? undefined : readMultipart(type, bytes),
  };
}

function isPicture(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47])) || bytes.subarray(0, 2).equals(Buffer.from([0xff, 0xd8]));
}

/** What is documented as required of a card, and its hard limits. */
function cardProblem(card: Record<string, unknown>, isDeaf: boolean): Answer | undefined {
  if (card['card_type'] === 'text_notice') return card['card_action'] === undefined ? refuse(40058, 'card_action missing') : undefined;
  if (card['card_type'] !== 'button_interaction') return refuse(40058, 'card_type unknown');
  if (isDeaf) return refuse(43012, 'no callback url');
  const {
    main_title: title,
    button_list: buttons,
    task_id: taskId,
  } = card as { main_title?: { title?: string }; button_list?: { text: string; key: string }[]; task_id?: string };
  const isComplete = title?.title !== undefined && buttons !== undefined && buttons.length >= 1 && buttons.length <= 6;
  if (!isComplete || !/^[0-9A-Za-z_@-]{1,128}$/.test(taskId ?? '')) return refuse(40058, 'invalid template_card');
  return buttons.every(({ text, key }) => text !== '' && Buffer.byteLength(key) <= 1024) ? undefined : refuse(40058, 'invalid button');
}
