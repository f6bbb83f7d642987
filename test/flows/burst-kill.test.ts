import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { DIALECT, freshDatabase, type FreshDatabase } from '../helpers/databases.ts';
import { startServer, type ServerProcess } from '../helpers/server-process.ts';

const BURST = 150;

let dataDir: string;
let database: FreshDatabase;
let server: ServerProcess;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wenming-burst-'));
  database = await freshDatabase(DIALECT, dataDir);
  server = await startAgain();
});

afterEach(async () => {
  await server.kill();
  await database.remove();
  await rm(dataDir, { recursive: true, force: true });
});

function startAgain(): Promise<ServerProcess> {
  return startServer({ DATA_DIR: dataDir, ...database.env });
}

async function post(messageId: string): Promise<boolean> {
  const body = JSON.stringify({ messageId, from: `nobody-${messageId}`, text: '帮助' });
  const response = await fetch(`${server.url}/webhooks/sandbox`, { method: 'POST', body }).catch(() => undefined);
  return response?.status === 200;
}

/** Each as often as it is there. */
async function listKept(): Promise<string[]> {
  const db = await openDatabase(database.place);
  const rows = await db.selectFrom('inboundMessages').select('messageId').execute();
  await db.destroy();
  return rows.map(({ messageId }) => messageId).toSorted();
}

it.each([1, 20, 70, 130])(
  'has every message it answered when it is killed after %i answers of a burst, and takes the rest again',
  async (last) => {
    const ids = Array.from({ length: BURST }, (_, n) => `m${n}`).toSorted();
    const acked: string[] = [];
    await Promise.all(
      ids.map(async (id) => {
        if (!(await post(id))) return;
        acked.push(id);
        if (acked.length === last) server.child.kill('SIGKILL');
      }),
    );
    await server.kill();
    expect(acked.length).toBeGreaterThanOrEqual(last);
    const kept = await listKept();
    expect(acked.filter((id) => !kept.includes(id))).toEqual([]);

    server = await startAgain();
    // As a platform does that heard nothing, or too late.
    expect(await Promise.all(ids.map(post))).toEqual(ids.map(() => true));
    expect(await listKept()).toEqual(ids);
  },
);
