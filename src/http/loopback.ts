import type { Context } from 'koa';

/**
 * Asked by this machine itself, and meant for it. A proxy on this machine speaks for others, so what it forwards is not; neither
 * is what a foreign web page makes the browser ask (its name in Origin, or a name of its own that it let point here, in Host).
 */
export function isFromThisMachine(ctx: Context): boolean {
  return (
    isLoopbackAddress(ctx.req.socket.remoteAddress) &&
    FORWARDED.every((header) => ctx.get(header) === '') &&
    isLoopbackName(ctx.hostname) &&
    (ctx.get('origin') === '' || ctx.get('origin') === `http://${ctx.host}`)
  );
}

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

function isLoopbackAddress(address = ''): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

function isLoopbackName(name: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(name);
}
