import { type ChildProcess, fork } from 'node:child_process';
import pLimit from 'p-limit';
import { type FileContents, NOTHING_KNOWN } from '../domain/file-contents.ts';
import type { InspectedFile, Inspector } from '../ports/inspector.ts';
import { kindOf } from './kinds.ts';
import { watchMemory } from './watch-memory.ts';

const AT_ONCE = 2;
const TIME_LIMIT_MS = 10_000;
/** Of its heap; what it holds in all, buffers too, may be this much more. */
const MEMORY_LIMIT_MB = 400;
const BUFFERS_LIMIT_MB = 400;
/** A reader that lives on keeps what a library holds on to. */
const FILES_PER_READER = 100;
const IDLE_MS = 60_000;

/**
 * Reads files in processes of their own with limits of time and memory, at most two at once. One that did well takes the next file;
 * whoever is slow, runs out of memory or dies is replaced, and its file is unread.
 */
export function createInspector(): Inspector {
  const limit = pLimit(AT_ONCE);
  const readers = new Set<Reader>();
  const start = (): Reader => {
    const reader = { process: startReader(), files: 0 };
    readers.add(reader);
    const forget = (): boolean => readers.delete(reader);
    reader.process.on('exit', forget).on('error', forget);
    return reader;
  };
  let idle: Reader[] = [];
  const takeIdle = (): Reader | undefined => {
    idle = idle.filter((reader) => readers.has(reader)); // one may have died meanwhile
    const reader = idle.pop();
    clearTimeout(reader?.end);
    return reader;
  };
  const rest = (reader: Reader): void => {
    reader.end = setTimeout(() => reader.process.kill('SIGKILL'), IDLE_MS).unref();
    idle.push(reader);
  };
  return {
    inspect: (file) => {
      if (kindOf(file.ext) === undefined) return Promise.resolve(NOTHING_KNOWN);
      return limit(async () => {
        const reader = takeIdle() ?? start();
        const found = await ask(reader.process, file);
        if (found.ended || ++reader.files >= FILES_PER_READER) reader.process.kill('SIGKILL');
        else rest(reader);
        return found.contents;
      });
    },
    close() {
      for (const reader of readers) reader.process.kill('SIGKILL');
    },
  };
}

interface Reader {
  process: ChildProcess;
  files: number;
  /** When it has had nothing to do for a while. */
  end?: NodeJS.Timeout;
}

function startReader(): ChildProcess {
  return fork(new URL('./inspect-process.ts', import.meta.url), [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${MEMORY_LIMIT_MB}`],
    env: {}, // what parses strangers' bytes need not know our secrets
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/** `ended`: the reader is of no more use. */
async function ask(reader: ChildProcess, file: InspectedFile): Promise<{ contents: FileContents; ended: boolean }> {
  const { promise, resolve } = Promise.withResolvers<{ contents: FileContents; ended: boolean }>();
  const give = (unread: FileContents['unread']) => resolve({ contents: { ...NOTHING_KNOWN, unread }, ended: true });
  const answered = (contents: unknown) => resolve({ contents: contents as FileContents, ended: false });
  const exited = (_: number | null, signal: NodeJS.Signals | null) =>
    give(signal === 'SIGABRT' || signal === 'SIGTRAP' ? 'too-large' : 'broken');
  const failed = () => give('broken');
  const timer = setTimeout(() => give('too-large'), TIME_LIMIT_MS);
  const unwatch = watchMemory(reader.pid ?? 0, (MEMORY_LIMIT_MB + BUFFERS_LIMIT_MB) * 1024 * 1024, () => give('too-large'));
  reader.once('message', answered).once('exit', exited).once('error', failed);
  reader.send(file, (error) => error && failed());
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    unwatch();
    reader.off('message', answered).off('exit', exited).off('error', failed);
  }
}
