import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { S3Facts } from '../ports/facts.ts';
import { StoreAwayError } from '../ports/file-store.ts';
import { createS3Client, type S3Bucket } from './s3-client.ts';

/** Does once with a small object what keeping files takes, and takes it away again. */
export async function inspectS3(bucket: S3Bucket): Promise<S3Facts> {
  const client = createS3Client(bucket);
  const key = `doctor/${randomUUID()}`;
  const sha256 = createHash('sha256').update(key).digest('hex');
  let doing: NonNullable<S3Facts['failed']>['doing'] = 'write';
  try {
    await client.put(key, { size: key.length, sha256, read: () => Readable.from([key]) });
    doing = 'read';
    await text(await client.read(key, 0));
    doing = 'list';
    for await (const object of client.list('doctor/')) if (object.key === key) break;
    doing = 'remove';
    await client.remove(key);
    return { failed: undefined };
  } catch (error) {
    if (error instanceof StoreAwayError) return { failed: { doing, code: error.code } };
    throw error;
  }
}
