import { createCipheriv } from 'node:crypto';
import { encrypt, getSignature } from '@wecom/crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEnvelope, type CallbackKeys } from '../../../src/channels/wecom/receive/envelope.ts';

const KEYS: CallbackKeys = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', receiveId: 'ww1234567890abcdef' };
const NOW = new Date('2026-11-28T06:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const envelope = createEnvelope(KEYS);

function signed(encrypted: string, change: Record<string, string> = {}): URLSearchParams {
  const [timestamp, nonce] = [change['timestamp'] ?? String(SECONDS), 'n0nce'];
  return new URLSearchParams({ timestamp, nonce, msg_signature: getSignature(KEYS.token, timestamp, nonce, encrypted), ...change });
}

/** A sealed body of any making. */
function sealed(body: Buffer): string {
  const key = Buffer.from(`${KEYS.aesKey}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(body), cipher.final()]).toString('base64');
}

function body(
  text: Buffer | string,
  options: { length?: number; receiveId?: string; size?: number; pad?: number; lastByte?: number } = {},
): string {
  const bytes = Buffer.from(text);
  const { length = bytes.length, receiveId = KEYS.receiveId } = options;
  const head = Buffer.alloc(20, 'r');
  head.writeUInt32BE(length, 16);
  const content = Buffer.concat([head, bytes, Buffer.from(receiveId)]);
  const pad = 32 - (content.length % 32);
  const all = Buffer.concat([content, Buffer.alloc(pad, options.pad ?? pad)]);
  all[all.length - 1] = options.lastByte ?? options.pad ?? pad;
  return sealed(all);
}

/** Whole blocks in which nothing is wrong but how long the padding is. */
function evenlyPadded(pad: number): Buffer {
  const head = Buffer.alloc(20);
  const text = Buffer.alloc(16 - ((head.length + Buffer.byteLength(KEYS.receiveId)) % 16), 'a');
  head.writeUInt32BE(text.length, 16);
  return Buffer.concat([head, text, Buffer.from(KEYS.receiveId), Buffer.alloc(pad, pad)]);
}

describe('a sealed callback', () => {
  it('opens to what @wecom/crypto sealed, whatever was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 40 }), (text, receiveId) => {
        const encrypted = encrypt(KEYS.aesKey, text, receiveId);
        const opened = createEnvelope({ ...KEYS, receiveId }).open(signed(encrypted), encrypted, NOW);
        expect(opened).toEqual({ text: Buffer.from(text).toString() });
      }),
    );
  });

  it('opens again after we sealed it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^\w{1,20}$/), (text, nonce) => {
        const { encrypted, signature, timestamp } = envelope.seal(text, nonce, NOW);
        const query = new URLSearchParams({ msg_signature: signature, timestamp: String(timestamp), nonce });
        expect(envelope.open(query, encrypted, NOW)).toEqual({ text });
      }),
    );
  });

  it('is refused, and never throws, once a bit of it is flipped', () => {
    const encrypted = encrypt(KEYS.aesKey, '<xml><Content>状态</Content></xml>', KEYS.receiveId);
    const bytes = Buffer.from(encrypted, 'base64');
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        const changed = flipped.toString('base64');
        expect(envelope.open(signed(encrypted), changed, NOW)).toMatchObject({ status: 401 });
        // Signed after all, by whoever knows the token and not the key: most bits break something, none breaks us.
        const opened = envelope.open(signed(changed), changed, NOW);
        expect('text' in opened || opened.status < 500).toBe(true);
      }),
    );
  });

  it('is refused, and never throws, whatever is signed', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.uint8Array({ maxLength: 200 }).map((b) => Buffer.from(b).toString('base64')),
        ),
        (any) => {
          expect(envelope.open(signed(any), any, NOW)).toHaveProperty('reason');
        },
      ),
    );
  });

  it.each([
    ['by its documented name', 'msg_signature'],
    ['as others have seen it', 'msgsignature'],
    ['as others have seen it', 'signature'],
  ])('takes the signature %s: %s', (_, name) => {
    const encrypted = body('hello');
    const query = signed(encrypted);
    const signature = query.get('msg_signature')!;
    query.delete('msg_signature');
    query.set(name, signature);
    expect(envelope.open(query, encrypted, NOW)).toEqual({ text: 'hello' });
  });

  it.each(['msg_signature', 'signature'])('refuses the right signature when %s stands beside it', (name) => {
    const encrypted = body('hello');
    const query = signed(encrypted);
    query.append(name, query.get('msg_signature')!);
    expect(envelope.open(query, encrypted, NOW)).toMatchObject({ status: 401 });
  });

  it.each([
    ['another one', '0'.repeat(40)],
    ['one in capitals', getSignature(KEYS.token, String(SECONDS), 'n0nce', body('hello')).toUpperCase()],
    ['a short one', 'abc'],
    ['one of other characters', '签'.repeat(40)],
    ['none', ''],
  ])('refuses %s for a signature', (_, msg_signature) => {
    const encrypted = body('hello');
    expect(envelope.open(signed(encrypted, { msg_signature }), encrypted, NOW)).toEqual({
      status: 401,
      reason: 'the signature does not match',
    });
  });

  it.each([-600, 600])('is taken %i seconds from now', (skew) => {
    const encrypted = body('hello');
    expect(envelope.open(signed(encrypted, { timestamp: String(SECONDS + skew) }), encrypted, NOW)).toEqual({ text: 'hello' });
  });

  it.each([-601, 601])('is refused %i seconds from now', (skew) => {
    const encrypted = body('hello');
    const opened = envelope.open(signed(encrypted, { timestamp: String(SECONDS + skew) }), encrypted, NOW);
    expect(opened).toEqual({ status: 401, reason: expect.stringContaining('timestamp') });
  });

  it.each(['', 'soon', '1e9', '-5', ' 1764309600', '9'.repeat(400)])('refuses %j for a timestamp', (timestamp) => {
    const encrypted = body('hello');
    expect(envelope.open(signed(encrypted, { timestamp }), encrypted, NOW)).toMatchObject({ status: 401 });
  });

  it.each<[string, string, number, RegExp]>([
    ['for another company', body('hello', { receiveId: 'ww0000000000000000' }), 403, /another receiver/],
    ['for a company written otherwise', body('hello', { receiveId: KEYS.receiveId.toUpperCase() }), 403, /another receiver/],
    ['for nobody', body('hello', { receiveId: '' }), 403, /another receiver/],
    ['with a pad of 0', body('hello', { pad: 0 }), 400, /padding/],
    ['with a pad of 33', body('hello', { pad: 33 }), 400, /padding/],
    ['with a pad of 48, evenly', sealed(evenlyPadded(48)), 400, /padding/],
    ['with pad bytes of two kinds', body('hello', { lastByte: 2 }), 400, /padding/],
    ['that is all pad', sealed(Buffer.alloc(32, 32)), 400, /too short/],
    ['that says it is longer than it is', body('hello', { length: 65_535 }), 400, /longer/],
    ['that says it is 4 GB long', body('hello', { length: 0xffffffff }), 400, /longer/],
    ['that says it is shorter than it is', body('hello', { length: 3 }), 403, /another receiver/],
    ['that is not UTF-8', body(Buffer.from([0xff, 0xfe])), 400, /UTF-8/],
    ['of half a block', Buffer.alloc(40).toString('base64'), 400, /blocks/],
    ['of one short block', Buffer.alloc(16).toString('base64'), 400, /blocks/],
    ['that is no base64', '不是', 400, /blocks/],
  ])('refuses a body %s', (_, encrypted, status, reason) => {
    expect(envelope.open(signed(encrypted), encrypted, NOW)).toEqual({ status, reason: expect.stringMatching(reason) });
  });

  it('takes a key whose last character carries spare bits', () => {
    const keys = { ...KEYS, aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' };
    const encrypted = encrypt(keys.aesKey, 'hello', keys.receiveId);
    expect(createEnvelope(keys).open(signed(encrypted), encrypted, NOW)).toEqual({ text: 'hello' });
  });
});
