import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context, Middleware } from 'koa';
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
  const cookie = digest(key, token).toString('base64url');
  const isToken = (given: string) => timingSafeEqual(digest(key, given), digest(key, token));
  const isCookie = (given: string) => timingSafeEqual(digest(key, given), digest(key, cookie));
  return async (ctx, next) => {
    const inQuery = new URLSearchParams(ctx.querystring).get('token');
    const known = isToken(bearerOf(ctx)) || (inQuery !== null && isToken(inQuery));
    if (!known && !isCookie(ctx.cookies.get(COOKIE) ?? '')) {
      ctx.set('www-authenticate', 'Bearer');
      ctx.throw(401);
    }
    // Lax: sent when somebody follows a link here, not when another site posts.
    if (inQuery !== null) ctx.cookies.set(COOKIE, cookie, { httpOnly: true, sameSite: 'lax', signed: false });
    await next();
  };
}

const COOKIE = 'wenming-sandbox';

function bearerOf(ctx: Context): string {
  return /^Bearer (.+)$/i.exec(ctx.get('authorization'))?.[1] ?? '';
}

/** Equally long whatever it is of, and useless outside. */
function digest(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify(['sandbox', text]))
    .digest();
}
