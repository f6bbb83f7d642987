import { PassThrough, type Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** What is written into a stream, as one piece. */
export async function collect(write: (to: Writable) => Promise<unknown>): Promise<Buffer> {
  const through = new PassThrough();
  const [bytes] = await Promise.all([buffer(through), write(through)]);
  return bytes;
}
