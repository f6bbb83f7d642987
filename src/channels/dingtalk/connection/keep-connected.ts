import { setTimeout as wait } from 'node:timers/promises';
import type { Level, Logger } from 'pino';
import { pauseBefore } from '../../../channel-kit/pause.ts';
import { ChannelError } from '../../../ports/channel.ts';
import { isWrongCredentials } from '../api/app-token.ts';
import type { StreamSocket } from './socket.ts';
import type { StreamTiming } from './timing.ts';

interface KeeperParts {
  timing: StreamTiming;
  log: Logger;
  /** Throws ChannelError. */
  connect(signal: AbortSignal): Promise<StreamSocket>;
}

export interface Keeper {
  /** Begins to connect, and never gives up. */
  start(): void;
  /** Closes what is open, and opens nothing any more. */
  stop(): Promise<void>;
}

/**
 * Keeps one connection, whatever becomes of it, and never tries for two at once. One that is about to end is replaced at once and only
 * then closed, since what is said while there is none is lost.
 */
export function createKeeper({ timing, log, connect }: KeeperParts): Keeper {
  const stopping = new AbortController();
  const sockets = new Set<StreamSocket>();
  let running: Promise<void> | undefined;
  /** Since the last connection that lasted. */
  let failures = 0;
  /** What people were told of since then: once, and not at every try. */
  const told = new Set<string>();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const pauseMs = await connectAndServe();
      await wait(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  /** Returns when another connection is needed, with the milliseconds to wait before. */
  async function connectAndServe(): Promise<number> {
    let socket: StreamSocket;
    try {
      socket = await connect(stopping.signal);
    } catch (error) {
      return stopping.signal.aborted ? 0 : afterFailure(error);
    }
    const connectedAt = performance.now();
    log[sockets.size === 0 ? 'info' : 'debug']('connected to DingTalk (Stream 模式)');
    replaceBy(socket);
    if (stopping.signal.aborted) return 0;
    const end = await socket.over;
    if (stopping.signal.aborted) return 0;
    if (performance.now() - connectedAt > timing.pingMs) {
      failures = 0;
      told.clear();
    }
    return end === 'expiring' ? afterExpiry() : afterFailure(new ChannelError('dingtalk', 'lost', 'the connection broke off', PASSING));
  }

  function replaceBy(socket: StreamSocket): void {
    for (const old of sockets) void old.close();
    sockets.add(socket);
    void socket.closed.then(() => sockets.delete(socket));
  }

  /** At once, unless those before it did not last either. */
  function afterExpiry(): number {
    failures += 1;
    return failures === 1 ? 0 : pauseBefore(failures - 1, timing.reconnectMs);
  }

  function afterFailure(error: unknown): number {
    failures += 1;
    const pauseMs = pauseBefore(failures, timing.reconnectMs);
    if (!(error instanceof ChannelError)) {
      log.error({ err: error }, 'connecting to DingTalk failed; trying again');
      return pauseMs;
    }
    const { code, detail, permanent, message: reason, retryAfterMs = 0 } = error;
    if (!permanent) {
      const longer = Math.max(pauseMs, retryAfterMs);
      log[level(code, 'warn')]({ reason, retryAfterMs: longer }, 'no connection to DingTalk; trying until there is one');
      return longer;
    }
    const about = { code, detail, retryAfterMs: timing.refusedMs };
    log[level(code, 'error')](about, isWrongCredentials(error) ? WRONG_CREDENTIALS : 'DingTalk refuses the connection (Stream 模式)');
    return timing.refusedMs;
  }

  function level(what: string, first: Level): Level {
    if (told.has(what)) return 'debug';
    told.add(what);
    return first;
  }

  return {
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      await Promise.all([...sockets].map((socket) => socket.close()));
      await running;
      // The one that came just then.
      await Promise.all([...sockets].map((socket) => socket.close()));
    },
  };
}

const PASSING = { permanent: false };

const WRONG_CREDENTIALS =
  'DingTalk refuses the connection; correct DINGTALK_APP_KEY and DINGTALK_APP_SECRET (开放平台 → 应用开发 → the app → 凭证与基础信息), and set its 机器人 to Stream 模式';
