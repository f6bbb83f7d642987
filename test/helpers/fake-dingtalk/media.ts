import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { fail, type Answer, type ApiRequest, type FakeApi } from './api.ts';

interface ChatFile {
  name: string;
  bytes: Buffer;
}

/** How the file host gives one (protocol-dingtalk §4.1, §7). */
export type MediaFault =
  | { kind: 'status'; status: number }
  | { kind: 'type'; contentType: string }
  | { kind: 'no-length' }
  | { kind: 'stalls'; after: number }
  | { kind: 'cut'; after: number }
  | { kind: 'endless' }
  | { kind: 'redirect'; to: string };

/**
 * Files people sent to the robot, and the storages (钉盘) of groups: what api.dingtalk.com says of them, and a host that gives them to
 * whoever has their address of the moment.
 */
export interface FakeMedia {
  /** What the channel has to be allowed. */
  host: string;
  /** The downloadCode that comes with a message to the robot. */
  put(file: ChatFile, how?: { robotCode?: string; fault?: MediaFault }): string;
  /** Puts a file into the storage of a group (openConversationId), as somebody who sends it there does. */
  store(roomId: string, file: ChatFile, at?: Date): { spaceId: string; fileId: string };
  /** What the next downloadUrl is, in place of the usual one. */
  nextAddress: string | undefined;
  /** Paths asked for at the file host. */
  fetched: string[];
  /** Those of them that brought the app's access token along. */
  leaks: string[];
  connections(): number;
  /** When none is left. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

interface Dentry extends ChatFile {
  id: string;
  at: Date;
}

interface Given {
  bytes: Buffer;
  /** Without exactly these nothing is given. */
  headers?: Readonly<Record<string, string>>;
  fault?: MediaFault | undefined;
}

