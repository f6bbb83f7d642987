import { join } from 'node:path';
import { Readable } from 'node:stream';
import type Router from '@koa/router';
import type { Context } from 'koa';
import { dayOf } from '../domain/calendar.ts';
import { FileTooLargeError, StoreFullError, WrongPlaceError } from '../ports/file-store.ts';
import type { RenderPage } from '../render/pages.ts';
import type { Deps } from '../usecases/deps.ts';
import { describeUpload, dropUpload } from '../usecases/describe-upload.ts';
import { finishUploadLink } from '../usecases/finish-upload-link.ts';
import { itemView } from '../usecases/item-view.ts';
import { openUploadLink, type LinkRefusal, type OpenedLink } from '../usecases/open-upload-link.ts';
import { beginUpload, receivePiece, type PieceOutcome } from '../usecases/receive-upload.ts';
import { readUploadState } from '../usecases/upload-state.ts';
import { addAssets } from './assets.ts';
import { watchPace } from './body.ts';
import { letGo } from './errors.ts';
import { readNumber } from './query.ts';
import { liftTimeLimit } from './time-limit.ts';
import { CLOSED, SENTENCES } from './upload-answers.ts';
import { holdsLink, keepPrivate, takeLink, tokenOf } from './upload-cookie.ts';
import { addUploadForm } from './upload-form.ts';
import { readAnnouncedFile, readDetails } from './upload-fields.ts';

/**
 * The upload page (上传页) behind a link that 「上传 3」 gave, and what it calls. The page may be read by anybody who has the address, as chats
 * do that show what a link leads to; the first browser that posts has it from then on.
 */
export function addUpload(router: Router, deps: Deps, pagesDir: string, renderPage: RenderPage): void {
  addAssets(router, '/upload/assets', join(pagesDir, 'upload'));
  router.get('/upload/:token', async (ctx) => {
    keepPrivate(ctx);
    const opened = await openUploadLink(deps, tokenOf(ctx));
    if (typeof opened === 'string') {
      const { status, ...notice } = CLOSED[opened];
      return show(ctx, status, renderPage('notice', notice));
    }
    const { files } = holdsLink(ctx, opened) ? await readUploadState(deps, opened) : { files: [] };
    return show(ctx, 200, renderPage('upload', { ...itemView(opened.deliverable), files }));
  });
  addUploadForm(router, deps, renderPage);

  const api = (verb: 'get' | 'post', path: string, run: (ctx: Context, opened: OpenedLink) => Promise<void>): void => {
    router[verb](`/upload/:token/${path}`, async (ctx) => {
      keepPrivate(ctx);
      const opened = await openUploadLink(deps, tokenOf(ctx));
      if (typeof opened === 'string') return refuseLink(ctx, opened);
      if (path !== 'claim' && !holdsLink(ctx, opened)) return refuse(ctx, 403, SENTENCES.otherBrowser);
      await run(ctx, opened);
    });
  };

  api('post', 'claim', async (ctx, opened) => {
    if (!(await takeLink(deps, ctx, opened))) return refuse(ctx, 403, SENTENCES.otherBrowser);
    ctx.body = await readUploadState(deps, opened);
  });

  api('get', 'state', async (ctx, opened) => {
    ctx.body = await readUploadState(deps, opened);
  });

  api('post', 'files', async (ctx, opened) => {
    const begun = await noRoomAs507(ctx, async () => beginUpload(deps, opened, await readAnnouncedFile(ctx, dayOf(deps.clock.now()))));
    if (begun === undefined) return;
    if (begun === 'too-large') return refuse(ctx, 413, SENTENCES.tooLarge(deps.config.evidence.maxUploadMb));
    if (begun === 'too-many') return refuse(ctx, 409, SENTENCES.tooMany);
    ctx.status = 201;
    ctx.body = { id: begun.id };
  });

  api('post', 'files/:id', async (ctx, opened) => {
    if (ctx.get('content-encoding') !== '') ctx.throw(415);
    const at = readNumber(ctx, 'at');
    liftTimeLimit(ctx.req);
    const stopWatching = watchPace(ctx.req);
    try {
      // Not the request itself: the store destroys what it cannot take, and with it the way to say so.
      const bytes = Readable.from(ctx.req.iterator({ destroyOnReturn: false }), { objectMode: false });
      answerPiece(ctx, await receivePiece(deps, opened, ctx.params['id'] ?? '', at, bytes));
    } catch (error) {
      explainPiece(ctx, error);
    } finally {
      stopWatching();
    }
  });

  api('post', 'files/:id/details', async (ctx, opened) => {
    const details = await readDetails(ctx, dayOf(deps.clock.now()));
    if (!(await describeUpload(deps, opened, ctx.params['id'] ?? '', details))) return refuse(ctx, 404, SENTENCES.gone);
    ctx.status = 204;
  });

  api('post', 'files/:id/remove', async (ctx, opened) => {
    if (!(await dropUpload(deps, opened, ctx.params['id'] ?? ''))) return refuse(ctx, 409, SENTENCES.cannotRemove);
    ctx.status = 204;
  });

  api('post', 'done', async (ctx, opened) => {
    const outcome = await finishUploadLink(deps, opened);
    if (outcome !== 'finished') return refuse(ctx, 409, SENTENCES[outcome]);
    ctx.status = 204;
  });
}

function answerPiece(ctx: Context, outcome: PieceOutcome): void {
  if (typeof outcome === 'object') {
    ctx.body = outcome;
    return;
  }
  if (outcome === 'gone') return refuse(ctx, 404, SENTENCES.gone);
  if (outcome === 'busy') {
    ctx.set('retry-after', '5');
    return refuse(ctx, 423, SENTENCES.busy);
  }
  return refuseLink(ctx, outcome);
}

/** What the store cannot take, so that the page can go on from there. */
function explainPiece(ctx: Context, error: unknown): void {
  if (error instanceof WrongPlaceError) return refuse(ctx, 409, SENTENCES.wrongPlace, { received: error.place });
  if (error instanceof FileTooLargeError) return refuse(ctx, 413, SENTENCES.moreThanSaid);
  if (error instanceof StoreFullError) return refuse(ctx, 507, SENTENCES.full);
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return refuse(ctx, 410, SENTENCES.lost);
  if (error instanceof Error && error.name === 'AbortError') return refuse(ctx, 409, SENTENCES.brokenOff);
  throw error;
}

async function noRoomAs507<T>(ctx: Context, run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof StoreFullError) && !(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    refuse(ctx, 507, SENTENCES.full);
    return undefined;
  }
}

function refuseLink(ctx: Context, refusal: LinkRefusal): void {
  const { status, title, text } = CLOSED[refusal];
  refuse(ctx, status, `${title}。${text}`, { closed: true });
}

function refuse(ctx: Context, status: number, error: string, more: object = {}): void {
  ctx.status = status;
  ctx.body = { error, ...more };
  if (!ctx.req.complete) {
    ctx.set('connection', 'close');
    letGo(ctx);
  }
}

function show(ctx: Context, status: number, page: string): void {
  ctx.status = status;
  ctx.type = 'html';
  ctx.body = page;
}
