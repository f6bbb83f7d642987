import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Router from '@koa/router';
import type { Middleware } from 'koa';

/** The files of one folder under `path`: all of them read once, nothing a browser asks for is ever looked up on the disk. */
export function addAssets(router: Router, path: string, dir: string, ...before: Middleware[]): void {
  const assets = new Map(readdirSync(dir).map((name) => [name, toAsset(name, readFileSync(join(dir, name)))]));
  router.get(`${path}/:name`, ...before, (ctx) => {
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

function toAsset(name: string, bytes: Buffer): Asset {
  const suffix = name.slice(name.lastIndexOf('.'));
  return { bytes, type: suffix, etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 16) };
}
