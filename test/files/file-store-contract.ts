import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { FileTooLargeError, type FileStore } from '../../src/ports/file-store.ts';

const MB = 1024 * 1024;

export interface StoreUnderTest {
  store: FileStore;
  /** How many things lie in the store that nobody can open: 0 when nothing was left behind. */
  countLeftovers(): Promise<number>;
}

/** What every `FileStore` promises. */
export function describeFileStore(name: string, create: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let store: FileStore;
    let countLeftovers: () => Promise<number>;
    beforeAll(async () => {
      ({ store, countLeftovers } = await create());
    });

    async function keep(bytes: Buffer): Promise<string> {
      const staged = await store.stage(Readable.from([bytes]), MB);
      await store.commit(staged, staged.sha256);
      return staged.sha256;
    }

    it('gives back the bytes it was given', async () => {
      const bytes = Buffer.from('党委理论学习中心组学习记录\n');
      const key = await keep(bytes);
      expect(key).toBe(sha256(bytes));
      expect(await buffer(await store.open(key))).toEqual(bytes);
      expect(await store.size(key)).toBe(bytes.length);
    });

    it('tells what came in: size, hash, type and first bytes', async () => {
      const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(10_000)]);
      const staged = await store.stage(Readable.from([bytes.subarray(0, 3), bytes.subarray(3)]), MB);
      expect(staged).toMatchObject({ size: bytes.length, sha256: sha256(bytes), type: { ext: 'pdf', mime: 'application/pdf' } });
      expect(Buffer.from(staged.head)).toEqual(bytes.subarray(0, 4_100));
      await store.discard(staged);
    });

    it('does not guess the type of text', async () => {
      const staged = await store.stage(Readable.from([Buffer.from('<html><script>alert(1)</script>')]), MB);
      expect(staged.type).toBeUndefined();
      await store.discard(staged);
    });

    it('takes an empty file', async () => {
      const key = await keep(Buffer.alloc(0));
      expect(await store.size(key)).toBe(0);
      expect(await buffer(await store.open(key))).toHaveLength(0);
    });

    it('shows nothing under the key before the commit', async () => {
      const staged = await store.stage(Readable.from([randomBytes(100)]), MB);
      expect(await store.size(staged.sha256)).toBeUndefined();
      await store.discard(staged);
      await store.discard(staged);
      expect(await countLeftovers()).toBe(0);
    });

    it('takes exactly the limit and not a byte more', async () => {
      const fits = await store.stage(Readable.from([randomBytes(60), randomBytes(40)]), 100);
      expect(fits.size).toBe(100);
      await store.discard(fits);
      await expect(store.stage(Readable.from([randomBytes(60), randomBytes(41)]), 100)).rejects.toThrow(FileTooLargeError);
      expect(await countLeftovers()).toBe(0);
    });

    it('stops reading past the limit', async () => {
      let given = 0;
      function* endless(): Generator<Buffer> {
        for (;;) {
          given += 64 * 1024;
          yield randomBytes(64 * 1024);
        }
      }
      const stream = Readable.from(endless());
      await expect(store.stage(stream, MB)).rejects.toThrow(FileTooLargeError);
      expect(stream.destroyed).toBe(true);
      expect(given).toBeLessThan(5 * MB);
      expect(await countLeftovers()).toBe(0);
    });

    it('leaves nothing of a stream that breaks', async () => {
      function* breaking(): Generator<Buffer> {
        yield randomBytes(200_000);
        throw new Error('the line went dead');
      }
      await expect(store.stage(Readable.from(breaking()), MB)).rejects.toThrow('the line went dead');
      expect(await countLeftovers()).toBe(0);
    });

    it('leaves nothing of a stream that was broken before', async () => {
      const dead = new Readable({ read() {} });
      dead.destroy();
      await expect(store.stage(dead, MB)).rejects.toThrow(Error);
      expect(await countLeftovers()).toBe(0);
    });

    it('keeps the same bytes once, also when two commit at once', async () => {
      const bytes = randomBytes(50_000);
      const key = await keep(bytes);
      const again = await Promise.all([1, 2, 3].map(() => store.stage(Readable.from([bytes]), MB)));
      await Promise.all(again.map((staged) => store.commit(staged, staged.sha256)));
      expect(await buffer(await store.open(key))).toEqual(bytes);
      expect((await listKeys(store)).filter((listed) => listed === key)).toEqual([key]);
      expect(await countLeftovers()).toBe(0);
    });

    it('keeps different files that come at once apart', async () => {
      const files = Array.from({ length: 8 }, () => randomBytes(300_000));
      const keys = await Promise.all(files.map(keep));
      for (const [i, key] of keys.entries()) expect(await buffer(await store.open(key))).toEqual(files[i]);
    });

    it('lists what is kept, and forgets what is removed', async () => {
      const key = await keep(randomBytes(10));
      expect(await listKeys(store)).toContain(key);
      await store.remove(key);
      await store.remove(key);
      expect(await listKeys(store)).not.toContain(key);
      expect(await store.size(key)).toBeUndefined();
      await expect(store.open(key)).rejects.toMatchObject({ code: 'ENOENT' });
    });

    it.each([
      '',
      'a.pdf',
      '../../etc/passwd',
      '/etc/passwd',
      'ab',
      'a'.repeat(63),
      'A'.repeat(64),
      `${'a'.repeat(64)}\n`,
      `../${'a'.repeat(64)}`,
    ])('takes no key like %j', async (key) => {
      const staged = await store.stage(Readable.from([randomBytes(10)]), MB);
      await expect(store.commit(staged, key)).rejects.toThrow('not a file key');
      await expect(store.open(key)).rejects.toThrow('not a file key');
      await expect(store.size(key)).rejects.toThrow('not a file key');
      await expect(store.remove(key)).rejects.toThrow('not a file key');
      await store.discard(staged);
    });

    it('streams a large file through without changing a byte', async () => {
      const hash = createHash('sha256');
      function* chunks(): Generator<Buffer> {
        for (let i = 0; i < 30; i++) {
          const chunk = randomBytes(MB + i);
          hash.update(chunk);
          yield chunk;
        }
      }
      const staged = await store.stage(Readable.from(chunks()), 40 * MB);
      expect(staged.sha256).toBe(hash.digest('hex'));
      await store.commit(staged, staged.sha256);
      const read = createHash('sha256');
      for await (const chunk of await store.open(staged.sha256)) read.update(chunk);
      expect(read.digest('hex')).toBe(staged.sha256);
    });
  });
}

export async function listKeys(store: FileStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of store.list()) keys.push(key);
  return keys;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
