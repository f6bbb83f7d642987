import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { HttpCall } from './fetch-text.ts';

/** A file on its way to the platform. `size` in bytes, exactly as many as will come. */
export interface Upload {
  kind: 'image' | 'file';
  name: string;
  size: number;
}

/**
 * A file as the platform takes it: the form field `media`, streamed, with its length said before. The name is what the receiver
 * sees; it is given in both forms, because the platform does not say which one it reads (protocol-wecom §4.9, protocol-dingtalk §4.3).
 */
export function multipart({ kind, name, size }: Upload, open: () => Promise<Readable>): HttpCall {
  const boundary = randomUUID();
  const plainName = name.replace(/[\r\n]+/g, ' ').replaceAll('"', '%22');
  const head = Buffer.from(
    `--${boundary}\r\n` +
      `Content-Disposition: form-data; name="media"; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}; filelength=${size}\r\n` +
      `Content-Type: ${kind === 'image' ? imageType(name) : 'application/octet-stream'}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    method: 'POST',
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + size + tail.length),
    },
    body: inOrder(head, open, tail),
  };
}

async function* inOrder(head: Buffer, open: () => Promise<Readable>, tail: Buffer): AsyncGenerator<Uint8Array> {
  yield head;
  for await (const chunk of await open()) yield chunk as Buffer;
  yield tail;
}

function imageType(name: string): string {
  return /\.png$/i.test(name) ? 'image/png' : 'image/jpeg';
}
