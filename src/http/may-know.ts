import type { Context } from 'koa';
import { bearerOf, isSameSecret } from './bearer.ts';
import { isFromThisMachine } from './loopback.ts';

/** What is inside is told to this machine, and to whoever knows METRICS_TOKEN. */
export function mayKnow(ctx: Context, metricsToken: string | undefined): boolean {
  return isFromThisMachine(ctx) || (metricsToken !== undefined && isSameSecret(bearerOf(ctx), metricsToken));
}
