import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'koa';

/** What stands in `authorization: Bearer …`; empty without. */
export function bearerOf(ctx: Context): string {
  return /^Bearer (.+)$/i.exec(ctx.get('authorization'))?.[1] ?? '';
}

/** Takes equally long whatever was given. */
export function isSameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
