import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createConversation } from '../helpers/conversation.ts';
import { file, seed } from '../world.ts';
import { untilPasses } from '../helpers/until.ts';

// What a server asks the operating system for while it takes one file, seen from outside (strace).
const CALLS = 'fsync,fdatasync,rename,renameat,renameat2,write,writev,pwrite64,sendto,sendmsg';
const FILE = file('方案.pdf');
const KEY = createHash('sha256').update(FILE.bytes).digest('hex');

let folder: string;
let server: ChildProcess;
let calls: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wenming-order-'));
  const trace = join(folder, 'trace');
  // Beside the server (-D), so that the process is the server's.
  const watching = ['-D', '-f', '-y', '-qq', '-s', '65536', '-e', 'signal=none', '-e', `trace=${CALLS}`, '-o', trace];
  server = spawn('strace', [...watching, process.execPath, 'src/main.ts'], {
    env: { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'error', DATA_DIR: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const talk = createConversation(await urlOf(server));
  await talk.at('2023-06-12 09:30');
  await talk.zhou.sends(await seed('docx'), '导入');
  await talk.zhou.says('确认导入');
  await talk.wang.sends(FILE, '提交 3');
  calls = await untilPasses(async () => {
    const text = await readFile(trace, 'latin1');
    if (!text.includes(ANSWER)) throw new Error('nobody was told yet');
    return completed(text.split('\n'));
  }, 250);
});

afterAll(async () => {
  const gone = once(server, 'exit');
  server.kill('SIGKILL');
  await gone;
  await rm(folder, { recursive: true, force: true });
});

async function urlOf({ stdout }: ChildProcess): Promise<() => string> {
  for await (const line of createInterface({ input: stdout! })) {
    const url = /http:\/\/[^\s/]+/.exec(line)?.[0];
    if (url !== undefined) return () => url;
  }
  throw new Error('the server did not start');
}

/** What 王五 reads, as strace writes it. */
const ANSWER = [...Buffer.from('编号 B1')].map((byte) => (byte < 128 ? String.fromCharCode(byte) : `\\${byte.toString(8)}`)).join('');

/** Each call where it has ended: strace cuts one in two when another thread comes between. */
function completed(lines: readonly string[]): string[] {
  const begun = new Map<string, string>();
  return lines.flatMap((line) => {
    const [, thread = '', call = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (call.endsWith(' <unfinished ...>')) {
      begun.set(thread, call.replace(/ <unfinished \.\.\.>$/, ''));
      return [];
    }
    const rest = /^<\.\.\. \w+ resumed>(.*)$/.exec(call)?.[1];
    return rest === undefined ? [call] : [`${begun.get(thread) ?? ''}${rest}`];
  });
}

interface Step {
  name: string;
  is(call: string): boolean;
}

/** What has to have happened, one after the other, before anybody is told that a file was taken. */
function stepsOf(all: readonly string[]): Step[] {
  const staged = new RegExp(`^rename.*"([^"]*/staging/[^"]+)".*"[^"]*/${KEY}"`);
  const path = all.map((call) => staged.exec(call)?.[1]).find((found) => found !== undefined) ?? 'never renamed';
  const onFile = (call: string, name: RegExp, where: string): boolean => name.test(call) && call.includes(`<${where}>`);
  const files = join(folder, 'data', 'files');
  const log = join(folder, 'data', 'wenming.db-wal');
  return [
    { name: 'its bytes are written', is: (call) => onFile(call, /^(write|writev|pwrite64)\(/, path) },
    { name: 'the file is on the disk', is: (call) => onFile(call, /^(fsync|fdatasync)\(.*= 0$/, path) },
    { name: 'its new folder is on the disk', is: (call) => onFile(call, /^fsync\(.*= 0$/, files) },
    { name: 'it gets its name', is: (call) => staged.test(call) && call.endsWith('= 0') },
    { name: 'the name is on the disk', is: (call) => onFile(call, /^fsync\(.*= 0$/, join(files, KEY.slice(0, 2))) },
    { name: 'the row is written', is: (call) => onFile(call, /^pwrite64\(/, log) },
    { name: 'the row is on the disk', is: (call) => onFile(call, /^(fsync|fdatasync)\(.*= 0$/, log) },
    { name: 'the person is told', is: (call) => call.includes('<socket:') && call.includes(ANSWER) },
  ];
}

/** The first step that did not happen before somebody was told; undefined when all did. */
function findMissing(all: readonly string[], steps: readonly Step[]): string | undefined {
  const told = all.findIndex((call) => steps.at(-1)!.is(call));
  let at = -1;
  for (const { name, is } of steps) {
    at = all.findIndex((call, index) => index > at && is(call));
    if (at < 0 || at > told) return name;
  }
  return undefined;
}

it('says that a file was taken when it is on the disk under its name, and its row too', () => {
  expect(findMissing(calls, stepsOf(calls))).toBeUndefined();
});

it('would be seen to say so too early', () => {
  const steps = stepsOf(calls);
  // Not the database's own calls, which come again and again.
  for (const { name, is } of steps.slice(0, 5)) {
    const without = calls.filter((call) => !is(call));
    expect(findMissing(without, steps)).toBe(name);
    expect(findMissing([...without, ...calls.filter(is)], steps)).toBe(name);
  }
});
