import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { ChannelRequest } from '../../../ports/channel.ts';

/** Undefined when the platform signed a request within the hour, else why it is not taken, for the log. `now` is real time. */
export type CheckSign = (headers: ChannelRequest['headers'], now: Date) => string | undefined;

/**
 * DingTalk signs what it delivers by HTTP with the app's secret (protocol-dingtalk §1.2). Only the moment is signed, not the body: who
 * once saw a pair of headers can say anything with it for an hour.
 */
export function createCheckSign(appSecret: string): CheckSign {
  const key = createSecretKey(appSecret, 'utf8');
  return ({ timestamp, sign }, now) => {
    if (timestamp === undefined || sign === undefined) return 'it is not signed';
    if (!isRecent(timestamp, now)) return 'the timestamp is more than an hour off';
    const expected = createHmac('sha256', key).update(`${timestamp}\n${appSecret}`).digest();
    const given = Buffer.from(sign, 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected) ? undefined : 'the signature does not match';
  };
}

const MOST_SKEW_MS = 60 * 60_000;

function isRecent(timestamp: string, now: Date): boolean {
  return /^\d{1,15}$/.test(timestamp) && Math.abs(now.getTime() - Number(timestamp)) <= MOST_SKEW_MS;
}
