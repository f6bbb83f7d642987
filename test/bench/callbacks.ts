import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../helpers/postgres.ts';
import { median, quartiles, table } from './figures.ts';
import { flood, stream, type Wire } from './load.ts';
import { nextMessages, type Message } from './messages.ts';

const PAIRS = 9;
const WINDOW_MS = 1_000;
/** More than a window takes. */
const OF_A_WINDOW = 20_000;
const LINES = 32;

const STEADY = { perSecond: 300, seconds: 10, rounds: 3 };

const MANY = 100_000;

/** A platform that calls us, and what a server has to be told to be called by it. */
export interface Platform {
  path: string;
  env: Record<string, string>;
  /** What the path does with a message before it is written down. */
  work: string;
  /** The messages as the platform delivers them, each under an id of its own. */
  write(messages: readonly Message[]): Promise<Wire[]>;
}

/** A server that is asked. */
interface Asked {
  url: string;
  child: ChildProcess;
}

interface Window {
  perSecond: number;
  /** Microseconds of the server's processor for one request. */
  cpu: number;
}

/** Messages a platform calls with: what the server makes of them, beside one that only reads the body. */
export async function benchCallbacks(platform: Platform): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wenming-bench-'));
  const postgres = await startPostgres({ durable: true });
  pin(process.pid, 1);
  const echo = await start(platform, 'echo');
  const endpoint = await start(platform, 'endpoint', envOf(join(folder, 'endpoint')));
  const onSqlite = await start(platform, 'accept', envOf(join(folder, 'sqlite')));
  const onPostgres = await start(platform, 'accept', { ...envOf(join(folder, 'postgres')), DATABASE_URL: await postgres.createDatabase() });
  try {
    const disk = [measureDisk(folder)];
    table(
      [platform.work, '÷ echo', 'quartiles', 'processor ÷ echo', 'per second', 'echo, per second'],
      [
        ['nothing written', ...(await compare(platform, endpoint, echo))],
        ['a durable row on SQLite', ...(await compare(platform, onSqlite, echo))],
        ['a durable row on PostgreSQL', ...(await compare(platform, onPostgres, echo))],
      ],
    );
    table(
      [`at ${STEADY.perSecond} per second`, 'median, ms', 'p99, ms', 'longest, ms'],
      [
        ['SQLite', ...(await measureWaits(platform, onSqlite))],
        ['PostgreSQL', ...(await measureWaits(platform, onPostgres))],
      ],
    );
    table(
      [
        `${MANY.toLocaleString('en')} messages`,
        'first tenth, per second',
        'last, per second',
        'ratio',
        'first tenth, µs of processor each',
        'last, µs',
      ],
      [
        ['SQLite', ...(await measureDrift(platform, onSqlite))],
        ['PostgreSQL', ...(await measureDrift(platform, onPostgres))],
      ],
    );
    disk.push(measureDisk(folder));
    console.log(`One sync of the disk: ${disk.map((ms) => ms.toFixed(2)).join(' ms before, ')} ms after.`);
  } finally {
    for (const { child } of [echo, endpoint, onSqlite, onPostgres]) child.disconnect();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function envOf(dataDir: string): Record<string, string> {
  return { DATA_DIR: dataDir, DIRECTORY_FILE: 'config/directory.example.yaml', PUBLIC_URL: 'https://bot.example', PORT: '0' };
}

/** Milliseconds the disk takes to keep one page for sure: what a row costs in the end is its affair. */
function measureDisk(folder: string): number {
  const file = openSync(join(folder, 'page'), 'w');
  const page = Buffer.alloc(4_096, 1);
  const syncs = Array.from({ length: 200 }, () => {
    const from = performance.now();
    writeSync(file, page, 0, page.length, 0);
    fdatasyncSync(file);
    return performance.now() - from;
  });
  closeSync(file);
  return median(syncs);
}

async function start({ path, env: own }: Platform, what: 'echo' | 'endpoint' | 'accept', env: Record<string, string> = {}): Promise<Asked> {
  const child = fork(new URL('./callback-process.ts', import.meta.url), [what, path], { env: { ...process.env, ...own, ...env } });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  child.once('message', (url) => resolve(url as string));
  child.once('exit', (code) => reject(new Error(`${what} ended with ${code}`)));
  const url = await promise;
  pin(child.pid!, 0);
  return { url, child };
}

/** A server and who asks it on a processor each, so that neither waits for the other's. */
function pin(pid: number, processor: number): void {
  spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(processor), String(pid)]);
}

/** Both warm, a window each in turn and the other way round, ratio pair by pair: what disturbs the machine disturbs both. */
async function compare(platform: Platform, ours: Asked, echo: Asked): Promise<string[]> {
  const pairs: { ours: Window; echo: Window }[] = [];
  for (let pair = -2; pair < PAIRS; pair++) {
    const callbacks = await platform.write(nextMessages(OF_A_WINDOW));
    const first = pair % 2 === 0 ? await measure(echo, again(callbacks)) : undefined;
    const us = await measure(ours, callbacks);
    const them = first ?? (await measure(echo, again(callbacks)));
    // The first ones only warm up.
    if (pair >= 0) pairs.push({ ours: us, echo: them });
  }
  const rates = pairs.map((pair) => pair.ours.perSecond / pair.echo.perSecond);
  const costs = pairs.map((pair) => pair.ours.cpu / pair.echo.cpu);
  const [low, middle, high] = quartiles(rates);
  return [
    middle.toFixed(2),
    `${low.toFixed(2)}–${high.toFixed(2)}`,
    median(costs).toFixed(2),
    median(pairs.map((pair) => pair.ours.perSecond)).toFixed(0),
    median(pairs.map((pair) => pair.echo.perSecond)).toFixed(0),
  ];
}

async function measure({ url, child }: Asked, requests: Iterable<Wire>, ms = WINDOW_MS): Promise<Window> {
  const before = readProcessor(child.pid!);
  const { answered, ms: took } = await flood(url, requests, { lines: LINES, ms });
  return { perSecond: (answered * 1_000) / took, cpu: (readProcessor(child.pid!) - before) / answered };
}

function* again<T>(items: readonly T[]): Generator<T> {
  for (;;) yield* items;
}

/** Microseconds a process has computed so far, all threads, as Linux counts them. */
function readProcessor(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

async function measureWaits(platform: Platform, { url }: Asked): Promise<string[]> {
  const rounds: number[][] = [];
  for (let round = 0; round < STEADY.rounds; round++) {
    const waits = await stream(url, await platform.write(nextMessages(STEADY.perSecond * STEADY.seconds)), {
      perSecond: STEADY.perSecond,
      lines: 2 * LINES,
    });
    rounds.push(waits.toSorted((a, b) => a - b));
  }
  const at = (part: number) => median(rounds.map((waits) => waits[Math.ceil(part * waits.length) - 1]!)).toFixed(1);
  return [at(0.5), at(0.99), at(1)];
}

async function measureDrift(platform: Platform, asked: Asked): Promise<string[]> {
  const tenths: Window[] = [];
  for (let tenth = 0; tenth < 10; tenth++) tenths.push(await measure(asked, await platform.write(nextMessages(MANY / 10)), Infinity));
  const [first, last] = [tenths[0]!, tenths.at(-1)!];
  return [
    ...[first, last].map(({ perSecond }) => perSecond.toFixed(0)),
    (last.perSecond / first.perSecond).toFixed(2),
    ...[first, last].map(({ cpu }) => cpu.toFixed(0)),
  ];
}
