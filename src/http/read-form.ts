import type { IncomingMessage } from 'node:http';
import { Readable, type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import busboy from 'busboy';
import type { Context } from 'koa';
import { watchPace } from './body.ts';
import { liftTimeLimit } from './time-limit.ts';

/** What a form says beside its files, as far as it was read. */
export type FormFields = Readonly<Record<string, string>>;

/**
 * Reads a form with files (multipart/form-data), each handed on while it comes, with the fields that stood before it. Returns all fields. 400 for
 * what is no such form, and whatever `take` throws; the rest is unread then.
 */
export async function readForm(
  ctx: Context,
  take: (name: string, bytes: Readable, fields: FormFields) => Promise<void>,
): Promise<FormFields> {
  if (ctx.get('content-encoding') !== '') ctx.throw(415);
  const form = openForm(ctx);
  const fields: Record<string, string> = {};
  let taken = Promise.resolve();
  form.on('field', (name, value) => {
    fields[name] = value;
  });
  form.on('file', (_, bytes, { filename }) => {
    // A browser sends an empty one where nothing was chosen.
    if (!filename) return bytes.resume();
    // Told by the form, too; one that nobody has begun to read would end the process.
    bytes.on('error', () => {});
    // Not the stream itself: who cannot take it destroys it, and the form would wait for it for ever.
    const apart = Readable.from(bytes.iterator({ destroyOnReturn: false }), { objectMode: false });
    const before = { ...fields };
    // The next file may begin while the last one is still put away.
    taken = taken.then(() => take(filename, apart, before));
    taken.catch((error: Error) => form.destroy(error));
  });
  liftTimeLimit(ctx.req);
  const stopWatching = watchPace(ctx.req);
  try {
    await feed(form, ctx.req);
  } catch (error) {
    form.destroy(error as Error);
    await taken;
    ctx.throw(400);
  } finally {
    stopWatching();
  }
  await taken;
  return fields;
}

/** Not as a pipeline, which destroys the request with the form: what is refused is still answered. */
async function feed(form: Writable, request: IncomingMessage): Promise<void> {
  const read = finished(form);
  read.catch(() => {});
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (form.destroyed) break;
    if (!form.write(chunk)) await Promise.race([new Promise((resolve) => form.once('drain', resolve)), read]);
  }
  form.end();
  await read;
}

function openForm(ctx: Context): busboy.Busboy {
  try {
    return busboy({ headers: ctx.req.headers, defParamCharset: 'utf8', limits: { fields: 20, fieldSize: 4_096 } });
  } catch {
    return ctx.throw(400);
  }
}
