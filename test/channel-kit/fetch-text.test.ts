import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createLine, type AddressInfo, type Server } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { fetchText } from '../../src/channel-kit/fetch-text.ts';
import { findFreePort } from '../helpers/free-port.ts';

async function listen(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function serve(answer: RequestListener): Promise<URL> {
  const server = createServer(answer);
  onTestFinished(() => server.closeAllConnections());
  return new URL(`http://${await listen(server)}/`);
}

const POST = { method: 'POST', body: '{"text":"提醒"}' } as const;

it('brings what an address says, whatever the status, and over the same line the next time', async () => {
  const lines = new Set<unknown>();
  const url = await serve((request, response) => {
    lines.add(request.socket);
    void buffer(request).then((body) => response.writeHead(403).end(`${request.headers['content-length']} ${body.toString()}`));
  });
  for (let n = 0; n < 2; n++) expect(await fetchText(url, POST, 5_000)).toEqual({ status: 403, text: '17 {"text":"提醒"}' });
  expect(lines.size).toBe(1);
});

it('sends a stream as it comes', async () => {
  const url = await serve((request, response) => void buffer(request).then((body) => response.end(body)));
  async function* body() {
    yield Buffer.from('半个');
    yield Buffer.from('文件');
  }
  expect(await fetchText(url, { method: 'POST', body: body() }, 5_000)).toEqual({ status: 200, text: '半个文件' });
});

it('follows nobody elsewhere', async () => {
  const url = await serve((_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end());
  expect(await fetchText(url, POST, 5_000)).toEqual({ why: 'HTTP 307', mayHaveArrived: true });
});

it('reads no answer that never ends, and sends no header that is none', async () => {
  const url = await serve((_, response) => {
    const more = (): boolean => response.write('x'.repeat(100_000)) && more();
    response.on('drain', more).on('error', () => {});
    more();
  });
  expect(await fetchText(url, POST, 20_000)).toEqual({ why: 'too-long', mayHaveArrived: true });
  expect(await fetchText(url, { ...POST, headers: { 'x-name': '一\n' } }, 5_000)).toEqual({
    why: 'ERR_INVALID_CHAR',
    mayHaveArrived: false,
  });
});

it('knows that nothing left where nobody listens, or nobody knows the name', async () => {
  const closed = new URL(`http://localhost:${await findFreePort()}/`);
  expect(await fetchText(closed, POST, 5_000)).toEqual({ why: 'ECONNREFUSED', mayHaveArrived: false });
  expect(await fetchText(new URL('https://nobody.invalid/'), POST, 5_000)).toEqual({
    why: expect.stringMatching(/^(?:ENOTFOUND|EAI_AGAIN)$/),
    mayHaveArrived: false,
  });
});

it('knows that nothing left while the line was still being made', async () => {
  const heard: Buffer[] = [];
  const host = await listen(createLine((line) => void line.on('data', (bytes: Buffer) => heard.push(bytes)).on('error', () => {})));
  // Whoever is there does not answer to the encryption.
  expect(await fetchText(new URL(`https://${host}/`), POST, 300)).toEqual({ why: 'TimeoutError', mayHaveArrived: false });
  expect(Buffer.concat(heard).toString()).not.toContain('提醒');
  const left = AbortSignal.abort();
  expect(await fetchText(new URL(`http://${host}/`), { ...POST, signal: left }, 5_000)).toMatchObject({ mayHaveArrived: false });
});

it('does not know whether it arrived once the line stood', async () => {
  const silent = await serve((request) => void request.resume());
  expect(await fetchText(silent, POST, 300)).toEqual({ why: 'TimeoutError', mayHaveArrived: true });
  const breaking = await serve((request) => void request.on('end', () => request.socket.destroy()).resume());
  expect(await fetchText(breaking, POST, 5_000)).toEqual({ why: 'ECONNRESET', mayHaveArrived: true });
  const half = await serve((_, response) => void response.writeHead(200, { 'content-length': 9 }).write('{', () => response.destroy()));
  expect(await fetchText(half, POST, 5_000)).toMatchObject({ mayHaveArrived: true });
});

it('does not know it either when the line it kept breaks', async () => {
  let calls = 0;
  const url = await serve((request, response) => (++calls === 1 ? response.end('ok') : request.socket.destroy()));
  expect(await fetchText(url, POST, 5_000)).toMatchObject({ text: 'ok' });
  expect(await fetchText(url, POST, 5_000)).toEqual({ why: 'ECONNRESET', mayHaveArrived: true });
});

it('says why a stream could not be read', async () => {
  const url = await serve((request) => void request.on('error', () => {}).resume());
  async function* body() {
    yield Buffer.from('半个');
    throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
  }
  expect(await fetchText(url, { method: 'POST', body: body() }, 5_000)).toEqual({ why: 'ENOENT', mayHaveArrived: true });
});
