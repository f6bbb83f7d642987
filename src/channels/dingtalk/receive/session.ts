import { textAt, valueAt } from '../../../channel-kit/payload.ts';
import { isAllowedHost } from '../../../guarded/allowed-host.ts';
import type { Locator } from '../send/locator.ts';

/**
 * The address that came with a message, to answer it at (sessionWebhook, §1.3): undefined unless it is one of the platform's, or of a
 * host the operator listed. Nothing vouches for the body it came in.
 */
export function readSession(payload: unknown, mediaHosts: readonly string[]): Locator | undefined {
  const address = textAt(payload, 'sessionWebhook');
  const until = untilOf(payload);
  if (until === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isOurs = isAllowedHost(url, HOSTS, mediaHosts) && url.username === '' && url.password === '';
  return isOurs ? { via: 'session', url: address, until: new Date(until).toISOString() } : undefined;
}

const HOSTS = ['oapi.dingtalk.com', 'api.dingtalk.com'];

function untilOf(payload: unknown): number | undefined {
  const created = readInstant(valueAt(payload, 'createAt'));
  return readInstant(valueAt(payload, 'sessionWebhookExpiredTime')) ?? (created && created + OPEN_FOR_MS);
}

const OPEN_FOR_MS = 90 * 60_000;

/** Milliseconds, which come as a number or as its digits; undefined for what is none of this age. */
export function readInstant(value: unknown): number | undefined {
  const ms = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof ms === 'number' && ms > 0 && ms < LAST_MS ? ms : undefined;
}

const LAST_MS = Date.parse('9999-01-01T00:00:00Z');
