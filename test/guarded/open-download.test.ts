import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { openDownload, type DownloadOptions } from '../../src/guarded/open-download.ts';

let server: Server;
let connections = 0;

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A server on this machine; its port. */
async function listen(answer: RequestListener): Promise<number> {
  connections = 0;
  server = createServer(answer).on('connection', () => connections++);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

const patience = { connectMs: 2_000, silenceMs: 2_000, wholeMs: 10_000 };
const open = (port: number, more: Partial<DownloadOptions> = {}) =>
  openDownload(`http://127.0.0.1:${port}/secret?sign=s3cr3t`, { allowList: [`127.0.0.1:${port}`], patience, ...more });

async function refusal(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  return promise.then(
    () => expect.fail('it was given'),
    (error: Error) => error,
  );
}

describe('what is not fetched', () => {
  it.each([
    'https://127.0.0.1:PORT/a',
    'https://localhost:PORT/a',
    'https://[::ffff:127.0.0.1]:PORT/a',
    'https://2130706433:PORT/a',
    'https://0x7f.1:PORT/a',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]:PORT/a',
    'http://localhost:PORT/a',
    'http://8.8.8.8/a',
    'file:///etc/passwd',
    'data:text/plain,a',
    'no address',
  ])('%s', async (address) => {
    const port = await listen((_, response) => response.end('inside'));
    const error = await refusal(openDownload(address.replace('PORT', String(port)), { allowList: [], patience }));
    expect(error).toMatchObject({ code: 'not-allowed' });
    expect(connections).toBe(0);
  });

  it('a redirect, wherever it leads', async () => {
    const port = await listen((request, response) => {
      if (request.url === '/inside') response.end('inside');
      else response.writeHead(302, { location: '/inside' }).end();
    });
    const { status, body } = await open(port);
    expect([status, (await buffer(body)).length, connections]).toEqual([302, 0, 1]);
  });
});

describe('a server that does not do well', () => {
  const TIMEOUTS: [string, RequestListener][] = [
    ['says nothing', () => {}],
    ['falls silent', (_, response) => response.writeHead(200).write('begun')],
    ['trickles for ever', (_, response) => void setInterval(() => response.write('.'), 10).unref()],
  ];
  it.each(TIMEOUTS)('%s', async (_, answer) => {
    const port = await listen(answer);
    const hurried = { connectMs: 100, silenceMs: 100, wholeMs: 300 };
    const error = await refusal(open(port, { patience: hurried }).then(({ body }) => buffer(body)));
    expect(error).toMatchObject({ name: 'DownloadError', code: 'timeout' });
  });

  it('breaks off', async () => {
    const port = await listen((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('begun', () => response.destroy());
    });
    const { body } = await open(port);
    expect(await refusal(buffer(body))).toMatchObject({ code: 'ECONNRESET' });
  });

  it('breaks off while nobody reads', async () => {
    const port = await listen((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('begun', () => response.destroy());
    });
    const { body } = await open(port);
    await new Promise((resolve) => body.once('close', resolve));
    expect(await refusal(buffer(body))).toBeInstanceOf(Error);
  });

  it('is not there', async () => {
    const port = await listen(() => {});
    await once(server.close(), 'close');
    const error = await refusal(open(port));
    expect(error).toMatchObject({ code: 'broken', message: 'download broken (ECONNREFUSED)' });
    expect(error.cause).toBeUndefined();
  });
});

it('is sent no more than it reads, and does not mistake its own slowness for silence', async () => {
  let written = 0;
  const port = await listen((_, response) => {
    const chunk = Buffer.alloc(64 * 1024, 1);
    const more = (): void => {
      for (let room = true; room && written < SIZE; written += chunk.length) room = response.write(chunk);
      if (written >= SIZE) response.end();
    };
    response.on('drain', more);
    more();
  });
  const { body } = await open(port, { patience: { connectMs: 60_000, silenceMs: 1_000, wholeMs: 60_000 } });
  // Nothing is read, for some silences.
  const { socket } = body as IncomingMessage;
  for (let silences = 0; silences < 2; silences++) await once(socket, 'timeout');
  expect(written).toBeLessThan(SIZE / 2);
  expect(body.readableLength).toBeLessThan(1024 * 1024);
  expect((await buffer(body)).length).toBeGreaterThanOrEqual(SIZE);
});

const SIZE = 64 * 1024 * 1024;
