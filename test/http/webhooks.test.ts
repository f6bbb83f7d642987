import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { serve, type Served } from './serve.ts';

describe('POST /webhooks/sandbox', () => {
  it('answers 200 when the message is a row, and keeps the same message once', async () => {
    const { app, post } = await serve();
    const message = { messageId: 'm1', from: 'nobody', text: '进度' };
    const answers = await Promise.all([1, 2, 3].map(() => post('/webhooks/sandbox', message)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const rows = await app.deps.db.selectFrom('inboundMessages').select(['messageId', 'text']).execute();
    expect(rows).toEqual([{ messageId: 'm1', text: '进度' }]);
  });

  it('says what is wrong with a malformed message and keeps nothing of it', async () => {
    const { app, post } = await serve();
    const answer = await post('/webhooks/sandbox', { from: '' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: 'from: must not be empty' });
    expect(await app.deps.db.selectFrom('inboundMessages').selectAll().execute()).toEqual([]);
  });

  it('refuses a compressed body', async () => {
    const { post } = await serve();
    expect((await post('/webhooks/sandbox', 'x', { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it('refuses a body that says it is too large, before it has come', async () => {
    const { url } = await serve();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(`POST /webhooks/sandbox HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n{`);
    // The server ends the connection too: otherwise this never resolves.
    expect(await text(socket)).toMatch(/^HTTP\/1.1 413 [^]*内容太大/);
  });

  it('asks for the message again while the database is held by somebody else, and keeps it once', async () => {
    const { app, post, dataDir } = await serve();
    const other = new DatabaseSync(join(dataDir, 'wenming.db'));
    other.exec('BEGIN IMMEDIATE');
    const message = { messageId: 'm1', from: 'nobody', text: '帮助' };
    const refused = await post('/webhooks/sandbox', message);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    other.exec('ROLLBACK');
    other.close();
    expect((await post('/webhooks/sandbox', message)).status).toBe(200);
    expect(await app.deps.db.selectFrom('inboundMessages').select('messageId').execute()).toEqual([{ messageId: 'm1' }]);
  });

  it('says so soon, however many ask, and answers everybody else meanwhile', async () => {
    const { post, get, dataDir } = await serve();
    const other = new DatabaseSync(join(dataDir, 'wenming.db'));
    other.exec('BEGIN IMMEDIATE');
    const from = Date.now();
    const refused = Promise.all(Array.from({ length: 8 }, (_, n) => post('/webhooks/sandbox', { from: `nobody-${n}`, text: '帮助' })));
    let [done, answered] = [false, 0];
    void refused.then(() => (done = true));
    while (!done) {
      await get('/health/live');
      answered += 1;
    }
    expect((await refused).map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 503));
    // One after the other they would wait for eight seconds.
    expect(Date.now() - from).toBeLessThan(6_000);
    // More often than in the pauses between them.
    expect(answered).toBeGreaterThan(16);
    other.exec('ROLLBACK');
    other.close();
  });

  it('keeps all that waited when the database is free again in time', async () => {
    const { app, post, get, dataDir } = await serve();
    const other = new DatabaseSync(join(dataDir, 'wenming.db'));
    other.exec('BEGIN IMMEDIATE');
    const ids = Array.from({ length: 100 }, (_, n) => `m${n}`);
    const answers = Promise.all(ids.map((messageId) => post('/webhooks/sandbox', { messageId, from: 'nobody', text: '帮助' })));
    // What was asked before has come.
    await get('/health/live');
    other.exec('ROLLBACK');
    other.close();
    expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set([200]));
    const rows = await app.deps.db.selectFrom('inboundMessages').select('messageId').execute();
    expect(rows.map(({ messageId }) => messageId).toSorted()).toEqual(ids.toSorted());
  });

  it('answers this machine only', async () => {
    const served = await serve();
    const ask = (headers: Record<string, string>) => statusOf(served, headers);
    expect(await ask({})).toBe(200);
    expect(await ask({ host: 'localhost:1234', origin: 'http://localhost:1234' })).toBe(200);
    expect(await ask({ 'x-forwarded-for': '10.0.0.8' })).toBe(403);
    expect(await ask({ host: 'rebound.example' })).toBe(403);
    expect(await ask({ host: '127.0.0.1.example' })).toBe(403);
    expect(await ask({ origin: 'https://elsewhere.example' })).toBe(403);
    expect(await ask({ host: 'localhost:1234', origin: 'http://localhost:9999' })).toBe(403);
    expect(await ask({ origin: 'null' })).toBe(403);
  });
});

/** `fetch` would not let us say who we are. */
async function statusOf({ url }: Served, headers: Record<string, string>): Promise<number | undefined> {
  const asked = request(`${url}/webhooks/sandbox`, { method: 'POST', headers });
  asked.end(JSON.stringify({ from: 'nobody', text: '帮助' }));
  const [answer] = await once(asked, 'response');
  answer.resume();
  return answer.statusCode;
}

describe('SANDBOX_TOKEN', () => {
  const env = { SANDBOX_TOKEN: 'a-long-enough-token' };

  it('opens the sandbox to whoever knows it, from anywhere', async () => {
    const { get, post } = await serve(env);
    const foreign = { 'x-forwarded-for': '10.0.0.8' };
    expect((await get('/sandbox', foreign)).status).toBe(401);
    expect((await post('/webhooks/sandbox', { from: 'nobody' })).status).toBe(401);
    expect((await get('/sandbox/api/cast', { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await get('/sandbox/api/cast?token=wrong')).status).toBe(401);
    expect((await get('/sandbox/api/cast', { ...foreign, authorization: `Bearer ${env.SANDBOX_TOKEN}` })).status).toBe(200);
    expect((await get(`/sandbox/api/cast?token=${env.SANDBOX_TOKEN}`, foreign)).status).toBe(200);
  });

  it('turns the token of the address into a cookie', async () => {
    const { get, post } = await serve(env);
    const first = await get(`/sandbox?token=${env.SANDBOX_TOKEN}`);
    expect([first.status, first.headers.get('location')]).toEqual([302, '/sandbox']);
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/httponly/i);
    expect(cookie).not.toContain(env.SANDBOX_TOKEN);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    expect((await get('/sandbox', headers)).status).toBe(200);
    expect((await get('/sandbox/assets/sandbox.js', headers)).status).toBe(200);
    expect((await post('/webhooks/sandbox', { from: 'nobody' }, headers)).status).toBe(200);
  });
});
