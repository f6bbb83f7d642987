import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { readMultipart, type UploadedFile } from '../multipart.ts';
import { contentProblem, messageProblem } from './message-rules.ts';

/**
 * api.dingtalk.com and oapi.dingtalk.com in one, as protocol-dingtalk §3, §4.3, §5.1 and §7 describe them: the robot of an 企业内部应用
 * with its access token, sessionWebhooks, and 自定义机器人 of groups. A real HTTP server on loopback; what goes wrong goes wrong on demand.
 */
export interface FakeApi {
  url: string;
  appKey: string;
  appSecret: string;
  robotCode: string;
  corpId: string;
  /** What people can read, in order. */
  shown: Shown[];
  /** What time it is for people, as it is noted with what they are shown. */
  timeOf: () => Promise<string>;
  /** What time it is for the platform, in real milliseconds. */
  now: () => number;
  /** Every call, with its path. */
  calls: Call[];
  /** Userids the app can be seen by, with what is told of them; it may write to nobody else. */
  staff: Map<string, Staff>;
  /** Conversations of groups the app's robot is in. */
  groups: Set<string>;
  /** 自定义机器人 by the access_token of their address. */
  robots: Map<string, { secret?: string; keywords?: string[] }>;
  /** What is said of a token's life. */
  expireIn: unknown;
  /** The next call of `path` goes wrong. */
  failNext(path: string, fault: Fault): void;
  /** Tokens given out so far are worth nothing any more. */
  invalidateTokens(): void;
  /** The sessionWebhook that comes with a message. */
  issueSession(chat: { kind: 'person' | 'room'; id: string }): string;
  /** Ninety minutes have passed for it. */
  expireSession(url: string): void;
  /** The webhook address of a new 自定义机器人. */
  addRobot(robot?: { secret?: string; keywords?: string[] }): string;
  /** Has another part of the platform answer calls of these paths; with a token in the header, unless it says otherwise. */
  mount(path: RegExp, answer: (request: ApiRequest) => Promise<Answer> | Answer, options?: { token: boolean }): void;
  /** A minute has passed for everything that is counted by the minute. */
  passMinute(): void;
  stop(): Promise<void>;
}

export interface Staff {
  name: string;
  unionid: string;
  dept_id_list: number[];
}

export interface Shown {
  by: 'session' | 'private' | 'group' | 'webhook';
  /** Userid, conversation, or access_token of the group's own robot. */
  to: string;
  body: Body;
  at: string;
  /** Userids that are shown as named (@). */
  named: string[];
  /** Of a file or a picture. */
  file?: UploadedFile;
}

/** `msgtype` and its content, or `msgKey` and `msgParam` (read). */
export type Body = Readonly<Record<string, unknown>>;

export interface Call {
  path: string;
  query: Record<string, string>;
  headers: IncomingMessage['headers'];
  body: unknown;
}

/**
 * An errcode with HTTP 200; an HTTP error with its code; any answer in place of the usual one, though it was done; a page of the gateway;
 * a gateway that gave up although it was done (`take-and-504`); a connection that breaks before anything was taken (`break`) or
 * after it was (`take-and-break`); or no answer at all, after it was taken (`take-and-hang`).
 */
export type Fault =
  | { errcode: number; errmsg?: string; sub_code?: string; sub_msg?: string }
  | { status: number; code?: string; message?: string; accessdenieddetail?: object }
  | { answer: object }
  | 'page'
  | 'take-and-504'
  | 'break'
  | 'take-and-break'
  | 'take-and-hang';

export interface Answer {
  status: number;
  body: object | string;
}

const ok = (more: object = {}): Answer => ({ status: 200, body: { errcode: 0, errmsg: 'ok', ...more } });
const refuse = (errcode: number, errmsg: string, more: object = {}): Answer => ({
  status: 200,
  body: { errcode, errmsg, ...more, request_id: randomUUID() },
});
export const fail = (status: number, code: string, message = code): Answer => ({
  status,
  body: { requestid: randomUUID(), code, message },
});

