import http, { type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import { isPrivateLiteral, lookupPublic } from './address.ts';
import { isListedHost } from './allowed-host.ts';
import { DownloadError } from './download-error.ts';

/** What a server answered, whatever the status: redirects are not followed. Who does not read `body` destroys it. */
export interface Opened {
  status: number;
  headers: IncomingHttpHeaders;
  body: Readable;
}

export interface DownloadOptions {
  /** Hosts the operator trusts besides public ones under https: `host` or `host:port` (…_MEDIA_HOSTS). */
  allowList: readonly string[];
  headers?: Readonly<Record<string, string>>;
  patience?: Patience;
}

/** How long to wait, in milliseconds. */
export interface Patience {
  /** For a connection, its encryption included. */
  connectMs: number;
  /** For the next byte; while nobody reads, none is expected. */
  silenceMs: number;
  /** For all of it. */
  wholeMs: number;
}

const PATIENCE: Patience = { connectMs: 10_000, silenceMs: 30_000, wholeMs: 120_000 };

/**
 * GET of an address that came from outside: only https to public addresses, checked when connecting, or a host the operator
 * listed. Nothing is kept in memory: who reads slowly is sent slowly. Throws DownloadError; `body` fails when it breaks off.
 */
export async function openDownload(address: string, { allowList, headers = {}, patience = PATIENCE }: DownloadOptions): Promise<Opened> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) throw new DownloadError('not-allowed');
  const listed = isListedHost(url, allowList);
  if (!listed && (url.protocol !== 'https:' || isPrivateLiteral(url.hostname))) throw new DownloadError('not-allowed');
  // No agent: a kept connection would have been checked for another name.
  const options: RequestOptions & { autoSelectFamily: true } = {
    agent: false,
    // Then the look-up is asked for all addresses.
    autoSelectFamily: true,
    headers: { 'accept-encoding': 'identity', ...headers },
    ...(listed ? {} : { lookup: lookupPublic }),
  };
  const body = await get(url, options, patience);
  return { status: body.statusCode ?? 0, headers: body.headers, body };
}

function get(url: URL, options: RequestOptions, { connectMs, silenceMs, wholeMs }: Patience): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = (url.protocol === 'https:' ? https : http).get(url, options);
  let body: IncomingMessage | undefined;
  const giveUp = (): unknown => (body ?? request).destroy(new DownloadError('timeout'));
  const whole = setTimeout(giveUp, wholeMs);
  const connecting = setTimeout(giveUp, connectMs);

  request.once('socket', (socket) => {
    socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => clearTimeout(connecting));
    socket.setTimeout(silenceMs);
    let unread = false;
    socket.on('timeout', () => {
      // While what came is not read, the silence is ours; so is the one that ends just when reading goes on.
      const wasUnread = unread;
      unread = body !== undefined && body.readableLength > 0;
      if (unread || wasUnread) socket.setTimeout(silenceMs);
      else giveUp();
    });
  });
  request.once('response', (response) => {
    body = response;
    // Whoever reads it hears of it; nobody else needs to.
    response.on('error', () => {});
    resolve(response);
  });
  request.on('error', (error: NodeJS.ErrnoException) => {
    reject(error instanceof DownloadError ? error : new DownloadError('broken', error.code));
  });
  request.once('close', () => {
    clearTimeout(whole);
    clearTimeout(connecting);
  });
  return promise;
}
