import { create as contentDisposition } from 'content-disposition';
import type { Context } from 'koa';
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

export function sendClosed(ctx: Context, renderPage: RenderPage, { status, title, text }: ClosedLink): void {
  ctx.set('cache-control', 'private, no-store');
  ctx.status = status;
  ctx.type = 'html';
  ctx.body = renderPage('notice', { title, text });
}
