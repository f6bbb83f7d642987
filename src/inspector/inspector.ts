import { type ChildProcess, fork } from 'node:child_process';
import pLimit from 'p-limit';
import { type FileContents, NOTHING_KNOWN } from '../domain/file-contents.ts';
import type { InspectedFile, Inspector } from '../ports/inspector.ts';
import { kindOf } from './kinds.ts';

const AT_ONCE = 2;
const TIME_LIMIT_MS = 10_000;
const MEMORY_LIMIT_MB = 400;
/** A reader that lives on keeps what a library holds on to. */
const FILES_PER_READER = 100;

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
    reader.process.once('exit', () => readers.delete(reader));
    return reader;
  };
  let idle: Reader[] = [];
  const takeIdle = (): Reader | undefined => {
    idle = idle.filter((reader) => readers.has(reader)); // one may have died meanwhile
    return idle.pop();
  };
  return {
    inspect: (file) => {
      if (kindOf(file.ext) === undefined) return Promise.resolve(NOTHING_KNOWN);
      return limit(async () => {
        const reader = takeIdle() ?? start();
        const found = await ask(reader.process, file);
        if (found.ended || ++reader.files >= FILES_PER_READER) reader.process.kill('SIGKILL');
        else idle.push(reader);
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
  reader.once('message', answered).once('exit', exited).once('error', failed);
  reader.send(file, (error) => error && failed());
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    reader.off('message', answered).off('exit', exited).off('error', failed);
  }
}
