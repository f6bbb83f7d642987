import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { NoAnswerError, type Shared } from '../../../ports/shared.ts';
import type { Acknowledgement, BotSocket } from './socket.ts';
import type { ConnectionTiming } from './timing.ts';
import { noAnswer, noConnection, refused } from '../api/errors.ts';

interface RequestParts {
  /** Unique per bot: what the process that is connected serves. */
  name: string;
  shared: Shared;
  timing: ConnectionTiming;
  /** This process's own connection, if it is the one that is connected. */
  socket(): BotSocket | undefined;
}

/** One command to the platform, and the body of its answer. Throws ChannelError; `what` names the way in a `…:no-answer`. */
export type SendRequest = (what: 'connection' | 'upload', cmd: string, reqId: string, body: object) => Promise<unknown>;

/** Through the bot's one connection, whichever process has it. */
export function createRequests({ name, shared, timing, socket }: RequestParts): SendRequest {
  async function tryOnce(cmd: string, reqId: string, body: object): Promise<Acknowledgement> {
    const own = socket();
    if (own !== undefined) return own.request(cmd, reqId, body);
    try {
      const answer = await shared.ask(name, { cmd, reqId, body } satisfies Question, timing.answerMs + PASSING_ON_MS);
      return answer === undefined ? { missing: 'connection' } : ANSWER.parse(answer);
    } catch (error) {
      if (error instanceof NoAnswerError) return { missing: 'answer' };
      throw error;
    }
  }

  return async (what, cmd, reqId, body) => {
    for (let tries = 1; ; tries++) {
      const answer = await tryOnce(cmd, reqId, body);
      if ('missing' in answer)
        throw answer.missing === 'connection' ? noConnection('no process has one') : noAnswer(what, 'it was not acknowledged');
      if (answer.errcode === 0) return answer.body;
      if (!BUSY.has(answer.errcode) || tries === MAX_TRIES) throw refused(answer.errcode, '');
      await wait(timing.busyMs * tries);
    }
  };
}

/** What the process that is connected does for the others. */
export function serveRequests({ name, shared }: Pick<RequestParts, 'name' | 'shared'>, socket: BotSocket): Promise<() => Promise<void>> {
  return shared.serve(name, async (data) => {
    if (data === null) return null;
    const { cmd, reqId, body } = QUESTION.parse(data);
    return socket.request(cmd, reqId, body);
  });
}

/** Whether a process is connected and hears this one. */
export async function isServed({ name, shared }: Pick<RequestParts, 'name' | 'shared'>): Promise<boolean> {
  return (await shared.ask(name, null, PASSING_ON_MS).catch(() => undefined)) === null;
}

const QUESTION = z.object({ cmd: z.string(), reqId: z.string(), body: z.record(z.string(), z.unknown()) });
type Question = Omit<z.infer<typeof QUESTION>, 'body'> & { body: object };

const ANSWER = z.union([
  z.object({ errcode: z.number(), body: z.unknown().optional() }),
  z.object({ missing: z.enum(['connection', 'answer']) }),
]);

/** Two at once in one conversation: the same again a little later is taken (protocol-wecom §3.5). */
const BUSY = new Set([6000, 45033]);
const MAX_TRIES = 4;
/** From process to process and back. */
const PASSING_ON_MS = 2_000;
