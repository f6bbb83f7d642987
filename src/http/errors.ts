import { randomUUID } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import type { Logger } from 'pino';
import { StoreAwayError } from '../ports/file-store.ts';
import type { RenderPage } from '../render/pages.ts';
import { sample } from './sampled-log.ts';

/** What people read when a request cannot be answered. Everything not listed is ours to mend. */
const SENTENCES: Readonly<Record<number, string>> = {
  400: '这个请求写得不对。',
  401: '需要口令才能打开，请用管理员给您的链接。',
  403: '这里不对您开放。',
  404: '没有这个页面，请检查网址。',
  405: '这个网址不能这样用。',
  413: '内容太大，没有收下。请分几次发，或换小一些的文件。',
  415: '不接受压缩过的内容，请原样发送。',
};
const STORE_AWAY = '存放文件的地方暂时连不上，请过几分钟再试。已经收下的都还在。';

/**
 * One answer for everything that goes wrong: a small page for browsers, else JSON `{ "error" }`. When it is our fault it has an id
 * that stands in the log too.
 */
export function answerErrors(log: Logger, renderPage: RenderPage): Middleware {
  const writeError = sample((fields, message) => log.error(fields, message));
  const refuse = (ctx: Context, status: number, sentence = SENTENCES[status] ?? '没有成功，请稍后再试。'): void => {
    ctx.status = status;
    const asPage = ctx.accepts('json', 'html') === 'html';
    if (asPage) ctx.type = 'html';
    ctx.body = asPage ? renderPage('notice', { title: '打不开', text: sentence }) : { error: sentence };
    if (!ctx.req.complete) letGo(ctx);
  };
  return async (ctx, next) => {
    // Node keeps a store of random ids; each asking of its own for randomness costs more than all else here.
    const id = randomUUID().slice(0, 8);
    ctx.set('x-request-id', id);
    try {
      await next();
      if (ctx.status >= 400 && ctx.body == null) refuse(ctx, ctx.status);
    } catch (error) {
      // Nobody is left to answer.
      if (isGone(ctx)) return;
      const status = statusOf(error);
      if (status < 500) return refuse(ctx, status, sentenceOf(error));
      writeError({ request: id, method: ctx.method, path: ctx.path, err: error }, 'a request could not be answered');
      refuse(ctx, status, `${sentenceOf(error) ?? '出了点问题，请稍后再试。'}（编号 ${id}）`);
    }
  };
}

/**
 * The rest of a body nobody wants is read away for a moment, so that an honest client sees the answer before the connection
 * goes; then it goes, however much is still to come.
 */
export function letGo(ctx: Context): void {
  const { socket } = ctx.res;
  ctx.req.resume();
  const timer = setTimeout(() => socket?.destroy(), LINGER_MS);
  ctx.req.once('close', () => clearTimeout(timer));
}

const LINGER_MS = 2_000;

/** A connection that broke leaves no socket behind. */
function isGone({ res: { socket } }: Context): boolean {
  return socket === null || socket.destroyed;
}

function statusOf(error: unknown): number {
  if (error instanceof StoreAwayError) return 503;
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

/** Ours are Chinese and meant for people; those of libraries are not. */
function sentenceOf(error: unknown): string | undefined {
  if (error instanceof StoreAwayError) return STORE_AWAY;
  return error instanceof Error && /\p{Script=Han}/u.test(error.message) ? error.message : undefined;
}

/** A client that went away in the middle, or whose bytes are no HTTP (its raw words would stand in the log), is no news. */
export function isClientsFault(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && (CLIENT_CODES.includes(code) || code.startsWith('HPE_'));
}

const CLIENT_CODES = ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ECONNABORTED'];