export async function startFakeApi(): Promise<FakeApi> {
  const faults = new Map<string, Fault[]>();
  const sessions = new Map<string, { kind: 'person' | 'room'; id: string; open: boolean }>();
  const tokens = new Set<string>();
  const media = new Map<string, UploadedFile>();
  const uuids = new Set<string>();
  const perMinute = new Map<string, number>();
  const mounted: { path: RegExp; answer: (request: ApiRequest) => Promise<Answer> | Answer; needsToken: boolean }[] = [];
  let token = '';

  const api: FakeApi = {
    url: '',
    appKey: 'dingfakeapp0001',
    appSecret: 'fake-secret-of-the-app',
    robotCode: 'dingfakeapp0001',
    corpId: 'dingfakecorp0001',
    shown: [],
    timeOf: async () => new Date().toISOString(),
    now: Date.now,
    calls: [],
    staff: new Map(),
    groups: new Set(),
    robots: new Map(),
    expireIn: 7200,
    failNext(path, fault) {
      faults.set(path, [...(faults.get(path) ?? []), fault]);
    },
    invalidateTokens() {
      tokens.clear();
      token = '';
    },
    issueSession(chat) {
      const session = randomUUID().replaceAll('-', '');
      sessions.set(session, { ...chat, open: true });
      return `${api.url}/robot/sendBySession?session=${session}`;
    },
    expireSession(url) {
      sessions.get(new URL(url).searchParams.get('session')!)!.open = false;
    },
    addRobot(robot = {}) {
      const accessToken = `${randomUUID()}${randomUUID()}`.replaceAll('-', '');
      api.robots.set(accessToken, robot);
      return `${api.url}/robot/send?access_token=${accessToken}`;
    },
    mount: (path, answer, { token: needsToken } = { token: true }) => void mounted.push({ path, answer, needsToken }),
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

  function giveToken({ json }: ApiRequest): Answer {
    const { appKey, appSecret } = json as { appKey?: unknown; appSecret?: unknown };
    if (appKey !== api.appKey || appSecret !== api.appSecret) return fail(400, 'invalidClientIdOrSecret', '无效的clientId或者clientSecret');
    if (token === '') {
      token = randomUUID().replaceAll('-', '');
      tokens.add(token);
    }
    return { status: 200, body: { accessToken: token, expireIn: api.expireIn } };
  }

  /** On api.dingtalk.com. */
  function tokenProblem({ headers }: ApiRequest): Answer | undefined {
    const given = headers['x-acs-dingtalk-access-token'];
    return typeof given === 'string' && tokens.has(given) ? undefined : fail(401, 'InvalidAuthentication', '不合法的access_token');
  }

  /** On oapi.dingtalk.com. */
  function oldTokenProblem({ query }: ApiRequest): Answer | undefined {
    const given = query['access_token'] ?? '';
    if (given === '') return refuse(40035, '缺少参数 access_token');
    return tokens.has(given) ? undefined : refuse(40014, '不合法的access_token');
  }

  function sendBySession({ query, json, bytes, at }: ApiRequest): Answer {
    const session = sessions.get(query['session'] ?? '');
    if (session?.open !== true) return refuse(300001, 'session 不存在');
    const problem = contentProblem(json as Body, bytes);
    if (problem !== undefined) return refuse(...problem);
    show({ by: 'session', to: session.id, body: json as Body, at, named: namedIn(json as Body) });
    return ok();
  }

  function sendByWebhook({ query, json, bytes, at }: ApiRequest): Answer {
    const accessToken = query['access_token'] ?? '';
    const robot = api.robots.get(accessToken);
    if (accessToken === '') return refuse(40035, '缺少参数 access_token');
    if (robot === undefined) return refuse(300005, 'token is not exist');
    const body = json as Body;
    const problem = signProblem(robot.secret, query) ?? contentProblem(body, bytes);
    if (problem !== undefined) return refuse(...problem);
    if (robot.keywords?.every((keyword) => !JSON.stringify(body).includes(keyword))) return refuse(310000, 'keywords not in content');
    const uuid = query['msgUuid'] ?? '';
    if (uuids.has(uuid)) return ok();
    if (count(`webhook:${accessToken}`) > 20) return refuse(130101, 'send too fast, exceed 20 times per minute');
    if (uuid !== '') uuids.add(uuid);
    show({ by: 'webhook', to: accessToken, body, at, named: namedIn(body) });
    return ok();
  }

  function signProblem(secret: string | undefined, { timestamp = '', sign = '' }: Record<string, string>): [number, string] | undefined {
    if (secret === undefined) return undefined;
    if (Math.abs(api.now() - Number(timestamp)) > 3_600_000) return [310000, 'invalid timestamp'];
    const expected = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
    return sign === expected ? undefined : [310000, 'sign not match'];
  }

  function sendToPeople({ json, at }: ApiRequest): Answer {
    const { robotCode, userIds, ...message } = json as { robotCode?: string; userIds?: string[]; msgKey?: string; msgParam?: unknown };
    if (robotCode !== api.robotCode) return fail(400, 'invalidParameter.robotCode.notExsit');
    if (userIds === undefined || userIds.length === 0) return fail(400, 'invalidParameter.userIds.empty');
    if (userIds.length > 20) return fail(400, 'invalidParameter.userIds.overMax');
    const problem = messageProblem(message, media);
    if (problem !== undefined) return fail(400, problem);
    for (const to of userIds.filter((id) => api.staff.has(id))) showMessage('private', to, message, at);
    const invalidStaffIdList = userIds.filter((id) => !api.staff.has(id));
    return { status: 200, body: { processQueryKey: randomUUID(), invalidStaffIdList, flowControlledStaffIdList: [] } };
  }

  function sendToGroup({ json, at }: ApiRequest): Answer {
    const { robotCode, openConversationId = '', ...message } = json as { robotCode?: string; openConversationId?: string };
    if (robotCode !== api.robotCode) return fail(400, 'invalidParameter.robotCode.notExsit');
    if (!api.groups.has(openConversationId)) return fail(400, 'invalidParameter.openConversationId.invalid');
    const problem = messageProblem(message, media);
    if (problem !== undefined) return fail(400, problem);
    showMessage('group', openConversationId, message, at);
    return { status: 200, body: { processQueryKey: randomUUID() } };
  }

  function upload({ query, file }: ApiRequest): Answer {
    const formats = MEDIA[query['type'] ?? ''];
    if (formats === undefined) return refuse(40004, '不合法的媒体文件类型');
    if (file === undefined) return refuse(41005, '缺少多媒体文件数据');
    if (!formats.test(file.name) || file.bytes.length === 0) return refuse(40005, '不合法的文件类型');
    if (file.bytes.length > 20 * 1024 * 1024) return refuse(40006, '不合法的文件大小');
    const mediaId = `@lAD${randomUUID()}`;
    media.set(mediaId, file);
    return ok({ media_id: mediaId, created_at: Math.floor(Date.now() / 1000), type: query['type'] });
  }

  function getUser({ json }: ApiRequest): Answer {
    const { userid = '' } = json as { userid?: string };
    const staff = api.staff.get(userid);
    return staff === undefined ? refuse(60121, '找不到该用户') : ok({ result: { userid, ...staff, active: true } });
  }

  function showMessage(
    by: 'private' | 'group',
    to: string,
    { msgKey, msgParam }: { msgKey?: string; msgParam?: unknown },
    at: string,
  ): void {
    const param = JSON.parse(String(msgParam)) as Record<string, string>;
    const file = media.get(param['mediaId'] ?? param['photoURL'] ?? '');
    show({ by, to, body: { msgKey, msgParam: param }, at, named: [], ...(file === undefined ? {} : { file }) });
  }

  function show(shown: Shown): void {
    api.shown.push(shown);
  }

  const paths: Record<string, (request: ApiRequest) => Answer> = {
    'v1.0/oauth2/accessToken': giveToken,
    'robot/sendBySession': sendBySession,
    'robot/send': sendByWebhook,
    'v1.0/robot/oToMessages/batchSend': (request) => tokenProblem(request) ?? sendToPeople(request),
    'v1.0/robot/groupMessages/send': (request) => tokenProblem(request) ?? sendToGroup(request),
    'media/upload': (request) => oldTokenProblem(request) ?? upload(request),
    'topapi/v2/user/get': (request) => oldTokenProblem(request) ?? getUser(request),
  };

  async function usualAnswer(request: ApiRequest): Promise<Answer> {
    const part = mounted.find(({ path }) => path.test(request.path));
    if (part === undefined) return paths[request.path]?.(request) ?? { status: 404, body: PAGE };
    return (part.needsToken ? tokenProblem(request) : undefined) ?? part.answer(request);
  }

  async function answerTo(request: ApiRequest, fault: Fault | undefined): Promise<Answer | undefined> {
    if (fault === 'page') return { status: 200, body: PAGE };
    if (typeof fault === 'object' && 'errcode' in fault) return refuse(fault.errcode, fault.errmsg ?? 'on demand', fault);
    if (typeof fault === 'object' && 'status' in fault) {
      const { status, code, message = 'on demand', accessdenieddetail } = fault;
      return { status, body: code === undefined ? PAGE : { requestid: randomUUID(), code, message, accessdenieddetail } };
    }
    const answer = await usualAnswer(request);
    if (fault === 'take-and-504') return fail(504, 'ServiceTimeout');
    if (typeof fault === 'object') return { status: 200, body: fault.answer };
    return fault === undefined ? answer : undefined;
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = { ...(await readRequest(incoming)), at: await api.timeOf() };
    const { path, query, headers, json } = request;
    api.calls.push({ path, query, headers, body: json });
    const fault = faults.get(path)?.shift();
    if (fault === 'break') return void outgoing.destroy();
    const answer = await answerTo(request, fault);
    if (fault === 'take-and-hang') return;
    if (answer === undefined) return void outgoing.destroy();
    const isPage = typeof answer.body === 'string';
    outgoing.writeHead(answer.status, { 'content-type': isPage ? 'text/html' : 'application/json; charset=utf-8' });
    outgoing.end(isPage ? answer.body : JSON.stringify(answer.body));
  }

  // What the caller breaks off half way is his to tell.
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing).catch(() => outgoing.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return api;
}

const PAGE = '<html><body>punish</body></html>';

const MEDIA: Readonly<Record<string, RegExp>> = {
  image: /\.(?:jpe?g|gif|png|bmp)$/i,
  file: /\.(?:docx?|xlsx?|pptx?|zip|pdf|rar)$/i,
};

/** A name is shown only where it stands in the text and in `at`. */
function namedIn(body: Body): string[] {
  const { atUserIds = [] } = (body['at'] ?? {}) as { atUserIds?: string[] };
  const { text = '' } = (body['markdown'] ?? {}) as { text?: string };
  return atUserIds.filter((id) => text.includes(`@${id}`));
}

export interface ApiRequest {
  /** Without the slash in front. */
  path: string;
  query: Record<string, string>;
  headers: IncomingMessage['headers'];
  json: unknown;
  /** Of the body. */
  bytes: number;
  file: UploadedFile | undefined;
  /** See `timeOf`. */
  at: string;
}

async function readRequest(incoming: IncomingMessage): Promise<Omit<ApiRequest, 'at'>> {
  const url = new URL(incoming.url ?? '/', 'http://fake');
  const body = await buffer(incoming);
  const type = incoming.headers['content-type'] ?? '';
  const isJson = type.includes('json');
  return {
    path: url.pathname.slice(1),
    query: Object.fromEntries(url.searchParams),
    headers: incoming.headers,
    json: isJson ? JSON.parse(body.toString()) : undefined,
    bytes: body.length,
    file: isJson ? undefined : readMultipart(type, body),
  };
}
