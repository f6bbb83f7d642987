import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { pipeline, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { StoreAwayError } from '../ports/file-store.ts';
import { missing } from './keys.ts';
import { readListing, type S3Object } from './s3-listing.ts';

/** A bucket, and who may use it. */
export interface S3Bucket {
  /** Where its host begins with the bucket's name (https://BUCKET.oss-cn-beijing.aliyuncs.com), the bucket is not named in the path. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** What is to be put away. `read` may be called again: a try that failed is repeated from the first byte. */
export interface Content {
  size: number;
  /** Lower-case hex; the server refuses other bytes. */
  sha256: string;
  read(): Readable;
}

/** The few verbs of S3 that keeping files takes. What is not as it should be rejects with StoreAwayError. */
export interface S3Client {
  put(key: string, content: Content): Promise<void>;
  /** From byte `from` on; goes on by itself where the line breaks. Rejects with ENOENT when there is no such object. */
  read(key: string, from: number): Promise<Readable>;
  /** Undefined when there is no such object. */
  size(key: string): Promise<number | undefined>;
  /** Content to find it gone. Asked once and not for long: whoever asks may hold the database meanwhile. */
  remove(key: string): Promise<void>;
  list(prefix: string): AsyncIterable<S3Object>;
}

interface Question {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  key: string;
  /** With its question mark. */
  query?: string;
  headers?: Record<string, string>;
  content?: Content;
}

/** How often to ask, and how long to wait for the next byte, in milliseconds. */
interface Patience {
  tries: number;
  silenceMs: number;
}

const PATIENCE: Patience = { tries: 3, silenceMs: 30_000 };
const IMPATIENCE: Patience = { tries: 1, silenceMs: 2_000 };
const PAUSE_MS = 200;

/** Every request is signed (AWS Signature 4). No signed address is handed out: files leave through us, under their name and type. */
export function createS3Client(bucket: S3Bucket): S3Client {
  const base = addressOf(bucket);
  const { Agent, request } = base.startsWith('https:') ? https : http;
  const agent = new Agent({ keepAlive: true });
  const signingKeys = new Map<string, ArrayBuffer>();

  async function send({ method, key, query = '', headers = {}, content }: Question, silenceMs: number): Promise<IncomingMessage> {
    const url = `${base}/${key}${query}`;
    const about: Record<string, string> = content === undefined ? {} : { 'x-amz-content-sha256': content.sha256 };
    const signer = new AwsV4Signer({ ...bucket, service: 's3', cache: signingKeys, method, url, headers: { ...headers, ...about } });
    const signed = await signer.sign();
    const length = content === undefined ? {} : { 'content-length': content.size };
    const asked = request(signed.url, { method, agent, headers: { ...Object.fromEntries(signed.headers), ...length } });
    const answer = hear(asked, silenceMs);
    if (content === undefined) {
      asked.end();
      return answer;
    }
    const bytes = content.read();
    const unreadable = new Promise<never>((_, reject) => bytes.once('error', reject));
    // Of a line that breaks the request itself tells.
    pipeline(bytes, asked, () => {});
    return Promise.race([answer, unreadable]);
  }

  /** Again after a moment where that may help. A server that says nothing at all has had its time. */
  async function ask<T>(question: Question, read: (answer: IncomingMessage) => Promise<T>, { tries, silenceMs } = PATIENCE): Promise<T> {
    for (let tried = 1; ; tried++) {
      try {
        const answer = await send(question, silenceMs);
        if (isBusy(answer)) throw await refusal(answer);
        return await read(answer);
      } catch (error) {
        const hopeless = !(error instanceof StoreAwayError) || error.code === SILENT;
        if (hopeless || tried === tries) throw error;
      }
      await setTimeout(PAUSE_MS * tried);
    }
  }

  async function openFrom(key: string, from: number): Promise<Readable> {
    const headers: Record<string, string> = from === 0 ? {} : { range: `bytes=${from}-` };
    return ask({ method: 'GET', key, headers }, async (answer) => {
      if (answer.statusCode === (from === 0 ? 200 : 206)) return answer;
      const refused = await refusal(answer);
      if (refused.code === 'NoSuchKey') throw missing(key);
      // There is nothing from there on.
      if (answer.statusCode === 416) return Readable.from([]);
      throw refused;
    });
  }

  /** Of an object that is said not to be there: an answer without words may also mean the bucket. */
  async function checkBucket(): Promise<void> {
    await ask({ method: 'HEAD', key: '' }, accept);
  }

  return {
    async put(key, content) {
      await ask({ method: 'PUT', key, content }, accept);
    },

    async read(key, from) {
      let answer = await openFrom(key, from);
      async function* follow(): AsyncIterable<Buffer> {
        let at = from;
        let chunks = answer.iterator();
        for (let failures = 0; ;) {
          const next = await chunks.next().catch((error: Error) => error);
          if (next instanceof Error) {
            if (++failures === PATIENCE.tries) throw away(next);
            answer = await openFrom(key, at);
            chunks = answer.iterator();
            continue;
          }
          if (next.done === true) return;
          failures = 0;
          at += (next.value as Buffer).length;
          yield next.value as Buffer;
        }
      }
      return Readable.from(follow(), { objectMode: false }).once('close', () => answer.destroy());
    },

    async size(key) {
      const size = await ask({ method: 'HEAD', key }, async (answer) => {
        if (answer.statusCode === 404) return undefined;
        await accept(answer);
        return Number(answer.headers['content-length']);
      });
      if (size === undefined) await checkBucket();
      return size;
    },

    async remove(key) {
      await ask(
        { method: 'DELETE', key },
        async (answer) => {
          const refused = isFine(answer) ? undefined : await refusal(answer);
          if (refused !== undefined && refused.code !== 'NoSuchKey') throw refused;
          answer.resume();
        },
        IMPATIENCE,
      );
    },

    async *list(prefix) {
      for (let more: string | undefined = ''; more !== undefined;) {
        const query = new URLSearchParams({ 'list-type': '2', prefix, ...(more === '' ? {} : { 'continuation-token': more }) });
        const page = await ask({ method: 'GET', key: '', query: `?${query.toString()}` }, async (answer) => {
          if (!isFine(answer)) throw await refusal(answer);
          return readListing(await wordsOf(answer));
        });
        yield* page.objects;
        more = page.more;
      }
    },
  };
}

/** Without a slash at its end. */
function addressOf({ endpoint, bucket }: S3Bucket): string {
  const base = endpoint.replace(/\/+$/, '');
  return new URL(base).hostname.startsWith(`${bucket}.`) ? base : `${base}/${bucket}`;
}

function hear(asked: ClientRequest, silenceMs: number): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  let answer: IncomingMessage | undefined;
  let unread = false;
  asked.setTimeout(silenceMs);
  asked.on('timeout', () => {
    // While what came is not read, the silence is ours; so is the one that ends just when reading goes on.
    const wasUnread = unread;
    unread = answer !== undefined && answer.readableLength > 0;
    if (unread || wasUnread) asked.setTimeout(silenceMs);
    else (answer ?? asked).destroy(new StoreAwayError('does not answer', SILENT));
  });
  asked.once('response', (response) => {
    answer = response;
    // Whoever reads it hears of it; nobody else needs to.
    response.on('error', () => {});
    resolve(response);
  });
  asked.on('error', (error) => reject(away(error)));
  return promise;
}

const SILENT = 'ETIMEDOUT';

function away(error: NodeJS.ErrnoException): StoreAwayError {
  return error instanceof StoreAwayError ? error : new StoreAwayError('cannot be reached', error.code ?? error.message, { cause: error });
}

function isFine({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 200 && statusCode < 300;
}

function isBusy({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 500 || statusCode === 429;
}

async function accept(answer: IncomingMessage): Promise<void> {
  if (!isFine(answer)) throw await refusal(answer);
  answer.resume();
}

/** What the server's answer says was wrong; to HEAD it may say the number only. */
async function refusal(answer: IncomingMessage): Promise<StoreAwayError> {
  const code = /<Code>(\w+)<\/Code>/.exec(await wordsOf(answer))?.[1];
  return new StoreAwayError('refuses', code ?? `HTTP ${answer.statusCode}`);
}

async function wordsOf(answer: IncomingMessage): Promise<string> {
  return text(answer).catch((error: unknown) => {
    throw away(error as NodeJS.ErrnoException);
  });
}