export async function startFakeMedia(api: FakeApi): Promise<FakeMedia> {
  const codes = new Map<string, ChatFile & { robotCode: string; fault: MediaFault | undefined }>();
  const spaces = new Map<string, Dentry[]>();
  const spaceOf = new Map<string, string>();
  const given = new Map<string, Given>();
  const sockets = new Set<Socket>();
  let [connections, lastId] = [0, 218_700_000_000];

  const server = createServer((request, response) => answer(request, response));
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  const media: FakeMedia = {
    host,
    put(file, { robotCode = api.robotCode, fault } = {}) {
      const code = `DC+${randomUUID()}/=`;
      codes.set(code, { ...file, robotCode, fault });
      return code;
    },
    store(roomId, file, at = new Date()) {
      const spaceId = spaceOf.get(roomId) ?? String((lastId += 1));
      spaceOf.set(roomId, spaceId);
      const id = String((lastId += 1));
      spaces.set(spaceId, [...(spaces.get(spaceId) ?? []), { ...file, id, at }]);
      return { spaceId, fileId: id };
    },
    nextAddress: undefined,
    fetched: [],
    leaks: [],
    connections: () => connections,
    async idle() {
      await Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    },
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', 'http://media');
    media.fetched.push(pathname);
    if (request.headers['x-acs-dingtalk-access-token'] !== undefined || request.url?.includes('access_token')) media.leaks.push(pathname);
    const file = given.get(pathname);
    if (file === undefined) return void response.writeHead(404, { 'content-type': 'application/xml' }).end('<Error/>');
    const isSigned = Object.entries(file.headers ?? {}).every(([name, value]) => request.headers[name.toLowerCase()] === value);
    if (!isSigned) return void response.writeHead(403, { 'content-type': 'application/xml' }).end('<Error/>');
    give(response, file);
  }

  function giveAddress(file: Given): string {
    const path = `/dl/${randomUUID()}`;
    given.set(path, file);
    return `http://${host}${path}?Expires=1767225600&Signature=${randomUUID()}`;
  }

  function download({ json }: ApiRequest): Answer {
    const { downloadCode = '', robotCode } = json as { downloadCode?: string; robotCode?: string };
    const file = codes.get(downloadCode);
    if (file === undefined) return fail(400, 'invalidParameter.downloadCode.invalid');
    if (file.robotCode !== robotCode) return fail(400, 'invalidParameter.robotCode.auth');
    const downloadUrl = media.nextAddress ?? giveAddress(file);
    media.nextAddress = undefined;
    return { status: 200, body: { downloadUrl } };
  }

  function isUnionId(unionId: string | undefined): boolean {
    return [...api.staff.values()].some(({ unionid }) => unionid === unionId);
  }

  function findSpace({ json }: ApiRequest): Answer {
    const { openConversationId = '', unionId } = json as { openConversationId?: string; unionId?: string };
    const spaceId = spaceOf.get(openConversationId);
    if (spaceId === undefined || !isUnionId(unionId)) return fail(400, 'paramError');
    return { status: 200, body: { space: { spaceId, corpId: api.corpId } } };
  }

  function listAll({ path, query, json }: ApiRequest): Answer {
    const dentries = spaces.get(path.split('/')[3] ?? '');
    if (dentries === undefined || !isUnionId(query['unionId'])) return fail(400, 'paramError');
    const { option = {} } = json as { option?: { maxResults?: number; nextToken?: string; order?: 'ASC' | 'DESC' } };
    const { maxResults = 50, nextToken = '0', order = 'ASC' } = option;
    if (maxResults > 50) return fail(400, 'paramError');
    const sorted = dentries.toSorted((a, b) => a.at.getTime() - b.at.getTime());
    const [start, end] = [Number(nextToken), Number(nextToken) + maxResults];
    const page = (order === 'DESC' ? sorted.toReversed() : sorted).slice(start, end).map(({ id, name, at }) => ({
      id,
      name,
      type: 'FILE',
      parentId: '0',
      createTime: chinaTime(at),
      modifiedTime: chinaTime(at),
    }));
    return { status: 200, body: { dentries: page, ...(end < dentries.length ? { nextToken: String(end) } : {}) } };
  }

  function findInfo({ path, query }: ApiRequest): Answer {
    const [, , , spaceId = '', , id = ''] = path.split('/');
    const file = spaces.get(spaceId)?.find((dentry) => dentry.id === id);
    if (file === undefined) return fail(400, 'dentryNotExist');
    if (!isUnionId(query['unionId'])) return fail(400, 'paramError');
    const headers = { Authorization: `OSS fake:${randomUUID()}`, 'x-oss-date': 'Fri, 06 Mar 2026 08:33:28 GMT' };
    const resourceUrls = [giveAddress({ bytes: file.bytes, headers })];
    return { status: 200, body: { protocol: 'HEADER_SIGNATURE', headerSignatureInfo: { resourceUrls, headers, expirationSeconds: 900 } } };
  }

  api.mount(/^v1\.0\/robot\/messageFiles\/download$/, download);
  api.mount(/^v1\.0\/convFile\/conversations\/spaces\/query$/, findSpace);
  api.mount(/^v1\.0\/storage\/spaces\/[^/]+\/dentries\/listAll$/, listAll);
  api.mount(/^v1\.0\/storage\/spaces\/[^/]+\/dentries\/[^/]+\/downloadInfos\/query$/, findInfo);
  return media;
}

function give(response: ServerResponse, { bytes, fault }: Given): void {
  const type = { 'content-type': fault?.kind === 'type' ? fault.contentType : 'application/octet-stream' };
  switch (fault?.kind) {
    case undefined:
    case 'type':
      response.writeHead(200, { ...type, 'content-length': bytes.length }).end(bytes);
      return;
    case 'no-length':
      response.writeHead(200, type);
      response.write(bytes.subarray(0, 3));
      response.end(bytes.subarray(3));
      return;
    case 'stalls':
      response.writeHead(200, { ...type, 'content-length': bytes.length }).write(bytes.subarray(0, fault.after));
      return;
    case 'cut':
      response.writeHead(200, { ...type, 'content-length': bytes.length });
      response.write(bytes.subarray(0, fault.after), () => response.destroy());
      return;
    case 'endless':
      response.writeHead(200, type);
      pour(response, bytes);
      return;
    case 'status':
      response.writeHead(fault.status).end();
      return;
    case 'redirect':
      response.writeHead(302, { location: fault.to }).end();
  }
}

function pour(response: ServerResponse, bytes: Buffer): void {
  while (!response.destroyed && response.write(bytes));
  response.once('drain', () => pour(response, bytes));
}

/** 「Fri Mar 06 16:33:28 CST 2026」, in China's time. */
function chinaTime(at: Date): string {
  const [, day, date, month, year, time] = /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(at.getTime() + 8 * 3_600_000).toUTCString())!;
  return `${day} ${month} ${date} ${time} CST ${year}`;
}
