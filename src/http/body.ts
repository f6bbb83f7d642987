import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';
import getRawBody from 'raw-body';

/** The body's exact bytes: signatures are over them. 413 past `maxBytes`, 415 when compressed (a small body may hide a huge one). */
export async function readBody(ctx: Context, maxBytes: number): Promise<Buffer> {
  if (ctx.get('content-encoding') !== '') ctx.throw(415);
  const stopWatching = watchPace(ctx.req);
  try {
    return await getRawBody(ctx.req, { length: ctx.request.length ?? null, limit: maxBytes });
  } finally {
    stopWatching();
  }
}

/** Cuts off a sender who drips: large files need time, but something has to come. */
export function watchPace(request: IncomingMessage): () => void {
  let before = request.socket.bytesRead;
  const timer = setInterval(() => {
    // All there, or not read yet: what is done with it may take its time.
    if (request.complete || request.readableLength > 0) return;
    const now = request.socket.bytesRead;
    if (now - before < LEAST_BYTES) request.destroy();
    before = now;
  }, WATCH_EVERY_MS);
  return () => clearInterval(timer);
}

const WATCH_EVERY_MS = 4_000;
const LEAST_BYTES = 1_024;
