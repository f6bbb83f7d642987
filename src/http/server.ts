import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import Router from '@koa/router';
import Koa from 'koa';
import helmet from 'koa-helmet';
import type { Middleware } from 'koa';
import { ConfigError } from '../domain/errors.ts';
import type { ChannelName } from '../ports/channel.ts';
import { canTravel } from '../ports/clock.ts';
import { createPageRenderer, type RenderPage } from '../render/pages.ts';
import { acceptMessages } from '../usecases/accept-messages.ts';
import type { Deps } from '../usecases/deps.ts';
import { answerErrors, isClientsFault } from './errors.ts';
import { addExports } from './exports.ts';
import { addFiles } from './files.ts';
import { addHealth } from './health.ts';
import { addMetrics } from './metrics.ts';
import { addSandboxApi } from './sandbox.ts';
import { guardSandbox } from './sandbox-guard.ts';
import { addSandboxPage } from './sandbox-page.ts';
import { limitTime } from './time-limit.ts';
import { addUpload } from './upload.ts';
import { addWebhooks } from './webhooks.ts';

/** The HTTP face of the use cases. */
export interface HttpServer {
  /** Returns the address it listens on, as a person would open it. */
  start(): Promise<string>;
  /** No new connections; what is being answered is answered, for a few seconds at most. */
  stop(): Promise<void>;
}

/** Against clients that open connections and say nothing, or say it slowly. The time of a whole request is limited for each, a body's pace watched where it is read. */
const TIME_OUTS = { headersTimeout: 3_000, requestTimeout: 0, keepAliveTimeout: 5_000, connectionsCheckingInterval: 500 };
/** Of the ten seconds for an ordered stop; the jobs have the rest. */
const STOP_WITHIN_MS = 3_000;

export function createHttpServer(deps: Deps): HttpServer {
  let stopping = false;
  const app = new Koa();
  app.on('error', (error: unknown) => {
    if (!isClientsFault(error)) deps.log.error({ err: error }, 'an answer broke off');
  });
  const pagesDir = fileURLToPath(new URL('../../templates/pages', import.meta.url));
  const renderPage = createPageRenderer(pagesDir);
  app.use(answerErrors(deps.log, renderPage));
  app.use(securityHeaders());
  app.use(async (ctx, next) => {
    await next();
    if (stopping) ctx.set('connection', 'close');
  });
  const router = createRouter(deps, pagesDir, renderPage);
  app.use(router.routes());
  app.use(router.allowedMethods());

  const handle = app.callback();
  const server = createServer(TIME_OUTS, (request, response) => {
    limitTime(request);
    void handle(request, response);
  });
  return {
    async start() {
      const { host, port } = deps.config.http;
      server.listen(port, host);
      await once(server, 'listening').catch((error: unknown) => {
        throw listenProblem(error, host, port);
      });
      return addressOf(server.address());
    },
    async stop() {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const timer = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
      await closed;
      clearTimeout(timer);
    },
  };
}

function createRouter(deps: Deps, pagesDir: string, renderPage: RenderPage): Router {
  const { config, clock, linkKey } = deps;
  const router = new Router({ strict: true });
  addHealth(router, deps);
  addMetrics(router, deps);
  if (!config.roles.includes('web')) return router;
  const guards = new Map<ChannelName, Middleware>();
  if (config.sandbox !== undefined) {
    const guard = guardSandbox(config.sandbox.token, linkKey);
    guards.set('sandbox', guard);
    addSandboxPage(router, config.botName, pagesDir, renderPage, guard);
    if (canTravel(clock)) addSandboxApi(router, deps, clock, guard);
  } else {
    addFrontPage(router, config.botName, renderPage);
  }
  addWebhooks(router, deps, (channel, messages) => acceptMessages(deps, channel, messages), guards);
  addFiles(router, deps, renderPage);
  addExports(router, deps, renderPage);
  addUpload(router, deps, pagesDir, renderPage);
  return router;
}

/** Where cards lead that were pressed in a chat (an address they have to have). */
function addFrontPage(router: Router, botName: string, renderPage: RenderPage): void {
  router.get('/', (ctx) => {
    ctx.type = 'html';
    ctx.body = renderPage('notice', { title: botName, text: '请回到聊天里和我说话，发「帮助」看能做什么。' });
  });
}

/**
 * For browsers: no script but our own files. Plain http is normal inside a unit's network, so nothing is forced to https here.
 * A platform that delivers is spared them: a dozen headers cost it and us more than its message.
 */
function securityHeaders(): Middleware {
  const directives = { 'upgrade-insecure-requests': null, 'style-src': ["'self'"], 'font-src': ["'self'"], 'form-action': ["'self'"] };
  const protect = helmet({ contentSecurityPolicy: { directives }, strictTransportSecurity: false });
  return (ctx, next) => (ctx.path.startsWith('/webhooks/') ? next() : protect(ctx, next));
}

function addressOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  const everywhere = address.address === '0.0.0.0' || address.address === '::';
  const host = everywhere ? 'localhost' : address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

/** What the operator can do when a server cannot listen there. */
export function listenProblem(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return new ConfigError([`PORT=${port}: another program already listens there; stop it, or set another PORT`]);
  if (code === 'EACCES') return new ConfigError([`PORT=${port}: this user may not listen there; set a PORT above 1023`]);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new ConfigError([`HOST=${host}: this machine has no such address; unset HOST to listen on 127.0.0.1`]);
  return error;
}
