import type Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import type { Channel, ChannelName, ChannelRequest, InboundMessage } from '../ports/channel.ts';
import { acceptMessages } from '../usecases/accept-messages.ts';
import type { Deps } from '../usecases/deps.ts';
import { readBody } from './body.ts';

interface Address {
  path: string;
  channel: ChannelName;
  maxBytes: number;
}

/** Where platforms deliver. The sandbox's messages carry their files in them. */
const ADDRESSES: readonly Address[] = [{ path: '/webhooks/sandbox', channel: 'sandbox', maxBytes: 100 * 1024 * 1024 }];

/** An address exists while its channel is switched on. `guards` stand before channels that do not sign what they send. */
export function addWebhooks(router: Router, deps: Deps, guards: ReadonlyMap<ChannelName, Middleware>): void {
  for (const { path, channel: name, maxBytes } of ADDRESSES) {
    const channel = deps.channels.get(name);
    if (channel === undefined) continue;
    const guard = guards.get(name) ?? ((_, next) => next());
    router.post(path, guard, (ctx) => receive(ctx, deps, channel, maxBytes));
  }
}

/** The platform hears "received" only when every message is a row. */
async function receive(ctx: Context, deps: Deps, channel: Channel, maxBytes: number): Promise<void> {
  const { messages, answer } = channel.receive(toRequest(ctx, await readBody(ctx, maxBytes)));
  await writeDown(ctx, deps, channel, messages);
  ctx.status = answer.status;
  ctx.type = answer.contentType;
  ctx.body = answer.body;
}

/** What cannot be written down now (the database is locked, the disk is full) is to be delivered again. */
async function writeDown(ctx: Context, deps: Deps, channel: Channel, messages: readonly InboundMessage[]): Promise<void> {
  try {
    await acceptMessages(deps, channel.name, messages);
  } catch (cause) {
    ctx.set('retry-after', '1');
    ctx.throw(503, '这条消息没能记下，请再发一次。', { cause });
  }
}

function toRequest(ctx: Context, body: Buffer): ChannelRequest {
  const headers = Object.entries(ctx.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]);
  return { method: ctx.method, query: new URLSearchParams(ctx.querystring), headers: Object.fromEntries(headers), body };
}
