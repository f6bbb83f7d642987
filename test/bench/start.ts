import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { startServer, type ServerProcess } from '../helpers/server-process.ts';
import { median, table } from './figures.ts';
import { createLargeOffice, DIALECTS, type LargeOffice } from './large-office.ts';

const DELIVERABLES = 1_000_000;
const WAITING = 100_000;
const RUNS = 5;

/** From the start of the process to the first answered message, beside as much as there will ever be. */
export async function benchStart(): Promise<void> {
  const lines: string[][] = [];
  for (const dialect of DIALECTS) {
    const office = await createLargeOffice(dialect, DELIVERABLES, { waiting: WAITING });
    try {
      const listening: number[] = [];
      const answered: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        await queueAgain(office);
        const from = performance.now();
        const server = await startServer(office.env);
        listening.push(performance.now() - from);
        try {
          await askAndRead(server);
          answered.push(performance.now() - from);
        } finally {
          await server.kill();
        }
      }
      lines.push([dialect, ...[median(listening), median(answered), Math.max(...answered)].map((ms) => (ms / 1000).toFixed(2))]);
    } finally {
      await office.remove();
    }
  }
  table(['database', 'listens after, s', 'first answer after, s', 'slowest of five, s'], lines);
}

/** What the last run sent waits again. */
async function queueAgain(office: LargeOffice): Promise<void> {
  const { deps, close } = await office.open();
  await deps.db
    .updateTable('outboundMessages')
    .set({ state: 'queued', n: null, attempts: 0, nextAttemptAt: null, sentAt: null })
    .where('purpose', '=', 'notice')
    .execute();
  await close();
}

async function askAndRead({ url }: ServerProcess): Promise<void> {
  const read = async (after: number): Promise<{ n: number; text: string }[]> => {
    const response = await fetch(`${url}/sandbox/api/messages?member=boss&after=${after}`);
    return ((await response.json()) as { messages: { n: number; text: string }[] }).messages;
  };
  const before = (await read(0)).at(-1)?.n ?? 0;
  await fetch(`${url}/webhooks/sandbox`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: 'boss', text: '进度', messageId: randomUUID() }),
  });
  for (const giveUpAt = Date.now() + 60_000; Date.now() < giveUpAt; await pause(5)) {
    if ((await read(before)).some(({ text }) => text.includes('应报'))) return;
  }
  throw new Error('no answer within a minute');
}
