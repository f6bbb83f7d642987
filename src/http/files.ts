import type Router from '@koa/router';
import type { RenderPage } from '../render/pages.ts';
import type { Deps } from '../usecases/deps.ts';
import { openFileLink, openPreviewLink } from '../usecases/file-links.ts';
import { noteOpened } from '../usecases/note-views.ts';
import { readLink, sendClosed, sendFile, type ClosedLink } from './linked-file.ts';
import { noteInTime } from './note-in-time.ts';

/** What a browser may show by itself: formats that cannot carry a script. Everything else is saved. */
const SHOWN_INLINE: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf'];

const CLOSED = {
  forged: { status: 403, title: '链接打不开', text: '这个链接不完整或被改动过。请回到聊天里，重新点开文件。' },
  expired: { status: 403, title: '链接已过期', text: '文件链接 30 天内有效。请在聊天里再查一次这份材料，会得到新的链接。' },
  gone: { status: 404, title: '文件不在了', text: '这份文件已不在系统里。请向创建办询问。' },
  purged: { status: 410, title: '文件已清除', text: '这份文件已被管理员清除，只留下名称和操作记录。有疑问请联系创建办。' },
} as const satisfies Record<string, ClosedLink>;

/** Evidence (佐证资料), and small pictures of it, behind signed links. */
export function addFiles(router: Router, deps: Deps, renderPage: RenderPage): void {
  router.get('/files/:id', async (ctx) => {
    const [id, link] = [ctx.params['id'] ?? '', readLink(ctx)];
    const file = await openFileLink(deps, id, link);
    if (typeof file === 'string') return sendClosed(ctx, renderPage, CLOSED[file]);
    if (ctx.method === 'GET') await noteInTime(deps, { evidence: id, member: link.to }, noteOpened(deps, id, link.to));
    sendFile(ctx, file, file.mime !== null && SHOWN_INLINE.includes(file.mime) ? 'inline' : 'attachment');
  });
  router.get('/previews/:id', async (ctx) => {
    const picture = await openPreviewLink(deps, ctx.params['id'] ?? '', readLink(ctx));
    if (typeof picture === 'string') return sendClosed(ctx, renderPage, CLOSED[picture]);
    sendFile(ctx, picture, 'inline');
  });
}
