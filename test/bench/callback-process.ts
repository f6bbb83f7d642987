// One server to ask, as a process of its own. `echo`: reads the body and answers. `endpoint`: what the endpoint of the platform does
// with a callback, and forgets it. `accept`: the real server, which writes it down; the jobs it leaves wait for a worker that never comes.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';
import { openBesideServer } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { addWebhooks } from '../../src/http/webhooks.ts';
import { createLogger } from '../../src/log.ts';
import { createInProcessQueue } from '../../src/queue/in-process.ts';

const log = createLogger('error');

async function echo(path: string): Promise<string> {
  const router = new Router();
  router.post(path, async (ctx) => {
    await read(ctx.req);
    ctx.body = 'success';
  });
  return listen(router);
}

/** As little as a server can do with a body. */
async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(request, 'end');
  return Buffer.concat(chunks);
}

async function endpoint(): Promise<string> {
  const { deps } = await openBesideServer(loadConfig(process.env));
  const router = new Router();
  addWebhooks(router, deps, async () => {}, new Map());
  return listen(router);
}

async function listen(router: Router): Promise<string> {
  const handle = new Koa().use(router.routes()).use(router.allowedMethods()).callback();
  const server = createServer((request, response) => void handle(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function accept(): Promise<string> {
  const { deps } = await openBesideServer(loadConfig(process.env));
  return createHttpServer({ ...deps, queue: createInProcessQueue({ log }) }).start();
}

// Also when whoever asks ended in the middle.
process.on('disconnect', () => process.exit());
const [what, path] = process.argv.slice(2) as ['echo' | 'endpoint' | 'accept', string];
const url = await { echo, endpoint, accept }[what](path);
process.send!(url);
