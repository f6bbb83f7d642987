import { isIP } from 'node:net';
import { ChannelError } from '../../../ports/channel.ts';

/**
 * A non-zero `errcode`, HTTP 200 or not (protocol-wecom §4.10). Only the code decides: `errmsg` is free text, and stays out of the
 * error because nobody knows what it repeats; the one thing taken from it is the address a 60020 does not trust.
 */
export function refused(errcode: number, errmsg: string): ChannelError {
  const retryAfterMs = errcode === OVER_LIMIT ? MINUTE_MS : undefined;
  const detail = errcode === ADDRESS_NOT_TRUSTED ? addressIn(errmsg) : undefined;
  return new ChannelError('wecom', String(errcode), `WeCom refused it with errcode ${errcode}`, {
    permanent: !PASSING.has(errcode),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(detail === undefined ? {} : { detail }),
  });
}

/** No answer, or none that can be read: the message may have arrived. `what` names the way it went. */
export function noAnswer(what: string, why: string): ChannelError {
  return new ChannelError('wecom', `${what}:no-answer`, `no answer from WeCom (${why})`, { permanent: false });
}

/** So that certainly nothing was sent. */
export function noConnection(why: string): ChannelError {
  return new ChannelError('wecom', NO_CONNECTION, `no connection to WeCom (${why})`, { permanent: false });
}

export const NO_CONNECTION = 'no-connection';

/**
 * 45009 does not say whether the limit of the minute, the hour or the day was hit: the first time a minute is waited, then an hour,
 * then the rest of the day. `before` is the code of the last try.
 */
export function waitLonger(error: ChannelError, before: string | null | undefined, now: number): ChannelError {
  if (error.code !== String(OVER_LIMIT)) return error;
  const next = before === '45009' ? { code: '45009-hour', retryAfterMs: HOUR_MS } : undefined;
  const last = before?.startsWith('45009-') ? { code: '45009-day', retryAfterMs: untilTomorrow(now) } : undefined;
  const { code, retryAfterMs } = last ?? next ?? { code: error.code, retryAfterMs: MINUTE_MS };
  return new ChannelError('wecom', code, error.message, { permanent: false, retryAfterMs });
}

/** Whether another token may help: it ran out, was made invalid early, or got lost. */
export function isAboutToken(error: unknown): boolean {
  return error instanceof ChannelError && TOKEN.has(Number(error.code));
}

const OVER_LIMIT = 45009;
const ADDRESS_NOT_TRUSTED = 60020;
const TOKEN = new Set([40014, 42001, 41001]);
/** What goes by: busy (-1), data version (6000), too many at once (45033), a limit, and a token that two fresh ones in a row did not mend. */
const PASSING = new Set([-1, 6000, 45033, OVER_LIMIT, ...TOKEN]);

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** The platform's day begins at midnight in China, all year. */
const CHINA_AHEAD_MS = 8 * HOUR_MS;

function untilTomorrow(now: number): number {
  return DAY_MS - ((now + CHINA_AHEAD_MS) % DAY_MS);
}

function addressIn(errmsg: string): string | undefined {
  return errmsg.match(/[0-9a-f.:]+/gi)?.find((word) => isIP(word) !== 0);
}
