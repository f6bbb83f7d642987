import type { Context } from 'koa';
import { claimUploadLink, isClaimedBy } from '../usecases/claim-upload-link.ts';
import type { Deps } from '../usecases/deps.ts';
import type { OpenedLink } from '../usecases/open-upload-link.ts';

const COOKIE = 'upload';

export function tokenOf(ctx: Context): string {
  return ctx.params['token'] ?? '';
}

/** Whether this browser is the one the link is bound to. */
export function holdsLink(ctx: Context, opened: OpenedLink): boolean {
  return isClaimedBy(opened, ctx.cookies.get(COOKIE));
}

/**
 * Binds the link to this browser, unless it is already; false when another was first. The cookie is strict: no other site's page may send
 * anything here in the sender's name.
 */
export async function takeLink(deps: Deps, ctx: Context, opened: OpenedLink): Promise<boolean> {
  if (holdsLink(ctx, opened)) return true;
  const secret = await claimUploadLink(deps, opened);
  if (secret === undefined) return false;
  const path = `/upload/${tokenOf(ctx)}`;
  ctx.cookies.set(COOKIE, secret, { httpOnly: true, sameSite: 'strict', path, signed: false, expires: new Date(opened.link.expiresAt) });
  return true;
}

/** Its address is a secret. */
export function keepPrivate(ctx: Context): void {
  ctx.set('cache-control', 'private, no-store');
}
