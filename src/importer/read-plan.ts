import { type ChildProcess, fork } from 'node:child_process';
import type { PlanDraft } from '../domain/plan-draft.ts';
import { BARE_ENV } from '../ports/bare-env.ts';
import { ImportRefusal, type ImportRefusalReason } from './import-refusal.ts';
import type { PlanSource, ReadPlanOptions } from './read-plan-here.ts';

export type { PlanSource } from './read-plan-here.ts';

const TIME_LIMIT_MS = 20_000;
const MEMORY_LIMIT_MB = 400;

/** How Node is started to read a table. */
export const READER_ARGUMENTS = [`--max-old-space-size=${MEMORY_LIMIT_MB}`];

export interface ReadPlanRequest {
  source: PlanSource;
  options: ReadPlanOptions;
}

export type ReadPlanAnswer = { draft: PlanDraft } | { refused: ImportRefusalReason } | { failed: string };

/**
 * Reads a 任务分解表 from a Word or Excel file or pasted text; throws ImportRefusal for what cannot be read. It happens in a process of its own
 * with limits of time and memory, so that a hostile file neither stalls the server nor takes it down. (A worker thread does not
 * do: one large allocation past its limit ends the whole process.)
 */
export async function readPlan(source: PlanSource, options: ReadPlanOptions = {}): Promise<PlanDraft> {
  const reader = fork(new URL('./read-plan-process.ts', import.meta.url), [], {
    serialization: 'advanced',
    execArgv: READER_ARGUMENTS,
    env: BARE_ENV,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: TIME_LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  try {
    const answer = await ask(reader, { source, options });
    if ('draft' in answer) return answer.draft;
    if ('refused' in answer) throw new ImportRefusal(answer.refused);
    throw new Error(`reading a plan failed: ${answer.failed}`);
  } finally {
    reader.kill('SIGKILL');
  }
}

function ask(reader: ChildProcess, request: ReadPlanRequest): Promise<ReadPlanAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<ReadPlanAnswer>();
  reader.once('message', (answer) => resolve(answer as ReadPlanAnswer));
  reader.once('exit', (code, signal) => resolve(explainEnd(code, signal)));
  reader.once('error', reject);
  reader.send(request, (error) => error && reject(error));
  return promise;
}

/** It ends without an answer when the time limit kills it or when V8 gives up over memory. */
function explainEnd(code: number | null, signal: NodeJS.Signals | null): ReadPlanAnswer {
  if (signal === 'SIGKILL') return { refused: 'timeout' };
  if (signal === 'SIGABRT' || signal === 'SIGTRAP') return { refused: 'too-large' };
  return { failed: `the reader ended with ${code ?? signal}` };
}
