import type Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import type { Channel, ChannelName, ChannelRequest, Endpoint, InboundMessage } from '../ports/channel.ts';
import type { Deps } from '../usecases/deps.ts';
import { readBody } from './body.ts';
import { readQuery } from './query.ts';
import { sample } from './sampled-log.ts';

/** Resolves when they are rows. */
type Accept = (channel: ChannelName, messages: readonly InboundMessage[]) => Promise<void>;

/** Where the platforms that are switched on deliver. `guards` stand before channels that do not sign what they send. */
export function addWebhooks(
  router: Router,
  { channels, log }: Pick<Deps, 'channels' | 'log'>,
  accept: Accept,
  guards: ReadonlyMap<ChannelName, Middleware>,
): void {
  const noteRefusal = sample((fields, message) => log.warn(fields, message));

  /** The platform hears "received" only when every message is a row. */
  async function take(ctx: Context, channel: Channel, endpoint: Endpoint): Promise<void> {
    const { messages, answer, refused } = endpoint.receive(toRequest(ctx, await readBody(ctx, endpoint.maxBytes)));
    if (refused !== undefined) noteRefusal({ path: endpoint.path, status: answer.status, reason: refused }, 'a delivery was refused');
    await accept(channel.name, messages).catch((cause: unknown) => askAgain(ctx, cause));
    ctx.status = answer.status;
    ctx.type = answer.contentType;
    ctx.body = answer.body;
  }

  for (const channel of channels.values()) {
    const guard = guards.get(channel.name) ?? ((_, next) => next());
    for (const endpoint of channel.endpoints) {
      router.post(endpoint.path, guard, (ctx) => take(ctx, channel, endpoint));
      if (endpoint.verifies) router.get(endpoint.path, guard, (ctx) => take(ctx, channel, endpoint));
    }
  }
}

/** What cannot be written down now (the database is locked, the disk is full) is to be delivered again. */
function askAgain(ctx: Context, cause: unknown): never {
  ctx.set('retry-after', '1');
  return ctx.throw(503, '这条消息没能记下，请再发一次。', { cause });
}

function toRequest(ctx: Context, body: Buffer): ChannelRequest {
  const headers = Object.entries(ctx.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]);
  return { method: ctx.method, query: readQuery(ctx.querystring), headers: Object.fromEntries(headers), body };
}
