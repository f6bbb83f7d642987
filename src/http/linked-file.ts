import { create as contentDisposition } from 'content-disposition';
import type { Context } from 'koa';
import { parse } from 'range-parser';
import type { Readable } from 'node:stream';
import type { RenderPage } from '../render/pages.ts';
import type { SignedLink } from '../usecases/signed-links.ts';

/** A file as a browser gets it. */
interface SentFile {
  name: string;
  mime: string | null;
  size: number;
  bytes: Readable;
}

/** A page that says why a link stays closed, and what to do. */
export interface ClosedLink {
  status: number;
  title: string;
  text: string;
}

export function readLink(ctx: Context): SignedLink {
  const query = new URLSearchParams(ctx.querystring);
  return { to: query.get('to') ?? '', until: query.get('until') ?? '', sign: query.get('sign') ?? '' };
}

/** Nothing behind a link is kept on the way. */
export function sendFile(ctx: Context, { name, mime, size, bytes }: SentFile, type: 'inline' | 'attachment'): void {
  ctx.set('cache-control', 'private, no-store');
  ctx.type = mime ?? 'application/octet-stream';
  ctx.length = size;
  ctx.set('content-disposition', contentDisposition(name, { type }));
  ctx.body = bytes;
}

/** As range-parser says it: well-formed, but behind the end. */
const UNSATISFIABLE = 2;

/** A file that may be large: whoever broke off goes on where he was (断点续传). */
interface LargeFile {
  name: string;
  size: number;
  /** Changes when the bytes do: parts of two versions make no file. */
  version: string;
  read(from: number, to: number): Readable;
}

/** As a download, all of it or the one part that is asked for. Several parts at once nobody asks for: all of it then. */
export function sendPartly(ctx: Context, { name, size, version, read }: LargeFile): void {
  const tag = `"${version}"`;
  ctx.set('accept-ranges', 'bytes');
  ctx.set('etag', tag);
  const [range, condition] = [ctx.get('range'), ctx.get('if-range')];
  const asked = range !== '' && ['', tag].includes(condition) ? parse(size, range) : undefined;
  if (asked?.type === 'bytes' && asked.code === UNSATISFIABLE) {
    ctx.status = 416;
    ctx.set('content-range', `bytes */${size}`);
    return;
  }
  const part = asked?.type === 'bytes' && asked.ranges.length === 1 ? asked.ranges[0] : undefined;
  const [from, to] = part === undefined ? [0, size] : [part.start, part.end + 1];
  sendFile(ctx, { name, mime: null, size: to - from, bytes: read(from, to) }, 'attachment');
  if (part === undefined) return;
  ctx.status = 206;
  ctx.set('content-range', `bytes ${part.start}-${part.end}/${size}`);
}

export function sendClosed(ctx: Context, renderPage: RenderPage, { status, title, text }: ClosedLink): void {
  ctx.set('cache-control', 'private, no-store');
  ctx.status = status;
  ctx.type = 'html';
  ctx.body = renderPage('notice', { title, text });
}
