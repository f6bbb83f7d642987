import { type ChildProcess, fork } from 'node:child_process';
import pLimit from 'p-limit';
import { type FileContents, NOTHING_KNOWN } from '../domain/file-contents.ts';
import { BARE_ENV } from '../ports/bare-env.ts';
import type { InspectedFile, Inspector } from '../ports/inspector.ts';
import { hasPicture, kindOf } from './kinds.ts';
import type { Question } from './question.ts';
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
  const put = async (question: Question): Promise<Answer> => {
    const reader = takeIdle() ?? start();
    const answer = await ask(reader.process, question);
    if (answer.ended || ++reader.files >= FILES_PER_READER) reader.process.kill('SIGKILL');
    else rest(reader);
    return answer;
  };
  const draw = (about: 'preview' | 'copy', file: InspectedFile): Promise<Uint8Array | null> =>
    limit(async () => {
      const answer = await put({ about, file });
      return answer.ended ? null : (answer.found as Uint8Array | null);
    });
  return {
    inspect: (file) => {
      if (kindOf(file.ext) === undefined) return Promise.resolve(NOTHING_KNOWN);
      return limit(async () => {
        const answer = await put({ about: 'contents', file });
        return answer.ended ? { ...NOTHING_KNOWN, unread: answer.unread } : (answer.found as FileContents);
      });
    },
    preview: (file) => (hasPicture(file.ext) ? draw('preview', file) : Promise.resolve(null)),
    pictureCopy: (file) => (kindOf(file.ext) === 'picture' ? draw('copy', file) : Promise.resolve(null)),
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
    env: BARE_ENV,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/** `ended`: the reader is of no more use. */
type Answer = { ended: false; found: unknown } | { ended: true; unread: NonNullable<FileContents['unread']> };

async function ask(reader: ChildProcess, question: Question): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const give = (unread: NonNullable<FileContents['unread']>) => resolve({ ended: true, unread });
  const answered = (found: unknown) => resolve({ ended: false, found });
  const exited = (_: number | null, signal: NodeJS.Signals | null) =>
    give(signal === 'SIGABRT' || signal === 'SIGTRAP' ? 'too-large' : 'broken');
  const failed = () => give('broken');
  const timer = setTimeout(() => give('too-large'), TIME_LIMIT_MS);
  const unwatch = watchMemory(reader.pid ?? 0, (MEMORY_LIMIT_MB + BUFFERS_LIMIT_MB) * 1024 * 1024, () => give('too-large'));
  reader.once('message', answered).once('exit', exited).once('error', failed);
  reader.send(question, (error) => error && failed());
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    unwatch();
    reader.off('message', answered).off('exit', exited).off('error', failed);
  }
}
