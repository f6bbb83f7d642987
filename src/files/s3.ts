import { createReadStream } from 'node:fs';
import { type FileStore, StoreAwayError } from '../ports/file-store.ts';
import { checkKey, isKey } from './keys.ts';
import { createS3Client, type S3Bucket } from './s3-client.ts';
import { createS3Uploads } from './s3-uploads.ts';
import { createStaging } from './staging.ts';

/**
 * Evidence bytes in an S3 bucket, each object under its key. They are received whole on this machine first, in `spool`: so a check can
 * read them before anything is kept, and an object is there from one moment to the next or not at all.
 */
export async function createS3Store(bucket: S3Bucket, spool: string): Promise<FileStore> {
  const client = createS3Client(bucket);
  const staging = await createStaging(spool);
  const { stage, local, discard, room } = staging;
  const uploads = createS3Uploads(client, staging);

  return {
    stage,
    local,
    discard,
    room,
    ...uploads,

    async commit(staged, key) {
      checkKey(key);
      await client.put(key, { size: staged.size, sha256: key, read: () => createReadStream(local(staged)) });
      if ((await client.size(key)) !== staged.size) throw new StoreAwayError('does not hold what it took', 'size');
      await discard(staged);
    },

    async open(key, from = 0) {
      checkKey(key);
      return client.read(key, from);
    },

    async size(key) {
      checkKey(key);
      return client.size(key);
    },

    async remove(key) {
      checkKey(key);
      await client.remove(key);
    },

    async *list() {
      for await (const { key } of client.list('')) if (isKey(key)) yield key;
    },

    async clearLeftovers(now) {
      await staging.clearLeftovers(now);
      await uploads.clearLeftovers(now);
    },
  };
}
