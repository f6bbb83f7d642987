import { createHmac } from 'node:crypto';
import type { Middleware } from 'koa';
import { bearerOf, isSameSecret } from './bearer.ts';
import { isFromThisMachine } from './loopback.ts';

/**
 * In the sandbox anybody may speak for anybody, so it answers this machine only, or whoever knows SANDBOX_TOKEN: as
 * `authorization: Bearer`, as `?token=`, or as the cookie that the page is given in exchange.
 */
export function guardSandbox(token: string | undefined, key: Buffer): Middleware {
  if (token === undefined) {
    return async (ctx, next) => {
      if (!isFromThisMachine(ctx)) ctx.throw(403, '演示环境只对本机开放。要从别的电脑访问，请设置 SANDBOX_TOKEN。');
      await next();
    };
  }
  const cookie = cookieFor(key, token);
  return async (ctx, next) => {
    const inQuery = new URLSearchParams(ctx.querystring).get('token');
    const known = isSameSecret(bearerOf(ctx), token) || (inQuery !== null && isSameSecret(inQuery, token));
    if (!known && !isSameSecret(ctx.cookies.get(COOKIE) ?? '', cookie)) {
      ctx.set('www-authenticate', 'Bearer');
      ctx.throw(401);
    }
    // Lax: sent when somebody follows a link here, not when another site posts.
    if (inQuery !== null) ctx.cookies.set(COOKIE, cookie, { httpOnly: true, sameSite: 'lax', signed: false });
    await next();
  };
}

const COOKIE = 'wenming-sandbox';

/** Opens the sandbox, and tells nothing of the token. */
function cookieFor(key: Buffer, token: string): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(['sandbox', token]))
    .digest('base64url');
}
