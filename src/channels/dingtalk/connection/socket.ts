import { once } from 'node:events';
import type { Logger } from 'pino';
import { WebSocket } from 'ws';
import { within } from '../../../ports/within.ts';
import { noAnswer } from '../api/errors.ts';
import type { FrameHandler } from './frames.ts';
import type { StreamTiming } from './timing.ts';
import { readFrame, writeAnswer, type Answer, type Frame } from './wire.ts';

/** One connection of the app. Others may stand beside it: the platform gives each push to one of them. */
export interface StreamSocket {
  /** 'expiring': another is wanted, and this one stays until then. 'lost': it is closed, or nothing comes over it any more. */
  readonly over: Promise<'expiring' | 'lost'>;
  readonly closed: Promise<void>;
  /** Once what came over it is answered, or is not in a moment. */
  close(): Promise<void>;
}

interface ConnectOptions {
  timing: StreamTiming;
  signal: AbortSignal;
  log: Logger;
  onFrame: FrameHandler;
}

/** Throws ChannelError. Frames may come before it returns. */
export async function connectSocket(address: URL, { signal, ...options }: ConnectOptions): Promise<StreamSocket> {
  const client = new WebSocket(address, { handshakeTimeout: options.timing.connectMs, maxPayload: MAX_FRAME_BYTES });
  const socket = createSocket(client, options);
  try {
    await once(client, 'open', { signal });
  } catch (error) {
    client.terminate();
    throw noAnswer('stream', reasonOf(error));
  }
  return socket;
}

function createSocket(client: WebSocket, { timing, log, onFrame }: Omit<ConnectOptions, 'signal'>): StreamSocket {
  const { promise: over, resolve: end } = Promise.withResolvers<'expiring' | 'lost'>();
  const { promise: closed, resolve: noteClosed } = Promise.withResolvers<void>();
  const unanswered = new Set<Promise<void>>();

  function answer({ messageId }: Frame, said: Answer | undefined): void {
    if (said !== undefined && messageId !== '' && client.readyState === WebSocket.OPEN) client.send(writeAnswer(messageId, said));
  }

  function take(frame: Frame): void {
    const answering = onFrame(frame).then((said) => answer(frame, said));
    unanswered.add(answering);
    void answering.finally(() => unanswered.delete(answering));
  }

  /** What is between the platform and the connection itself. Of other topics (CONNECTED, KEEPALIVE) nobody has to know. */
  function takeSystem(frame: Frame): void {
    if (frame.topic === 'ping') answer(frame, { code: 200, data: frame.data });
    if (frame.topic === 'disconnect') end('expiring');
  }

  client.on('message', (data: Buffer) => {
    const frame = readFrame(data.toString());
    if (frame === undefined) log.warn('something came that is not a frame');
    else if (frame.kind === 'SYSTEM') takeSystem(frame);
    else take(frame);
  });
  // What is wrong closes it too.
  client.on('error', () => {});
  client.once('open', () => {
    const worn = setTimeout(() => end('expiring'), timing.renewMs);
    const pinging = keepPinging(client, timing.pingMs);
    client.once('close', () => {
      clearTimeout(worn);
      clearInterval(pinging);
    });
  });
  client.once('close', () => {
    end('lost');
    noteClosed();
  });

  return {
    over,
    closed,
    async close() {
      await within(timing.lingerMs, Promise.all(unanswered)).catch(() => {});
      client.close();
      await within(CLOSE_MS, closed).catch(() => client.terminate());
    },
  };
}

/** A line may be dead without a word; a platform that is there answers, or says something else meanwhile. */
function keepPinging(client: WebSocket, pingMs: number): NodeJS.Timeout {
  let unheard = 0;
  const hear = (): void => void (unheard = 0);
  client.on('pong', hear).on('message', hear);
  return setInterval(() => {
    if (unheard === MAX_UNHEARD) return client.terminate();
    unheard += 1;
    client.ping();
  }, pingMs);
}

const MAX_UNHEARD = 2;
const CLOSE_MS = 2_000;
// Messages come with codes of files, never with files.
const MAX_FRAME_BYTES = 1024 * 1024;

/** A word for it: what ws says of a failed connection may hold the address, and so the ticket. */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? /^Unexpected server response: \d+$/.exec(message)?.[0] ?? 'the connection failed';
}
