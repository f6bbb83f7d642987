import { isIP } from 'node:net';
import { ChannelError } from '../../../ports/channel.ts';
import type { Answer } from './answer.ts';

/** No answer, or none that can be read: the message may have arrived. `what` names the way it went. */
export function noAnswer(what: string, why: string): ChannelError {
  return new ChannelError('dingtalk', `${what}:no-answer`, `no answer from DingTalk (${why})`, { permanent: false });
}

/** So that certainly nothing was sent. */
export function noConnection(why: string): ChannelError {
  return new ChannelError('dingtalk', NO_CONNECTION, `no connection to DingTalk (${why})`, { permanent: false });
}

export const NO_CONNECTION = 'no-connection';

/**
 * What api.dingtalk.com says with an HTTP error (protocol-dingtalk §3.5). Only its code decides: `message` is free text, and nobody knows
 * what it repeats. A gateway that waited in vain may have passed the call on.
 */
export function refusedByCode(what: string, status: number, { code, accessdenieddetail: denied }: Answer): ChannelError {
  if (status >= 500) return noAnswer(what, `HTTP ${status}`);
  if (status === 401 || typeof code !== 'string' || !/^[\w.-]{1,100}$/.test(code)) return refused(`http-${status}`, passingStatus(status));
  if (THROTTLED.test(code)) return refused(code, { permanent: false, retryAfterMs: soon() });
  return refused(code, code.endsWith('AccessTokenPermissionDenied') ? { detail: scopesOf(denied) } : {});
}

/** A non-zero `errcode`, which oapi.dingtalk.com says with HTTP 200 (§3.4–3.5). */
export function refusedByErrcode(what: string, { errcode, errmsg, sub_code: subCode, sub_msg: subMsg }: Answer): ChannelError {
  const code = Number(errcode);
  const words = typeof errmsg === 'string' ? errmsg : '';
  if (code === 15 || (code === 88 && !isSaid(subCode))) return noAnswer(what, `errcode ${code}`);
  if (code === 88) return refusedBySubCode(String(subCode), typeof subMsg === 'string' ? subMsg : '');
  if (code === 310000) return wrongSetUp(words);
  const isFrequency = code === 300001 && /frequency|频率|频繁/i.test(words);
  if (TOO_FAST.has(code) || isFrequency)
    return refused(String(code), { permanent: false, retryAfterMs: MINUTE_MS + Math.random() * MINUTE_MS });
  if (BUSY_GATEWAY.has(code)) return refused(String(code), { permanent: false, retryAfterMs: soon() });
  return refused(String(code), { permanent: code !== -1 });
}

/** The gateway shut our address out, for so many seconds; nothing was taken. */
export function shutOut(seconds: unknown): ChannelError {
  const said = Number(seconds);
  const retryAfterMs = Math.max(Number.isFinite(said) ? said * 1000 : 0, BAN_MS);
  return refused('shut-out', { permanent: false, retryAfterMs });
}

/** Whether another token may help: it ran out, or was made invalid early. */
export function isAboutToken(error: unknown): error is ChannelError {
  return error instanceof ChannelError && /^(?:40014|42001|http-401|invalid_?(?:authentication|access_?token).*)$/i.test(error.code);
}

function refused(code: string, options: { permanent?: boolean; retryAfterMs?: number; detail?: string | undefined }): ChannelError {
  const { permanent = true, retryAfterMs, detail } = options;
  return new ChannelError('dingtalk', code, `DingTalk refused it (${code})`, {
    permanent,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(detail === undefined ? {} : { detail }),
  });
}

function refusedBySubCode(subCode: string, subMsg: string): ChannelError {
  const code = /^[\w.-]{1,100}$/.test(subCode) ? subCode : '88';
  return refused(code, { detail: /\[([\w.,\s-]{1,200})\]/.exec(subMsg)?.[1] });
}

/** 自定义机器人: what of its 安全设置 does not let the message in. */
function wrongSetUp(errmsg: string): ChannelError {
  if (/sign|签名/i.test(errmsg)) return refused('310000-sign', {});
  if (/keyword|关键词/i.test(errmsg)) return refused('310000-keywords', {});
  if (/whitelist|白名单|\bip\b/i.test(errmsg)) return refused('310000-ip', { detail: addressIn(errmsg) });
  return refused(/timestamp|时间戳/i.test(errmsg) ? '310000-timestamp' : '310000', {});
}

function passingStatus(status: number): { permanent?: boolean; retryAfterMs?: number } {
  return status === 408 || status === 429 ? { permanent: false, retryAfterMs: soon() } : {};
}

/** Turned away by the gateway, so it was not done; not all at once the next time. */
function soon(): number {
  return 1_000 + Math.random() * 4_000;
}

function isSaid(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

function scopesOf(denied: unknown): string | undefined {
  const scopes: unknown = typeof denied === 'object' && denied !== null && 'requiredScopes' in denied ? denied.requiredScopes : undefined;
  const named = Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string' && /^[\w.:-]{1,100}$/.test(scope)) : [];
  return named.length === 0 ? undefined : named.join(', ');
}

function addressIn(errmsg: string): string | undefined {
  return errmsg.match(/[0-9a-f.:]+/gi)?.find((word) => isIP(word) !== 0);
}

const THROTTLED = /QpsLimitFor|^(?:send\.too\.fast|too\.many\.(?:group|people)|send\.byToken\.tooFast)$/;
const BUSY_GATEWAY = new Set([90002, 90018, 90019]);
/** Of one robot; it lasts up to ten minutes. */
const TOO_FAST = new Set([130101, 410100]);

const MINUTE_MS = 60_000;
const BAN_MS = 5 * MINUTE_MS;
