import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { MessageFile } from '../../../ports/message.ts';
import { mediaIdOf } from '../api/app-api.ts';
import { noAnswer } from '../api/errors.ts';
import type { SendRequest } from './request.ts';
import { textAt } from '../../../channel-kit/payload.ts';

/**
 * Uploads a file over the long connection, piece by piece as it is read, and returns its media_id, good for three days
 * (protocol-wecom §3.4). Throws ChannelError; nothing was shown to anybody then.
 */
export async function uploadFile(
  send: SendRequest,
  file: MessageFile,
  { open, withinMs }: { open: () => Promise<Readable>; withinMs: number },
): Promise<string> {
  const giveUpAt = performance.now() + withinMs;

  async function request(step: string, body: object): Promise<unknown> {
    if (performance.now() >= giveUpAt) throw noAnswer('upload', 'it takes too long');
    return send('upload', `aibot_upload_media_${step}`, randomUUID(), body);
  }

  const begun = await request('init', {
    type: 'file',
    filename: shorten(file.name),
    total_size: file.size,
    total_chunks: Math.ceil(file.size / CHUNK_BYTES),
  });
  const uploadId = textAt(begun, 'upload_id');
  let index = 0;
  for await (const chunk of chunksOf(await open())) {
    await request('chunk', { upload_id: uploadId, chunk_index: index, base64_data: chunk.toString('base64') });
    index += 1;
  }
  const done = await request('finish', { upload_id: uploadId });
  return mediaIdOf({ media_id: textAt(done, 'media_id') });
}

/** Before base64. */
const CHUNK_BYTES = 512 * 1024;

async function* chunksOf(stream: Readable): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const read of stream) {
    let rest = read as Buffer;
    while (size + rest.length >= CHUNK_BYTES) {
      const head = rest.subarray(0, CHUNK_BYTES - size);
      yield Buffer.concat([...held, head]);
      rest = rest.subarray(head.length);
      [held, size] = [[], 0];
    }
    held.push(rest);
    size += rest.length;
  }
  if (size > 0) yield Buffer.concat(held);
}

const MAX_NAME_BYTES = 256;

/** Cut before its ending, between characters. */
function shorten(name: string): string {
  const [, stem = name, ending = ''] = /^(.*?)(\.[^.]{1,20})?$/s.exec(name) ?? [];
  const kept = [...stem];
  while (Buffer.byteLength(kept.join('') + ending) > MAX_NAME_BYTES) kept.pop();
  return kept.join('') + ending;
}
