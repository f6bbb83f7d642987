import { once } from 'node:events';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream/promises';

/** One call of an API. */
export interface HttpCall {
  method?: 'GET' | 'POST';
  headers?: Readonly<Record<string, string>>;
  /** A text, or a stream that says how long it is in its headers. */
  body?: string | AsyncIterable<Uint8Array>;
  signal?: AbortSignal | undefined;
}

/** Nothing came: a word for why (ECONNREFUSED, TimeoutError), and whether what was sent may have arrived all the same. */
export interface NoText {
  why: string;
  mayHaveArrived: boolean;
}

/**
 * What an address answers within `ms`. The address may carry keys, so what Node says of it goes no further. Not `fetch`, which does not
 * tell a time that ran out before there was a connection, when certainly nothing was sent, from one that ran out after.
 */
export async function fetchText(url: URL, call: HttpCall, ms: number): Promise<{ status: number; text: string } | NoText> {
  const { method = 'GET', headers, body } = call;
  const signal = AbortSignal.any([AbortSignal.timeout(ms), ...(call.signal === undefined ? [] : [call.signal])]);
  let mayHaveArrived = false;
  try {
    const request = (isSecure(url) ? https : http).request(url, { method, headers: { ...HEADERS, ...headers }, signal });
    const responding = once(request, 'response') as Promise<[IncomingMessage]>;
    // Also what goes wrong behind an answer.
    request.on('error', () => {});
    await Promise.race([connected(request, url), responding]);
    mayHaveArrived = true;
    // An answer may come before all was written.
    const [response] = await Promise.race([write(request, body).then(() => responding), responding]);
    const { statusCode: status = 0 } = response;
    const text = await readText(response);
    // It leads elsewhere, where nobody goes with these keys.
    return status >= 300 && status < 400 ? { why: `HTTP ${status}`, mayHaveArrived } : { status, text };
  } catch (error) {
    return { why: reasonOf(signal.aborted ? signal.reason : error), mayHaveArrived };
  }
}

/** Leaving the loop ends the connection. */
async function readText(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) {
    text += chunk as string;
    if (text.length > MOST_CHARACTERS) throw Object.assign(new Error('the answer is too long'), { code: 'too-long' });
  }
  return text;
}

// What these interfaces answer is short; files come another way.
const MOST_CHARACTERS = 4_000_000;

/** As long as nothing is written to a request, nothing of it is sent. */
function connected(request: ClientRequest, url: URL): Promise<void> {
  return new Promise((resolve) => {
    request.once('socket', (socket) => {
      if (request.reusedSocket) resolve();
      else socket.once(isSecure(url) ? 'secureConnect' : 'connect', resolve);
    });
  });
}

async function write(request: ClientRequest, body: HttpCall['body']): Promise<void> {
  if (body === undefined || typeof body === 'string') request.end(body);
  else await pipeline(body, request);
}

function isSecure({ protocol }: URL): boolean {
  return protocol === 'https:';
}

const HEADERS = { accept: '*/*', 'user-agent': 'wenming-bot' };

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.name : 'unknown';
}
