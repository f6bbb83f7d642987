import type { WSClient } from '@wecom/aibot-node-sdk';
import type { WecomBotConfig } from '../../../config/wecom.ts';
import { within } from '../../../ports/within.ts';
import type { ConnectionTiming } from './timing.ts';
import { textAt, valueAt } from '../../../channel-kit/payload.ts';

export type ConnectedBot = Extract<WecomBotConfig, { mode: 'connection' }>;

/** What the platform says to something sent: errcode 0 and the rest by command, or nothing anybody heard of. */
export type Acknowledgement = { errcode: number; body?: unknown } | { missing: 'connection' | 'answer' };

/** What the platform sends unasked: `body` as to a callback. `reqId` is what answers to it carry. */
export interface Frame {
  reqId: string;
  body: unknown;
}

export type SocketEnd = 'lost' | 'kicked';

/** A connection whose secret was taken. It ends once and stays so. */
export interface BotSocket {
  /** 'kicked': another program has connected as this bot. */
  readonly ended: Promise<SocketEnd>;
  /** What is sent under one `reqId` goes one after the other. Never rejects. */
  request(cmd: string, reqId: string, body: object): Promise<Acknowledgement>;
  /** Once what was sent is acknowledged, or is not in a moment. */
  close(): Promise<void>;
}

/** The platform did not take id and secret, or, without a code, could not be reached. */
export class NotConnectedError extends Error {
  override name = 'NotConnectedError';
  readonly errcode: number | undefined;

  constructor(reason: string, errcode?: number) {
    super(reason);
    this.errcode = errcode;
  }
}

interface ConnectOptions {
  timing: ConnectionTiming;
  signal: AbortSignal;
  /** May come before the socket is returned. */
  onFrame(frame: Frame, socket: BotSocket): void;
}

/**
 * Connects and subscribes (protocol-wecom §3.1). The SDK frames, beats and matches acknowledgements; each of its clients is used for one
 * connection, because by itself it gives up, waits for ever for an answer to the secret, and mixes up an old socket with
 * the next one. It writes message bodies to its log, so it gets none.
 */
export async function connectBot(bot: ConnectedBot, { timing, signal, onFrame }: ConnectOptions): Promise<BotSocket> {
  // It brings an HTTP client along; only who connects loads it.
  const { WSClient } = await import('@wecom/aibot-node-sdk');
  const client = new WSClient({
    botId: bot.id,
    secret: bot.secret,
    wsUrl: bot.url,
    heartbeatInterval: timing.heartbeatMs,
    maxReconnectAttempts: 0,
    maxAuthFailureAttempts: 0,
    wsOptions: { handshakeTimeout: timing.connectMs, maxPayload: MAX_FRAME_BYTES },
    logger: SILENT,
  });
  const socket = createSocket(client, timing);
  for (const kind of ['message', 'event'] as const) {
    client.on(kind, (frame) => onFrame({ reqId: textAt(frame, 'headers', 'req_id'), body: frame.body }, socket));
  }
  await subscribe(client, timing, signal);
  return socket;
}

function createSocket(client: WSClient, timing: ConnectionTiming): BotSocket {
  const unacknowledged = new Set<Promise<Acknowledgement>>();
  return {
    ended: endOf(client),
    async request(cmd, reqId, body) {
      const answer = request(client, timing, { cmd, reqId, body });
      unacknowledged.add(answer);
      return answer.finally(() => unacknowledged.delete(answer));
    },
    async close() {
      await within(CLOSE_MS, Promise.all(unacknowledged)).catch(() => {});
      client.disconnect();
    },
  };
}

async function subscribe(client: WSClient, timing: ConnectionTiming, signal: AbortSignal): Promise<void> {
  const subscribed = new Promise<void>((resolve, reject) => {
    client.on('authenticated', resolve);
    // The first one says what is wrong, those after it that the SDK gives up.
    client.on('error', (error) => reject(notConnected(error)));
    client.on('disconnected', (reason) => reject(new NotConnectedError(reason)));
    signal.addEventListener('abort', () => reject(new NotConnectedError('not wanted any more')), { once: true });
  });
  client.connect();
  try {
    await within(timing.connectMs, subscribed);
  } catch (error) {
    client.disconnect();
    throw error instanceof NotConnectedError ? error : new NotConnectedError(String(error));
  }
}

function endOf(client: WSClient): Promise<SocketEnd> {
  return new Promise((resolve) => {
    client.on('event.disconnected_event', () => resolve('kicked'));
    client.on('disconnected', () => resolve('lost'));
  });
}

interface Request {
  cmd: string;
  reqId: string;
  body: object;
}

async function request(client: WSClient, timing: ConnectionTiming, { cmd, reqId, body }: Request): Promise<Acknowledgement> {
  if (!client.isConnected) return { missing: 'connection' };
  try {
    return readAcknowledgement(await within(timing.answerMs, client.reply({ headers: { req_id: reqId } }, body, cmd)));
  } catch (error) {
    // A refusal comes as the frame itself.
    return error instanceof Error ? { missing: 'answer' } : readAcknowledgement(error);
  }
}

/** The code stands at the top or in the body (protocol-wecom §3.5). */
function readAcknowledgement(frame: unknown): Acknowledgement {
  const errcode = Number(valueAt(frame, 'errcode') || valueAt(frame, 'body', 'errcode') || 0);
  return { errcode, body: valueAt(frame, 'body') };
}

/** A refusal comes as "Authentication failed: … (code: 853000)". What the platform says of it stays out: nobody knows what it repeats. */
function notConnected({ message }: Error): NotConnectedError {
  const code = /^Authentication failed: .*\(code: (-?\d+)\)$/s.exec(message)?.[1];
  return code === undefined ? new NotConnectedError(message) : new NotConnectedError(`errcode ${code}`, Number(code));
}

const CLOSE_MS = 2_000;

// Messages come with addresses of media, never with media.
const MAX_FRAME_BYTES = 1024 * 1024;

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
