import type Router from '@koa/router';
import type { Context } from 'koa';
import type { RenderPage } from '../render/pages.ts';
import type { Deps } from '../usecases/deps.ts';
import { itemView } from '../usecases/item-view.ts';
import { openUploadLink, type LinkRefusal } from '../usecases/open-upload-link.ts';

/** The upload page (上传页) behind a link that 「上传 3」 gave. */
export function addUpload(router: Router, deps: Deps, renderPage: RenderPage): void {
  router.get('/upload/:token', async (ctx) => {
    keepPrivate(ctx);
    const opened = await openUploadLink(deps, ctx.params['token'] ?? '');
    if (typeof opened === 'string') return refuse(ctx, renderPage, opened);
    ctx.type = 'html';
    ctx.body = renderPage('upload', itemView(opened.deliverable));
  });
}

const CLOSED: Readonly<Record<LinkRefusal, { status: number; title: string; text: string }>> = {
  unknown: {
    status: 404,
    title: '链接打不开',
    text: '没有这个上传链接，或它不完整。请回到聊天里，发「上传 项号」要一个新的，例如「上传 3」。',
  },
  expired: { status: 410, title: '链接已过期', text: '请回到聊天里，发「上传 项号」要一个新的链接。已经传完的文件都还在。' },
  used: { status: 410, title: '已经交完', text: '这一份已经点过「完成」。还要补充，请回到聊天里，发「上传 项号」要一个新的链接。' },
  revoked: { status: 410, title: '链接已失效', text: '这个链接已经取消，或已换成新的。请用聊天里最新的链接，或发「上传 项号」再要一个。' },
  'not-yours': { status: 403, title: '链接打不开', text: '您现在不能替这个部门交材料。有疑问请联系创建办。' },
  finished: { status: 410, title: '不用再交', text: '这一项已经通过，或已不用交。还有哪些要交，请在聊天里发「我的任务」。' },
  'year-closed': { status: 410, title: '年度已经关闭', text: '这个年度已经关闭，只能查看。有疑问请联系创建办。' },
};

function refuse(ctx: Context, renderPage: RenderPage, refusal: LinkRefusal): void {
  const { status, ...notice } = CLOSED[refusal];
  ctx.status = status;
  ctx.type = 'html';
  ctx.body = renderPage('notice', notice);
}

/** Its address is a secret. */
function keepPrivate(ctx: Context): void {
  ctx.set('cache-control', 'private, no-store');
}
