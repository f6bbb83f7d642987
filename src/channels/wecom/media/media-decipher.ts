import { createDecipheriv, createSecretKey, type Decipheriv, type KeyObject } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { ChannelError } from '../../../ports/channel.ts';
import { brokenMedia } from './open-media.ts';

/**
 * Opens a file that WeCom sealed (AES-256-CBC, the key's first 16 bytes to begin with, PKCS#7 in blocks of up to 32: protocol-wecom
 * §2.6) while it comes in. Only the last 32 bytes are held back, in which the padding is. Fails when they do not close rightly.
 */
export class MediaDecipher extends Transform {
  readonly #decipher: Decipheriv;
  #held: Buffer = Buffer.alloc(0);

  constructor(key: KeyObject) {
    super();
    this.#decipher = createDecipheriv('aes-256-cbc', key, key.export().subarray(0, 16)).setAutoPadding(false);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const opened = Buffer.concat([this.#held, this.#decipher.update(chunk)]);
    const end = Math.max(0, opened.length - LONGEST_PAD);
    this.#held = opened.subarray(end);
    done(null, opened.subarray(0, end));
  }

  override _flush(done: TransformCallback): void {
    const pad = this.#held.at(-1) ?? 0;
    const padding = this.#held.subarray(-pad);
    const isWhole = pad >= 1 && pad <= this.#held.length && padding.every((byte) => byte === pad) && this.#endsOnBlock();
    if (!isWhole) return done(brokenMedia('not whole, or not under this key'));
    done(null, this.#held.subarray(0, -pad));
  }

  #endsOnBlock(): boolean {
    try {
      this.#decipher.final();
      return true;
    } catch {
      return false;
    }
  }
}

const LONGEST_PAD = 32;

/** EncodingAESKey (43 characters), or the `aeskey` of a long connection: base64 with or without padding, or of URLs; hex. */
export function readMediaKey(text: string): KeyObject {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (bytes.length === 32) return createSecretKey(bytes);
  throw new ChannelError('wecom', 'media-key', 'the key of a file is not one of 32 bytes', { permanent: true });
}
