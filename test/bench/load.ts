import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** One request as it goes over the wire. */
export type Wire = Buffer;

export function toWire(path: string, headers: Record<string, string>, body: string): Wire {
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: bot.example',
    'User-Agent: Mozilla/4.0',
    'Accept: */*',
    ...Object.entries({ 'content-type': 'application/json', ...headers }).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/**
 * A kept connection that asks one thing at a time. Bare, because any HTTP client costs more than the smallest of the servers
 * it is to measure; the answers are so short that each comes in one piece.
 */
interface Line {
  ask(request: Wire): Promise<void>;
  close(): void;
}

const GOOD = 'HTTP/1.1 200';

async function openLine(url: string): Promise<Line> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  let answered = Promise.withResolvers<void>();
  socket.on('data', (chunk) => {
    if (chunk.toString('latin1', 0, GOOD.length) === GOOD) answered.resolve();
    else answered.reject(new Error(`the server answered ${chunk.toString()}`));
  });
  socket.on('error', (error) => answered.reject(error));
  socket.on('end', () => answered.reject(new Error('the server ended the connection')));
  return {
    ask(request) {
      answered = Promise.withResolvers();
      socket.write(request);
      return answered.promise;
    },
    close: () => socket.destroy(),
  };
}

async function withLines<T>(url: string, count: number, run: (lines: readonly Line[]) => Promise<T>): Promise<T> {
  const lines = await Promise.all(Array.from({ length: count }, () => openLine(url)));
  try {
    return await run(lines);
  } finally {
    for (const line of lines) line.close();
  }
}

/** As fast as it goes, until they are all answered or the time is up. How many were, and how long it took. */
export async function flood(
  url: string,
  requests: Iterable<Wire>,
  { lines, ms }: { lines: number; ms: number },
): Promise<{ answered: number; ms: number }> {
  return withLines(url, lines, async (open) => {
    const left = requests[Symbol.iterator]();
    const from = performance.now();
    let answered = 0;
    await Promise.all(
      open.map(async (line) => {
        while (performance.now() - from < ms) {
          const next = left.next();
          if (next.done) return;
          await line.ask(next.value);
          answered++;
        }
      }),
    );
    return { answered, ms: performance.now() - from };
  });
}

/** At a steady rate, whatever the answers do. Milliseconds from the moment each was due, so that a stall counts for all it held up. */
export async function stream(
  url: string,
  requests: readonly Wire[],
  { perSecond, lines }: { perSecond: number; lines: number },
): Promise<number[]> {
  return withLines(url, lines, async (open) => {
    const free = [...open];
    const waits: (() => void)[] = [];
    const from = performance.now();
    return Promise.all(
      requests.map(async (request, index) => {
        const dueAt = (index * 1000) / perSecond;
        await pause(Math.max(0, dueAt - (performance.now() - from)));
        if (free.length === 0) await new Promise<void>((resolve) => waits.push(resolve));
        // The longest idle one: a server closes those that stay so.
        const line = free.shift()!;
        await line.ask(request);
        const took = performance.now() - from - dueAt;
        free.push(line);
        waits.shift()?.();
        return took;
      }),
    );
  });
}
