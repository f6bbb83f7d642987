import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Router from '@koa/router';
import type { Middleware } from 'koa';
import type { RenderPage } from '../render/pages.ts';

/** The page on which one person plays everybody, with its scripts, its styles and the 示例通知. */
export function addSandboxPage(router: Router, botName: string, pagesDir: string, renderPage: RenderPage, guard: Middleware): void {
  const assets = readAssets(join(pagesDir, 'assets'));
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
  router.get('/sandbox/assets/:name', guard, (ctx) => {
    const asset = assets.get(ctx.params['name'] ?? '');
    if (asset === undefined) return ctx.throw(404);
    ctx.set('cache-control', 'no-cache');
    ctx.etag = asset.etag;
    ctx.type = asset.type;
    ctx.body = asset.bytes;
    ctx.status = ctx.fresh ? 304 : 200;
  });
}

interface Asset {
  bytes: Buffer;
  type: string;
  etag: string;
}

/** All of them, once: nothing a browser asks for is ever looked up on the disk. */
function readAssets(dir: string): ReadonlyMap<string, Asset> {
  return new Map(readdirSync(dir).map((name) => [name, toAsset(name, readFileSync(join(dir, name)))]));
}

function toAsset(name: string, bytes: Buffer): Asset {
  const suffix = name.slice(name.lastIndexOf('.'));
  return { bytes, type: suffix, etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 16) };
}
