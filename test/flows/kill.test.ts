import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { placeOf } from '../../src/app.ts';
import { DIALECT, freshDatabase, type FreshDatabase } from '../helpers/databases.ts';
import { countUnhandled, countUnsent, countUntold, describeYear, findProblems, listInFlight, slowDown } from '../helpers/invariants.ts';
import { startServer, type ServerProcess } from '../helpers/server-process.ts';
import { createWorld, seed, type World } from '../world.ts';
import { settle, travelTo } from '../helpers/sandbox-call.ts';

// Kills at random moments; more with KILL_TRIALS. A failing run prints the moments it used.
const TRIALS = Number(process.env['KILL_TRIALS'] ?? 20);

const START = '2023-06-12 09:30';
const END = '2023-07-05 09:30';
/** What 周主任 says before anything is owed; several dates, so that nearly every day has somebody to remind. */
const BEGINNING = [
  ['导入'],
  ['确认导入'],
  ['采用默认节点', '时间节点 第19项 6-16 6-28', '时间节点 第20项 6-19 6-27', '时间节点 第22项 6-21 7-3'],
];
/** Days of June on which somebody has to be reminded. */
const days = [13, 14, 15, 16, 19, 20, 21, 25, 26, 27, 28, 29, 30].values();
/** Who hands in what, and for whom. */
const ITEM_OF: Record<string, number> = { zhang: 1, li: 6, wang: 3, zhou: 1 };
const DEPARTMENTS = ['office', 'information', 'union'];

let dataDir: string;
let database: FreshDatabase;
let server: ServerProcess;
/** The same days without a single kill. */
let twin: World;
/** Message ids the server answered with 200: these may never be lost. */
const acked = new Set<string>();
/** Everything ever posted; what was not acked is posted again, as a platform does. */
const posted = new Map<string, object>();
const inFlight = new Map<string, Set<number>>();
const kills: string[] = [];
let table: { name: string; base64: string };
let count = 0;

beforeAll(async () => {
  const { name, bytes } = await seed('docx');
  table = { name, base64: Buffer.from(bytes).toString('base64') };
  dataDir = await mkdtemp(join(tmpdir(), 'wenming-kill-'));
  database = await freshDatabase(DIALECT, dataDir);
  server = await startAgain();
  await slowDown(database.place);
  await travelTo(server.url, START);
  twin = await createWorld({ now: START });
});

afterAll(async () => {
  await Promise.all([server.kill(), twin.close()]);
  await database.remove();
  await rm(dataDir, { recursive: true, force: true });
});

function startAgain(): Promise<ServerProcess> {
  return startServer({ DATA_DIR: dataDir, ...database.env });
}

it(
  `loses nothing and doubles nothing over ${TRIALS} kills at random moments`,
  { timeout: Math.max(600_000, TRIALS * 30_000) },
  async () => {
    for (let trial = 0; trial < TRIALS; trial++) {
      const words = BEGINNING[trial];
      if (words !== undefined) {
        await killDuring(begin(words), 150);
        await settle(server.url);
        if (words === BEGINNING.at(-1)) await handInFirst();
      } else if (trial % 2 === 0) await killDuring(talkUntilItDies(['zhang', 'li', 'wang', 'zhou', 'wu']), 1_000);
      else await killWhileReminding();
    }
    // What was said until the end is answered first, which takes the longer the more was said.
    await expect.poll(() => countUnhandled(database.place), { timeout: Math.max(300_000, TRIALS * 15_000), interval: 500 }).toBe(0);
    await settle(server.url);
    // On PostgreSQL others could be sending: what a killed one was sending is taken over when its claim runs out.
    await expect.poll(() => countUnsent(database.place)).toBe(0);
    await travelTo(server.url, END);
    await settle(server.url);
    await expect.poll(() => countUnsent(database.place)).toBe(0);
    await settle(server.url);
    const problems = await findProblems({ place: database.place, dataDir }, { acked, inFlight });
    expect({ kills, problems }).toEqual({ kills, problems: [] });

    for (const words of BEGINNING.flat()) await twin.zhou.says(words, words === '导入' ? { files: [await seed('docx')] } : {});
    await twin.at(END);
    const [year, asLived] = [
      await describeYear(database.place, DEPARTMENTS),
      await describeYear(placeOf(twin.app.deps.config), DEPARTMENTS),
    ];
    expect({ kills, year }).toEqual({ kills, year: asLived });
  },
);

/** Kills the server within `most` milliseconds, starts it again, and repeats to it what it may not have heard. */
async function killDuring(work: Promise<unknown>, most: number): Promise<void> {
  const moment = 10 + Math.floor(Math.random() * most);
  kills.push(`${kills.length}: ${moment} ms`);
  await wait(moment);
  await server.kill();
  await work;
  for (const { id, attempt } of await listInFlight(database.place)) inFlight.set(id, (inFlight.get(id) ?? new Set()).add(attempt));
  server = await startAgain();
  for (const [messageId, body] of posted) if (!acked.has(messageId)) await post(body, messageId);
  // A platform repeats what it is not sure of, also long after.
  for (const messageId of [...acked].slice(-3)) await post(posted.get(messageId)!, messageId);
}

async function begin(words: readonly string[]): Promise<void> {
  for (const text of words) await post({ from: 'zhou', text, ...(text === '导入' ? { attachments: [table] } : {}) }, text);
}

/** B1 to B3, so that there is something to return from the start. */
async function handInFirst(): Promise<void> {
  for (const from of ['zhang', 'li', 'wang']) await post({ from, ...file(from, 0) }, `first-${from}`);
  await settle(server.url);
}

/** The way to a morning in peace, so that the kill falls into what happens at nine. */
async function killWhileReminding(): Promise<void> {
  const day = days.next().value ?? 30;
  // What the restart makes up for belongs to the day before, and is not to meet the next one half way.
  await expect.poll(() => countUntold(database.place)).toBe(0);
  await expect.poll(() => countUnsent(database.place)).toBe(0);
  await travelTo(server.url, `2023-06-${day} 08:59`);
  await killDuring(
    travelTo(server.url, `2023-06-${day} 09:01`).catch(() => undefined),
    250,
  );
}

/** All at once: a liaison a file, a note and a question in turn, the reviewer a return after the other. */
async function talkUntilItDies(people: readonly string[]): Promise<void> {
  // While nothing is on its way: what is being received cannot be returned.
  const first = ++count;
  await post({ from: 'wu', ...saying('wu', first) }, `m${first}`);
  await Promise.all(
    people.map(async (from) => {
      for (;;) {
        const n = ++count;
        if (!(await post({ from, ...saying(from, n) }, `m${n}`))) return;
      }
    }),
  );
}

function saying(from: string, n: number): object {
  if (from === 'wu') return { text: `退回 B${1 + (n % 3)} R10 记号${n}号` };
  if (n % 3 === 1) return { text: `进展 ${ITEM_OF[from]} 记号${n}号` };
  return n % 3 === 2 ? { text: '我的任务' } : file(from, n);
}

function file(from: string, n: number): object {
  const base64 = Buffer.from(`${from} 第 ${n} 份`).toString('base64');
  return { text: `提交 ${ITEM_OF[from]}`, attachments: [{ name: `材料${n}.txt`, base64 }] };
}

async function post(body: object, messageId: string): Promise<boolean> {
  posted.set(messageId, body);
  try {
    const response = await fetch(`${server.url}/webhooks/sandbox`, { method: 'POST', body: JSON.stringify({ ...body, messageId }) });
    if (response.status === 200) acked.add(messageId);
    else throw new Error(`posting answered ${response.status} ${await response.text()}`);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
