import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { pauseBefore } from '../../../channel-kit/pause.ts';
import type { Shared } from '../../../ports/shared.ts';
import { NotConnectedError, type BotSocket } from './socket.ts';
import { beginTerm, type Term } from './term.ts';
import type { ConnectionTiming } from './timing.ts';

interface LeaderParts {
  /** Unique per bot. */
  name: string;
  shared: Shared;
  timing: ConnectionTiming;
  log: Logger;
  connect(signal: AbortSignal): Promise<BotSocket>;
  /** The socket is there, and stays until it ends or `leave` is called. */
  serve(socket: BotSocket): Promise<() => Promise<void>>;
}

export interface Leader {
  /** Begins to look for the chance to lead, and never gives up. */
  start(): void;
  /** Lets another process lead. */
  stop(): Promise<void>;
}

/**
 * The platform lets one program connect per bot and throws out the older one (protocol-wecom §3.1), so of all processes the holder of a
 * lock connects. Every connection is a new term: whoever loses it lets the lock go, so that another process may have more luck.
 */
export function createLeader({ name, shared, timing, log, connect, serve }: LeaderParts): Leader {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  /** Since the last connection that lasted. */
  let failures = 0;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const pauseMs = await tryToLead().catch((error: unknown) => {
        log.error({ err: error }, 'the long connection to WeCom failed; trying again');
        return timing.lookMs;
      });
      await wait(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  /** Returns the milliseconds until it is worth while to look again. */
  async function tryToLead(): Promise<number> {
    if ((await shared.get(`${name}:rest`)) !== undefined) return timing.lookMs;
    const lock = await shared.lock(name, timing.lockMs);
    if (lock === undefined) return timing.lookMs;
    const term = beginTerm(lock, { lockMs: timing.lockMs, again: () => shared.lock(name, timing.lockMs) });
    try {
      return await lead(term);
    } finally {
      await term.end();
    }
  }

  async function lead(term: Term): Promise<number> {
    let socket: BotSocket;
    try {
      socket = await connect(stopping.signal);
    } catch (error) {
      if (stopping.signal.aborted) return 0;
      if (!(error instanceof NotConnectedError)) throw error;
      const { message, errcode } = error;
      return errcode === undefined || PASSING.has(errcode) ? afterFailure(message) : afterRefusal(errcode);
    }
    const connectedAt = performance.now();
    log.info('connected to WeCom (长连接)');
    const stopServing = await serve(socket);
    const end = await Promise.race([socket.ended, term.lost, aborted(stopping.signal)]);
    await stopServing();
    await socket.close();
    if (performance.now() - connectedAt > timing.heartbeatMs) failures = 0;
    switch (end) {
      case 'stopped':
        return 0;
      case 'lock-lost':
        log.info('another process has taken over the long connection to WeCom');
        return timing.lookMs;
      case 'kicked':
        return afterKick(term);
      case 'lost':
        return afterFailure('the connection broke off');
    }
  }

  /** Whoever holds the lock by now is expected to have connected; somebody without it is not. */
  async function afterKick(term: Term): Promise<number> {
    if (!(await term.isHeld())) return timing.lookMs;
    const kicks = Number((await shared.get(`${name}:kicks`)) ?? 0) + 1;
    const pauseMs = pauseBefore(kicks, timing.kickedMs);
    await shared.set(`${name}:kicks`, String(kicks), 3 * timing.kickedMs[1]);
    const message =
      'another program has connected as this bot (WECOM_BOT_ID), and WeCom lets only one; stop one of the two, or give it a bot of its own';
    if (kicks === 1) log.error({ retryAfterMs: pauseMs }, message);
    return rest('kicked', pauseMs);
  }

  async function afterRefusal(errcode: number): Promise<number> {
    log.error(
      { errcode, retryAfterMs: timing.refusedMs },
      'WeCom refuses the long connection; correct WECOM_BOT_ID and WECOM_BOT_SECRET (管理后台 → 智能机器人 → API 配置 → 使用长连接)',
    );
    return rest('refused', timing.refusedMs);
  }

  function afterFailure(reason: string): number {
    failures += 1;
    const retryAfterMs = pauseBefore(failures, timing.reconnectMs);
    log[failures === 1 ? 'warn' : 'debug']({ reason, retryAfterMs }, 'no connection to WeCom; trying until there is one');
    return retryAfterMs;
  }

  /** For all processes, since the next one would fare no better. */
  async function rest(why: string, pauseMs: number): Promise<number> {
    await shared.set(`${name}:rest`, why, pauseMs);
    return pauseMs;
  }

  return {
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** What says nothing about the secret: busy, too many at once, a limit. */
const PASSING = new Set([-1, 6000, 45009, 45033]);

function aborted(signal: AbortSignal): Promise<'stopped'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('stopped');
    signal.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
}
