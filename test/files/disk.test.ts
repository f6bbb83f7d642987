import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDiskStore } from '../../src/files/disk.ts';
import type { FileStore, StagedFile } from '../../src/ports/file-store.ts';
import { describeFileStore, listKeys } from './file-store-contract.ts';

const MB = 1024 * 1024;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wenming-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

describeFileStore('the disk store', async () => {
  const dir = join(folder, 'contract');
  const store = await createDiskStore(dir);
  return {
    store,
    another: () => createDiskStore(dir),
    countLeftovers: async () => (await readdir(join(dir, 'staging'))).length + (await readdir(join(dir, 'uploads'))).length,
  };
});

it('finds again what another process kept', async () => {
  const dir = join(folder, 'shared');
  const [one, other] = [await createDiskStore(dir), await createDiskStore(dir)];
  const staged = await one.stage(Readable.from([Buffer.from('x')]), 10);
  await one.commit(staged, staged.sha256);
  expect(await other.size(staged.sha256)).toBe(1);
});

it('clears away what a dead process left yesterday, and nothing that may be in use', async () => {
  const dir = join(folder, 'leftovers');
  await createDiskStore(dir);
  const old = join(dir, 'staging', 'old');
  await writeFile(old, 'half a fi');
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
  await utimes(old, twoDaysAgo, twoDaysAgo);
  await writeFile(join(dir, 'staging', 'young'), 'half a fi');
  await createDiskStore(dir);
  expect(await readdir(join(dir, 'staging'))).toEqual(['young']);
});

it('clears away uploads that nobody went on with for a week', async () => {
  const dir = join(folder, 'abandoned');
  const store = await createDiskStore(dir);
  const [old, young] = [await store.begin(), await store.begin()];
  const daysAgo = (days: number): number => Date.now() / 1000 - days * 86_400;
  for (const token of [old, young]) {
    const upload = join(dir, 'uploads', token);
    const [name] = await readdir(upload);
    await utimes(join(upload, name!), daysAgo(9), daysAgo(token === old ? 9 : 7));
    await utimes(upload, daysAgo(9), daysAgo(9));
  }
  const restarted = await createDiskStore(dir);
  expect(await restarted.received(old)).toBeUndefined();
  expect(await restarted.received(young)).toBe(0);
});

it('lists only files of its own', async () => {
  const dir = join(folder, 'foreign');
  const store = await createDiskStore(dir);
  const staged = await store.stage(Readable.from([randomBytes(5)]), 10);
  await store.commit(staged, staged.sha256);
  await writeFile(join(dir, 'README'), 'somebody was here');
  await writeFile(join(dir, staged.sha256.slice(0, 2), '.DS_Store'), '');
  expect(await listKeys(store)).toEqual([staged.sha256]);
});

it('keeps evidence from other users of the machine', async () => {
  const dir = join(folder, 'private');
  const store = await createDiskStore(dir);
  const staged = await store.stage(Readable.from([randomBytes(5)]), 10);
  await store.commit(staged, staged.sha256);
  const shard = join(dir, staged.sha256.slice(0, 2));
  expect((await stat(shard)).mode & 0o077).toBe(0);
  expect((await stat(join(shard, staged.sha256))).mode & 0o077).toBe(0);
});

it.each(['at once', 'in pieces', 'in pieces, finished by another process'])('holds no file in memory that comes in %s', async (how) => {
  const dir = join(folder, 'flat');
  const store = await createDiskStore(dir);
  const chunk = randomBytes(256 * 1024);
  let most = 0;
  function* chunks(count: number): Generator<Buffer> {
    for (let i = 0; i < count; i++) {
      most = Math.max(most, process.memoryUsage.rss());
      yield Buffer.from(chunk);
    }
  }
  async function inPieces(by: FileStore): Promise<StagedFile> {
    const token = await store.begin();
    for (let at = 0; at < 200 * MB;) at = await store.append(token, at, Readable.from(chunks(32)), 300 * MB);
    const staged = await by.finish(token);
    most = Math.max(most, process.memoryUsage.rss());
    await by.forget(token);
    return staged;
  }
  const before = process.memoryUsage.rss();
  const staged =
    how === 'at once'
      ? await store.stage(Readable.from(chunks(800)), 300 * MB)
      : await inPieces(how === 'in pieces' ? store : await createDiskStore(dir));
  expect(staged.size).toBe(200 * MB);
  // Garbage is collected when there is time for it.
  expect(most - before).toBeLessThan(170 * MB);
  await store.discard(staged);
});
