import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '../helpers/postgres.ts';
import { startServer, type ServerProcess } from '../helpers/server-process.ts';
import { settle } from '../helpers/sandbox-call.ts';
import { countAnswers, type Said, talk } from '../helpers/talkers.ts';
import { until } from '../helpers/until.ts';

let postgres: PostgresServer;
let databaseUrl: string;
let dataDir: string;
let server: ServerProcess;

beforeAll(async () => {
  postgres = await startPostgres({ durable: true });
  databaseUrl = await postgres.createDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'wenming-restart-'));
  server = await startServer({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl });
});

afterAll(async () => {
  await server.kill();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});

it('takes no message while PostgreSQL is away, and answers each it took once when it is back', async () => {
  const enough = new AbortController();
  const said: Said[] = [];
  const talks = Promise.all(['zhang', 'li', 'wang', 'zhou'].map((from) => talk(from, () => server.url, enough.signal, said)));
  const count = (wanted: number): number => said.filter(({ status }) => status === wanted).length;
  // A while of work, a while without a database, a while of work: what is tested is what falls in between.
  await until(() => count(200) >= 16);
  await postgres.kill();
  await until(() => count(503) >= 8);
  expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
  expect((await fetch(`${server.url}/health/ready`)).status).toBe(503);
  await postgres.start();
  const before = count(200);
  await until(() => count(200) >= before + 16);
  enough.abort();
  await talks;

  const statuses = new Set(said.map(({ status }) => status));
  expect(statuses).toEqual(new Set([200, 503]));
  expect(Math.max(...said.map(({ ms }) => ms))).toBeLessThan(20_000);
  expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);

  await settle(server.url);
  const taken = said.filter(({ status }) => status === 200);
  const counts = await countAnswers(databaseUrl);
  expect(taken.filter(({ id }) => counts.get(id)?.answers !== 1)).toEqual([]);
  expect(await server.stop()).toBe(0);
});
