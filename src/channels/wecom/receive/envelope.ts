import { isUtf8 } from 'node:buffer';
import { createDecipheriv, createSecretKey, timingSafeEqual } from 'node:crypto';
import { encrypt, getSignature } from '@wecom/crypto';

/** What guards one callback address (接收消息服务器配置). `aesKey` is the EncodingAESKey of 43 characters. */
export interface CallbackKeys {
  token: string;
  aesKey: string;
  /** Whom texts are sealed for: the CorpID for an app, '' for a bot of the own company. */
  receiveId: string;
}

/** Why a callback is not taken: the HTTP status, and a reason for the log that holds no secret. */
export interface Refusal {
  status: 400 | 401 | 403;
  reason: string;
}

export interface Sealed {
  encrypted: string;
  signature: string;
  /** Seconds. */
  timestamp: number;
  nonce: string;
}

export interface Envelope {
  /** The text inside `encrypted`, once the query's signature over it holds. `now` is real time. */
  open(query: URLSearchParams, encrypted: string, now: Date): { text: string } | Refusal;
  /** An answer for the callback that came with `nonce`. */
  seal(text: string, nonce: string, now: Date): Sealed;
}

/** WeCom's signed and encrypted callbacks: developer.work.weixin.qq.com/document/path/90968, and 101033 for bots. */
export function createEnvelope({ token, aesKey, receiveId }: CallbackKeys): Envelope {
  // Node reads the 43rd character's spare bits as the platform does; comparing with a re-encoded key would refuse good ones.
  const keyBytes = Buffer.from(`${aesKey}=`, 'base64');
  // One object for all messages: made of bytes each time, the key alone costs more than the decryption.
  const key = createSecretKey(keyBytes);
  const iv = keyBytes.subarray(0, 16);
  const receiver = Buffer.from(receiveId);

  return {
    open(query, encrypted, now) {
      const timestamp = query.get('timestamp') ?? '';
      if (!isRecent(timestamp, now)) return { status: 401, reason: 'the timestamp is missing or more than 10 minutes off' };
      const expected = getSignature(token, timestamp, query.get('nonce') ?? '', encrypted);
      if (!isSame(signatureOf(query), expected)) return { status: 401, reason: 'the signature does not match' };
      const ciphertext = Buffer.from(encrypted, 'base64');
      if (ciphertext.length < 32 || ciphertext.length % 16 !== 0) return unreadable('the ciphertext is not made of whole blocks');
      // Without padding of its own `update` hands out every block.
      return unpack(createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false).update(ciphertext), receiver);
    },
    seal(text, nonce, now) {
      const timestamp = Math.floor(now.getTime() / 1000);
      const encrypted = encrypt(aesKey, text, receiveId);
      return { encrypted, signature: getSignature(token, timestamp, nonce, encrypted), timestamp, nonce };
    },
  };
}

const MOST_SKEW_MS = 10 * 60_000;

function isRecent(timestamp: string, now: Date): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now.getTime() - Number(timestamp) * 1000) <= MOST_SKEW_MS;
}

/** '' unless there is exactly one. */
function signatureOf(query: URLSearchParams): string {
  const [given = '', ...more] = SIGNATURE_NAMES.flatMap((name) => query.getAll(name));
  return more.length === 0 ? given : '';
}

// The first is documented, the others were seen.
const SIGNATURE_NAMES = ['msg_signature', 'msgsignature', 'signature'];

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const HEAD = 20;

/** 16 random bytes, the text's length in 4, the text, the receiver, then 1 to 32 bytes that each say how many they are. */
function unpack(body: Buffer, receiver: Buffer): { text: string } | Refusal {
  const pad = body[body.length - 1]!;
  const end = body.length - pad;
  if (pad < 1 || pad > 32 || !isFilled(body, end, pad)) return unreadable('the padding is wrong: is it the right EncodingAESKey?');
  if (end < HEAD) return unreadable('the decrypted body is too short');
  const textEnd = HEAD + body.readUInt32BE(16);
  if (textEnd > end) return unreadable('the text is longer than the body');
  if (!body.subarray(textEnd, end).equals(receiver)) return { status: 403, reason: 'it is sealed for another receiver' };
  if (!isUtf8(body.subarray(HEAD, textEnd))) return unreadable('the text is not UTF-8');
  return { text: body.toString('utf8', HEAD, textEnd) };
}

function isFilled(body: Buffer, from: number, value: number): boolean {
  for (let at = from; at < body.length; at++) if (body[at] !== value) return false;
  return true;
}

function unreadable(reason: string): Refusal {
  return { status: 400, reason };
}
