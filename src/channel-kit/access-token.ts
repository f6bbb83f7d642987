import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ChannelError, type ChannelName } from '../ports/channel.ts';
import type { Shared } from '../ports/shared.ts';

/** The access_token of a platform's app: one for all processes, fetched by one of them at a time. */
export interface AccessToken {
  /** Throws ChannelError. */
  get(): Promise<string>;
  /** It was not taken. Another one that came meanwhile stays. */
  drop(token: string): Promise<void>;
  /** A fresh one, whatever is kept: is the secret right today? */
  fetch(): Promise<string>;
}

export interface TokenSource {
  channel: ChannelName;
  /** What its token belongs to. */
  app: string;
  secret: string;
  /** Fetches one, and how many seconds the platform says it lives, which may be anything. Throws ChannelError. */
  ask(): Promise<{ token: string; seconds: unknown }>;
  /** Codes of a wrong app or secret: asked again and again, the platform locks our address out. */
  wrong: ReadonlySet<string>;
}

export function createAccessToken({ channel, app, secret, ask, wrong }: TokenSource, shared: Shared): AccessToken {
  const name = `${channel}:token:${app}:${createHash('sha256').update(secret).digest('base64url').slice(0, 16)}`;
  // Beside the shared one, for when that is away.
  let own: { token: string; until: number } | undefined;
  let fetching: Promise<string> | undefined;

  async function find(): Promise<string | undefined> {
    const kept = await shared.get(name);
    return kept ?? (own !== undefined && own.until > performance.now() ? own.token : undefined);
  }

  /** By one process; the others look whether it is there. When none comes they fetch it too: asked twice, the platform gives the same one. */
  async function fetchOnce(): Promise<string> {
    const lock = await shared.lock(name, LOCK_MS);
    try {
      for (let looked = 0; lock === undefined && looked < LOOKS; looked++) {
        const token = await find();
        if (token !== undefined) return token;
        await wait(LOOK_EVERY_MS);
      }
      return (await find()) ?? (await fetchNew());
    } finally {
      await lock?.release();
    }
  }

  async function fetchNew(): Promise<string> {
    const refusal = await shared.get(`${name}:refused`);
    if (refusal !== undefined) throw new ChannelError(channel, refusal, 'the app was refused a moment ago', { permanent: true });
    try {
      return await fetchAndKeep();
    } catch (error) {
      if (error instanceof ChannelError && wrong.has(error.code)) await shared.set(`${name}:refused`, error.code, REFUSED_MS);
      throw error;
    }
  }

  async function fetchAndKeep(): Promise<string> {
    const { token, seconds } = await ask();
    const ms = lifetimeMs(seconds);
    own = { token, until: performance.now() + ms };
    await shared.set(name, token, ms);
    return token;
  }

  return {
    async get() {
      const kept = await find();
      if (kept !== undefined) return kept;
      fetching ??= fetchOnce().finally(() => (fetching = undefined));
      return fetching;
    },
    async drop(token) {
      if (own?.token === token) own = undefined;
      await shared.forget(name, token);
    },
    fetch: fetchAndKeep,
  };
}

/** Five minutes before the platform's time; never nothing, because some answers carry 0 (or a text). */
function lifetimeMs(seconds: unknown): number {
  const said = Number(seconds);
  return Math.max(Number.isFinite(said) ? said - EARLIER_S : 0, SHORTEST_S) * 1000;
}

const EARLIER_S = 300;
const SHORTEST_S = 60;

const REFUSED_MS = 10 * 60_000;

const LOCK_MS = 10_000;
const LOOK_EVERY_MS = 100;
const LOOKS = 10;
