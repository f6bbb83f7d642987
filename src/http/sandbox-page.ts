import { join } from 'node:path';
import type Router from '@koa/router';
import type { Middleware } from 'koa';
import type { RenderPage } from '../render/pages.ts';
import { addAssets } from './assets.ts';

/** The page on which one person plays everybody, with its scripts, its styles and the 示例通知. */
export function addSandboxPage(router: Router, botName: string, pagesDir: string, renderPage: RenderPage, guard: Middleware): void {
  const page = renderPage('sandbox', { botName });

  // Who types only host and port wants to come here.
  router.get('/', (ctx) => ctx.redirect('/sandbox'));
  router.get('/sandbox', guard, (ctx) => {
    // The guard has turned it into a cookie; it need not stand in the address any longer.
    if (ctx.querystring.includes('token=')) return ctx.redirect('/sandbox');
    ctx.set('cache-control', 'no-cache');
    ctx.type = 'html';
    ctx.body = page;
  });
  addAssets(router, '/sandbox/assets', join(pagesDir, 'assets'), guard);
}
