import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { liftTimeLimit, limitTime } from '../../src/http/time-limit.ts';

/** Requests whose address says `/large` have the limit lifted. */
const server = createServer((asked, answer) => {
  limitTime(asked, 100);
  if (asked.url === '/large') liftTimeLimit(asked);
  asked.on('end', () => answer.end('all there')).on('error', () => answer.destroy());
  asked.resume();
});

beforeEach(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => void server.close());

/** A request whose body is never all there. */
function begin(path: string) {
  const asking = request({ port: (server.address() as AddressInfo).port, path, method: 'POST' });
  asking.write('a');
  return asking;
}

it('cuts off a request that takes too long, but not one that may', async () => {
  const large = begin('/large');
  large.on('error', () => {});
  const [error] = (await once(begin('/small'), 'error')) as unknown[];
  expect(error).toMatchObject({ code: 'ECONNRESET' });
  const answered = once(large, 'response');
  large.end('b');
  expect((await answered)[0]).toMatchObject({ statusCode: 200 });
});
