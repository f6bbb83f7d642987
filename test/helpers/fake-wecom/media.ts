import { createCipheriv, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { encodeExtended } from 'content-disposition';

/** How the platform hands one file out (protocol notes §2.6, §9.3). */
export interface Handed {
  /** What it is sealed with: EncodingAESKey, or the key that comes beside the address. */
  aesKey: string;
  /** PKCS#7 in blocks of 16 or 32. */
  padTo?: 16 | 32;
  /** How its name is told. */
  disposition?: 'extended' | 'quoted' | 'raw' | 'none';
  fault?: MediaFault;
}

export type MediaFault =
  | { kind: 'stalls'; after: number }
  | { kind: 'cut'; after: number }
  /** The connection says where the body ends, so nothing shows that some is missing. */
  | { kind: 'short'; by: number }
  | { kind: 'endless' }
  | { kind: 'status'; status: number }
  | { kind: 'json'; errcode: number }
  | { kind: 'redirect'; to: string };

interface ChatFile {
  name: string;
  bytes: Buffer;
}

/** The media host: addresses that are good for five minutes. */
export interface FakeMedia {
  /** What the channel has to be allowed. */
  host: string;
  /** The address somebody's message carries. */
  put(file: ChatFile, how: Handed): string;
  /** How many connections there were. */
  connections(): number;
  /** When none is left. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const GOOD_FOR_MS = 5 * 60_000;

export async function startFakeMedia(now: () => number = Date.now): Promise<FakeMedia> {
  const files = new Map<string, { sealed: Buffer; name: string; how: Handed; until: number }>();
  let connections = 0;
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url ?? '/', 'http://media').pathname);
    if (file === undefined || file.until <= now()) response.writeHead(404, { 'content-type': 'application/xml' }).end('<Error/>');
    else give(response, file);
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    put({ name, bytes }, how) {
      const path = `/${randomUUID()}`;
      files.set(path, { sealed: seal(bytes, how), name, how, until: now() + GOOD_FOR_MS });
      return `http://${host}${path}?sign=${randomUUID()}`;
    },
    connections: () => connections,
    async idle() {
      await Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    },
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

function give(response: ServerResponse, { sealed, name, how }: { sealed: Buffer; name: string; how: Handed }): void {
  const { fault } = how;
  const type = { 'content-type': 'application/octet-stream', ...toDisposition(name, how.disposition ?? 'extended') };
  switch (fault?.kind) {
    case undefined:
      response.writeHead(200, { ...type, 'content-length': sealed.length }).end(sealed);
      return;
    case 'stalls':
      response.writeHead(200, { ...type, 'content-length': sealed.length }).write(sealed.subarray(0, fault.after));
      return;
    case 'cut':
      response.writeHead(200, { ...type, 'content-length': sealed.length });
      response.write(sealed.subarray(0, fault.after), () => response.destroy());
      return;
    case 'short':
      response.writeHead(200, { ...type, connection: 'close' }).end(sealed.subarray(0, sealed.length - fault.by));
      return;
    case 'endless':
      response.writeHead(200, type);
      pour(response, sealed);
      return;
    case 'status':
      response.writeHead(fault.status).end();
      return;
    case 'json':
      response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end(`{"errcode":${fault.errcode},"errmsg":"no"}`);
      return;
    case 'redirect':
      response.writeHead(302, { location: fault.to }).end();
  }
}

function pour(response: ServerResponse, bytes: Buffer): void {
  while (!response.destroyed && response.write(bytes));
  response.once('drain', () => pour(response, bytes));
}

function toDisposition(name: string, form: NonNullable<Handed['disposition']>): Record<string, string> {
  const told = {
    extended: `attachment; filename*=${encodeExtended(name)}`,
    quoted: `attachment; filename="${encodeURIComponent(name)}"`,
    // Node writes headers byte by byte.
    raw: `attachment; filename="${Buffer.from(name).toString('latin1')}"`,
    none: undefined,
  }[form];
  return told === undefined ? {} : { 'content-disposition': told };
}

/** By the book and not with the code under test. */
function seal(bytes: Buffer, { aesKey, padTo = 32 }: Handed): Buffer {
  const key = /^[0-9a-f]{64}$/i.test(aesKey) ? Buffer.from(aesKey, 'hex') : Buffer.from(aesKey, 'base64');
  const pad = padTo - (bytes.length % padTo);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]);
}
