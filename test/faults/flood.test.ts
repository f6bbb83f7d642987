import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type ServerProcess } from '../helpers/server-process.ts';

let dataDir: string;
let server: ServerProcess;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wenming-flood-'));
  server = await startServer({ DATA_DIR: dataDir });
});

afterAll(async () => {
  await server.kill();
  await rm(dataDir, { recursive: true, force: true });
});

async function post(from: string, text: string): Promise<number> {
  const response = await fetch(`${server.url}/webhooks/sandbox`, { method: 'POST', body: JSON.stringify({ from, text }) });
  await response.arrayBuffer();
  return response.status;
}

async function countHeard(member: string): Promise<number> {
  const response = await fetch(`${server.url}/sandbox/api/messages?member=${member}&after=0`);
  return ((await response.json()) as { messages: unknown[] }).messages.length;
}

it('answers the others while one person sends a thousand messages at once', async () => {
  const statuses: number[] = [];
  const flood = Promise.all(
    Array.from({ length: 10 }, async () => {
      for (let n = 0; n < 100; n++) {
        const status = await post('zhang', '我的任务');
        statuses.push(status);
      }
    }),
  );
  let overtaken = 0;
  for (let asked = 1; asked <= 10; asked++) {
    const before = statuses.length;
    await post('li', '我是谁');
    await expect.poll(() => countHeard('li')).toBe(asked);
    overtaken = before - (await countHeard('zhang'));
  }
  // Behind the flood it would be none.
  expect(overtaken).toBeGreaterThan(0);
  await flood;
  expect(statuses).toHaveLength(1_000);
  expect(new Set(statuses)).toEqual(new Set([200]));
});
