import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { Agent, get as httpGet } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/domain/errors.ts';
import { startServer } from '../helpers/server-process.ts';
import { serve, type Served } from './serve.ts';

function open({ url }: Served, head: string): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(head);
  return socket;
}

describe('the server', () => {
  it('tells whether it lives and is ready, the details to this machine only', async () => {
    const { get } = await serve();
    expect(await (await get('/health/live')).json()).toEqual({ status: 'ok' });
    expect(await (await get('/health/ready')).json()).toEqual({ status: 'ok', database: 'ok' });
    expect(await (await get('/health/ready', { 'x-forwarded-for': '10.0.0.8' })).json()).toEqual({ status: 'ok' });
  });

  it('tells the details to whoever knows METRICS_TOKEN', async () => {
    const { get } = await serve({ METRICS_TOKEN: 'a-long-enough-token' });
    const ask = async (authorization: string) => (await get('/health/ready', { 'x-forwarded-for': '10.0.0.8', authorization })).json();
    expect(await ask('Bearer a-long-enough-token')).toEqual({ status: 'ok', database: 'ok' });
    expect(await ask('Bearer wrong')).toEqual({ status: 'ok' });
  });

  it('tells Prometheus what waits and what failed, and nobody else', async () => {
    const { app, get, post } = await serve({ METRICS_TOKEN: 'a-long-enough-token' });
    await post('/webhooks/sandbox', { from: 'wangwu', text: '帮助' });
    const { db } = app.deps;
    await expect.poll(() => db.selectFrom('outboundMessages').select('state').execute()).toEqual([{ state: 'sent' }]);
    const failedAt = app.deps.clock.now().toISOString();
    await db.updateTable('outboundMessages').set({ state: 'failed', lastError: 'account-gone', failedAt }).execute();
    const metrics = await (await get('/metrics')).text();
    expect(metrics).toContain('\nwenming_messages_not_delivered_day 1\n');
    expect(metrics).toContain('\nwenming_messages_unanswered 0\n');
    expect(metrics).toMatch(/\nwenming_evidence_room_bytes [1-9]\d+/);
    expect(metrics).toMatch(/\nprocess_resident_memory_bytes \d+/);
    const fromOutside = { 'x-forwarded-for': '10.0.0.8' };
    expect((await get('/metrics', fromOutside)).status).toBe(404);
    expect((await get('/metrics', { ...fromOutside, authorization: 'Bearer a-long-enough-token' })).status).toBe(200);
  });

  it('answers what it does not know in the form that was asked for', async () => {
    const { get, post } = await serve();
    const asJson = await get('/nothing');
    expect([asJson.status, await asJson.json()]).toEqual([404, { error: '没有这个页面，请检查网址。' }]);
    const asPage = await get('/nothing', { accept: 'text/html' });
    expect([asPage.status, asPage.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const wrongMethod = await post('/sandbox', '');
    expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'HEAD, GET']);
  });

  it('has a page where a card leads that was pressed, also without the sandbox', async () => {
    const { get } = await serve({
      WECOM_BOT_TOKEN: 'QDG6eK',
      WECOM_BOT_AES_KEY: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
      PUBLIC_URL: 'https://wm.example',
      DIRECTORY_FILE: 'config/directory.example.yaml',
    });
    const page = await get('/', { accept: 'text/html' });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toMatch(/创建管家.*请回到聊天里.*「帮助」/s);
  });

  it('lets pages run no script but its own', async () => {
    const { get } = await serve();
    const policy = (await get('/sandbox')).headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).not.toContain('upgrade-insecure-requests');
  });

  it('serves the page’s own files and nothing beside them', async () => {
    const { get } = await serve();
    const script = await get('/sandbox/assets/sandbox.js');
    expect(script.headers.get('content-type')).toMatch(/javascript/);
    const again = await get('/sandbox/assets/sandbox.js', {
      'if-none-match': script.headers.get('etag') ?? '',
      'cache-control': 'max-age=0',
    });
    expect(again.status).toBe(304);
    expect((await get('/sandbox/assets/..%2Fsandbox.liquid')).status).toBe(404);
  });

  it('stops at once when nobody waits for an answer, however many connections stand open', async () => {
    const { stop, url } = await serve();
    const agent = new Agent({ keepAlive: true });
    const [answer] = await once(httpGet(`${url}/health/live`, { agent }), 'response');
    answer.resume();
    await once(answer, 'end');
    const started = Date.now();
    await stop();
    // Connections that are at work are given three seconds.
    expect(Date.now() - started).toBeLessThan(2_900);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    agent.destroy();
  });

  it('finishes the answer it is giving when it is stopped', async () => {
    const served = await serve();
    const body = JSON.stringify({ from: 'nobody', text: '帮助' });
    const head = [
      'POST /webhooks/sandbox HTTP/1.1',
      'Host: localhost',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Expect: 100-continue',
    ];
    const socket = open(served, `${head.join('\r\n')}\r\n\r\n`);
    // It has the request now, and waits for the rest.
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 100/);
    const stopped = served.stop();
    socket.write(body);
    expect(await text(socket)).toMatch(/^HTTP\/1.1 200/);
    await stopped;
  });

  it('says what to do when the port is taken', async () => {
    const { url } = await serve();
    const { port } = new URL(url);
    await expect(serve({ PORT: port })).rejects.toThrow(ConfigError);
  });

  it('says what to do when its data cannot be kept', async () => {
    const served = await serve();
    await expect(serve({}, served.dataDir)).rejects.toThrow(/^DATA_DIR: another server already works on .*; stop it, or /);
    const file = join(served.dataDir, 'wenming.db');
    await expect(serve({}, file)).rejects.toThrow(/^DATA_DIR: .* cannot be written \(EEXIST\); let this user write there, or set another/);
    const damaged = mkdtempSync(join(tmpdir(), 'wenming-damaged-'));
    writeFileSync(join(damaged, 'wenming.db'), 'no database');
    await expect(serve({}, damaged)).rejects.toThrow(/^DATA_DIR: .*wenming\.db is not a whole database; put a backup in its place, or /);
  });
});

it('keeps bytes that are no HTTP out of its log', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'wenming-log-'));
  const server = await startServer({ DATA_DIR: dataDir });
  const head = 'POST /webhooks/sandbox HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n';
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write(`${head}what somebody wrote`);
  expect(await text(socket)).toMatch(/^HTTP\/1.1 400/);
  await server.stop();
  expect(server.errors()).toBe('');
});

describe('a slow client', () => {
  it.concurrent('is cut off when its request does not come', async () => {
    const socket = open(await serve(), 'GET /health/live HTTP/1.1\r\nHost: localhost\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 408/);
  });

  it.concurrent('is cut off when its body drips, and nothing of it is kept', async () => {
    const served = await serve();
    const socket = open(served, 'POST /webhooks/sandbox HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n');
    const drip = setInterval(() => socket.write(' '), 200);
    socket.on('error', () => {});
    socket.resume();
    await once(socket, 'close');
    clearInterval(drip);
    expect(await served.app.deps.db.selectFrom('inboundMessages').selectAll().execute()).toEqual([]);
  });
});
