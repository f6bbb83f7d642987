import { readdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { isKey } from '../../src/files/keys.ts';
import { createS3Client } from '../../src/files/s3-client.ts';
import { createS3Store } from '../../src/files/s3.ts';
import { startS3, type S3Server } from '../helpers/s3-server.ts';
import { describeFileStore } from './file-store-contract.ts';

let folder: string;
let server: S3Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wenming-spool-'));
  server = await startS3();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

describeFileStore('the S3 store', async () => {
  const bucket = await server.bucket();
  const create = () => createS3Store(bucket, join(folder, 'contract'));
  return {
    store: await create(),
    another: create,
    async countLeftovers() {
      let count = (await readdir(join(folder, 'contract'))).length;
      for await (const { key } of createS3Client(bucket).list('')) if (!isKey(key)) count++;
      return count;
    },
  };
});
