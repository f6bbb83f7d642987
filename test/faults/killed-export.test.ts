import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Heard } from '../helpers/conversation.ts';
import { callSandbox, settle, travelTo } from '../helpers/sandbox-call.ts';
import { startServer, type ServerProcess } from '../helpers/server-process.ts';
import { seed } from '../world.ts';

let dataDir: string;
let server: ServerProcess;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wenming-export-kill-'));
  server = await startServer({ DATA_DIR: dataDir });
});

afterEach(async () => {
  await server.kill();
  await rm(dataDir, { recursive: true, force: true });
});

/** Repeated until it is heard, as a platform does. */
async function post(message: object): Promise<void> {
  await callSandbox(server.url, '/webhooks/sandbox', { from: 'zhou', ...message }).catch(() => {});
}

it('makes each export once, whenever the server is killed over it', { timeout: 300_000 }, async () => {
  await travelTo(server.url, '2023-06-12 09:30');
  const { name, bytes } = await seed('docx');
  await post({ text: '导入', attachments: [{ name, base64: Buffer.from(bytes).toString('base64') }] });
  await settle(server.url);
  await post({ text: '确认导入' });
  await settle(server.url);

  const papers = ['台账', '台账 Word', '留痕', '留痕 jsonl', '档案', '台账', '档案'];
  const moments: number[] = [];
  for (const [index, paper] of papers.entries()) {
    const message = { messageId: `export-${index}`, text: `导出 ${paper}` };
    const moment = 5 + Math.floor(Math.random() * 400);
    moments.push(moment);
    void post(message);
    await wait(moment);
    await server.kill();
    server = await startServer({ DATA_DIR: dataDir });
    await post(message);
    await settle(server.url);
  }

  const answer = await fetch(`${server.url}/sandbox/api/messages?member=zhou&after=0`);
  const { messages } = (await answer.json()) as { messages: Heard[] };
  const ready = messages.filter(({ text }) => text.startsWith('备好了'));
  expect({ moments, ready: ready.length }).toEqual({ moments, ready: papers.length });
  for (const { files } of ready) {
    const file = await fetch(new URL(files[0]!.url, server.url));
    expect(file.status).toBe(200);
    expect((await file.arrayBuffer()).byteLength).toBe(Number(file.headers.get('content-length')));
  }
});
