import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createS3Client } from '../../src/files/s3-client.ts';
import { createS3Store } from '../../src/files/s3.ts';
import type { FileStore, StagedFile } from '../../src/ports/file-store.ts';
import { type CutProxy, startCutProxy } from '../helpers/cut-proxy.ts';
import { startS3, type S3Server } from '../helpers/s3-server.ts';

const MB = 1024 * 1024;
const BYTES = randomBytes(2 * MB);

let folder: string;
let server: S3Server;
let line: CutProxy;
let store: FileStore;
/** The same bucket, by a line that nobody cuts. */
let objects: () => Promise<string[]>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wenming-spool-'));
  server = await startS3();
  const bucket = await server.bucket();
  line = await startCutProxy(bucket.endpoint);
  store = await createS3Store({ ...bucket, endpoint: line.url }, folder);
  objects = async () => {
    const keys: string[] = [];
    for await (const { key } of createS3Client(bucket).list('')) keys.push(key);
    return keys;
  };
});

afterEach(async () => {
  await line.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

const stage = (): Promise<StagedFile> => store.stage(Readable.from([BYTES]), 3 * MB);

async function kept(): Promise<string> {
  const staged = await stage();
  await store.commit(staged, staged.sha256);
  return staged.sha256;
}

describe('a line that is cut', () => {
  it.each(['questions', 'answers'] as const)('once, in the middle of %s, is asked again', async (of) => {
    line.cut(of, of === 'questions' ? MB : 10);
    const key = await kept();
    expect(line.left()).toBe(0);
    expect(await buffer(await store.open(key))).toEqual(BYTES);
    expect(await readdir(folder)).toEqual([]);
  });

  it('again and again leaves nothing half-stored, and what was received is still there to be kept', async () => {
    const staged = await stage();
    line.cut('questions', MB, 100_000, 10);
    await expect(store.commit(staged, staged.sha256)).rejects.toMatchObject({ name: 'StoreAwayError' });
    expect(await objects()).toEqual([]);
    await store.commit(staged, staged.sha256);
    expect(await objects()).toEqual([staged.sha256]);
  });

  it('while a file is read is gone on with from there', async () => {
    const key = await kept();
    line.cut('answers', 100_000, 700_000, 5);
    expect(await buffer(await store.open(key))).toEqual(BYTES);
    expect(line.left()).toBe(0);
  });

  it('while a file comes in pieces loses none that was said to be held', async () => {
    const token = await store.begin();
    const piece = (from: number, to?: number): Readable => Readable.from([BYTES.subarray(from, to)]);
    await store.append(token, 0, piece(0, MB), 3 * MB);
    line.cut('questions', 3_000, 3_000, 3_000);
    await expect(store.append(token, MB, piece(MB), 3 * MB)).rejects.toMatchObject({ name: 'StoreAwayError' });
    expect(await store.received(token)).toBe(MB);
    expect(await store.append(token, MB, piece(MB), 3 * MB)).toBe(2 * MB);
    line.cut('answers', MB + MB / 2);
    const staged = await store.finish(token);
    await store.commit(staged, staged.sha256);
    await store.forget(token);
    expect(await buffer(await store.open(staged.sha256))).toEqual(BYTES);
    expect(await objects()).toEqual([staged.sha256]);
  });
});

describe('a server that is down', () => {
  it('is told apart from one that has no such file', async () => {
    const [key, token] = [await kept(), await store.begin()];
    await server.kill();
    const away = { name: 'StoreAwayError' };
    await expect(store.open(key)).rejects.toMatchObject(away);
    await expect(store.size(key)).rejects.toMatchObject(away);
    await expect(store.received(token)).rejects.toMatchObject(away);
    await expect(store.remove(key)).rejects.toMatchObject(away);
    await expect(store.list()[Symbol.asyncIterator]().next()).rejects.toMatchObject(away);
    const staged = await stage();
    await expect(store.commit(staged, key)).rejects.toMatchObject(away);
    await server.restart();
    await store.commit(staged, key);
    expect(await store.received(token)).toBe(0);
  });

  it('or deaf keeps nobody waiting who removes a file', async () => {
    const key = await kept();
    server.freeze();
    await expect(store.remove(key)).rejects.toMatchObject({ name: 'StoreAwayError', code: 'ETIMEDOUT' });
    server.thaw();
  });
});

it('is not taken for one without files when it has lost its bucket, or was never S3', async () => {
  const { endpoint, ...bucket } = await server.bucket();
  for (const wrong of [
    { ...bucket, endpoint, bucket: 'nowhere' },
    { ...bucket, endpoint, secretAccessKey: 'wrong' },
  ]) {
    const other = await createS3Store(wrong, join(folder, 'other'));
    await expect(other.size('0'.repeat(64))).rejects.toMatchObject({ name: 'StoreAwayError' });
    await expect(other.list()[Symbol.asyncIterator]().next()).rejects.toMatchObject({ name: 'StoreAwayError' });
  }
});

it('takes no other bytes under a key', async () => {
  const staged = await stage();
  await writeFile(store.local(staged), randomBytes(2 * MB));
  await expect(store.commit(staged, staged.sha256)).rejects.toMatchObject({ name: 'StoreAwayError' });
  expect(await objects()).toEqual([]);
});
