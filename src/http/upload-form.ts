import type Router from '@koa/router';
import type { Context } from 'koa';
import { dayOf } from '../domain/calendar.ts';
import { FileTooLargeError, StoreFullError } from '../ports/file-store.ts';
import type { RenderPage } from '../render/pages.ts';
import type { Deps } from '../usecases/deps.ts';
import { finishUploadLink } from '../usecases/finish-upload-link.ts';
import { openUploadLink, type OpenedLink } from '../usecases/open-upload-link.ts';
import { receiveWhole } from '../usecases/receive-upload.ts';
import { letGo } from './errors.ts';
import { readForm } from './read-form.ts';
import { CLOSED, SENTENCES } from './upload-answers.ts';
import { keepPrivate, takeLink, tokenOf } from './upload-cookie.ts';
import { readFormFields, WrongFieldsError } from './upload-fields.ts';

/** A page that says how it went. */
interface Notice {
  status: number;
  title: string;
  text: string;
}

/** The upload page of a browser without scripts: a form with files, 「上传」 or 「上传并完成」. */
export function addUploadForm(router: Router, deps: Deps, renderPage: RenderPage): void {
  router.post('/upload/:token', async (ctx) => {
    keepPrivate(ctx);
    const notice = await takeForm(deps, ctx);
    // The page shows what is there by now, and a reload sends nothing again.
    if (notice === undefined) {
      ctx.status = 303;
      return ctx.redirect(`/upload/${tokenOf(ctx)}`);
    }
    const { status, ...words } = notice;
    ctx.status = status;
    ctx.type = 'html';
    ctx.body = renderPage('notice', words);
    if (!ctx.req.complete) letGo(ctx);
  });
}

/** Undefined: the files were taken, and there may be more. */
async function takeForm(deps: Deps, ctx: Context): Promise<Notice | undefined> {
  const opened = await openUploadLink(deps, tokenOf(ctx));
  if (typeof opened === 'string') return CLOSED[opened];
  if (!(await takeLink(deps, ctx, opened))) return { status: 403, title: '链接打不开', text: SENTENCES.otherBrowser };
  try {
    const { then } = await takeFiles(deps, ctx, opened);
    return then === 'done' ? await finish(deps, opened) : undefined;
  } catch (error) {
    if (error instanceof RefusedError) return error.notice;
    if (error instanceof WrongFieldsError) return notTaken(400, `${error.message}请返回改正，文件要重新选。`);
    if (error instanceof FileTooLargeError) return notTaken(413, SENTENCES.tooLarge(deps.config.evidence.maxUploadMb));
    if (error instanceof StoreFullError) return notTaken(507, SENTENCES.fullForm);
    throw error;
  }
}

function takeFiles(deps: Deps, ctx: Context, opened: OpenedLink): Promise<Readonly<Record<string, string>>> {
  return readForm(ctx, async (name, bytes, fields) => {
    const outcome = await receiveWhole(deps, opened, readFormFields({ ...fields, name }, dayOf(deps.clock.now())), bytes);
    if (outcome === 'too-many') throw new RefusedError(notTaken(409, SENTENCES.tooMany));
    if (outcome === 'gone' || outcome === 'busy') throw new RefusedError(notTaken(409, SENTENCES.gone));
    if (typeof outcome === 'string') throw new RefusedError(CLOSED[outcome]);
  });
}

/** The form is read no further. */
class RefusedError extends Error {
  override name = 'RefusedError';
  readonly notice: Notice;

  constructor(notice: Notice) {
    super(notice.title);
    this.notice = notice;
  }
}

function notTaken(status: number, text: string): Notice {
  return { status, title: '没有收下', text };
}

async function finish(deps: Deps, opened: OpenedLink): Promise<Notice> {
  const outcome = await finishUploadLink(deps, opened);
  if (outcome === 'finished') return { status: 200, title: '已交完', text: '收到几份、归到哪里，会在聊天里告诉您。这个网页可以关了。' };
  return { status: 409, title: '还没有完成', text: SENTENCES[outcome] };
}
