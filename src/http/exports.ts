import type Router from '@koa/router';
import type { RenderPage } from '../render/pages.ts';
import type { Deps } from '../usecases/deps.ts';
import { noteExportOpened, openExportLink } from '../usecases/export-links.ts';
import { readLink, sendClosed, sendPartly, type ClosedLink } from './linked-file.ts';
import { noteInTime } from './note-in-time.ts';

const CLOSED = {
  forged: { status: 403, title: '链接打不开', text: '这个链接不完整或被改动过。请回到聊天里，重新点开下载链接。' },
  expired: { status: 403, title: '链接已过期', text: '下载链接 7 天内有效。请在聊天里再导出一次，会得到新的链接。' },
  gone: { status: 404, title: '文件不在了', text: '这份文件已不再保存，或其中的材料已被清除。请在聊天里再导出一次。' },
  'not-allowed': { status: 403, title: '不能下载', text: '导出的文件只给管理员本人下载。有疑问请联系创建办。' },
} as const satisfies Record<string, ClosedLink>;

/** Papers admins had made (导出) behind signed links. */
export function addExports(router: Router, deps: Deps, renderPage: RenderPage): void {
  router.get('/exports/:id', async (ctx) => {
    const id = ctx.params['id'] ?? '';
    const file = await openExportLink(deps, id, readLink(ctx));
    if (typeof file === 'string') return sendClosed(ctx, renderPage, CLOSED[file]);
    if (ctx.method === 'GET') await noteInTime(deps, { export: id }, noteExportOpened(deps, id));
    sendPartly(ctx, file);
  });
}
