import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { FileTooLargeError, type FileStore, WrongPlaceError } from '../../src/ports/file-store.ts';

const MB = 1024 * 1024;

export interface StoreUnderTest {
  store: FileStore;
  /** The same store as another process has it. */
  another(): Promise<FileStore>;
  /** How many things lie in the store that nobody can open: 0 when nothing was left behind. */
  countLeftovers(): Promise<number>;
}

/** What every `FileStore` promises. */
export function describeFileStore(name: string, create: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let store: FileStore;
    let another: () => Promise<FileStore>;
    let countLeftovers: () => Promise<number>;
    beforeAll(async () => {
      ({ store, another, countLeftovers } = await create());
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

    it('lets what was staged be read on this machine before it is kept', async () => {
      const bytes = randomBytes(1000);
      const staged = await store.stage(Readable.from([bytes]), MB);
      expect(await readFile(store.local(staged))).toEqual(bytes);
      await store.discard(staged);
    });

    it('reads on from any byte', async () => {
      const bytes = randomBytes(300_000);
      const key = await keep(bytes);
      expect(await buffer(await store.open(key, 1))).toEqual(bytes.subarray(1));
      expect(await buffer(await store.open(key, 299_999))).toEqual(bytes.subarray(299_999));
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

    it('lets go of what was staged and neither kept nor given up for a day', async () => {
      const key = await keep(randomBytes(10));
      await store.stage(Readable.from([randomBytes(100)]), MB);
      await store.clearLeftovers(new Date());
      expect(await countLeftovers()).toBe(1);
      await store.clearLeftovers(inDays(2));
      expect(await countLeftovers()).toBe(0);
      expect(await store.size(key)).toBe(10);
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

    describe('files that come in pieces', () => {
      const bytes = randomBytes(900_000);
      const piece = (from: number, to?: number): Readable => Readable.from([bytes.subarray(from, to)]);

      async function isWhole(token: string, at = store): Promise<void> {
        const staged = await at.finish(token);
        expect(staged).toMatchObject({ size: bytes.length, sha256: sha256(bytes) });
        expect(Buffer.from(staged.head)).toEqual(bytes.subarray(0, 4_100));
        await at.commit(staged, staged.sha256);
        expect(await buffer(await at.open(staged.sha256))).toEqual(bytes);
        await at.forget(token);
        await at.remove(staged.sha256);
        expect(await countLeftovers()).toBe(0);
      }

      it('are put together in their order', async () => {
        const token = await store.begin();
        expect(await store.received(token)).toBe(0);
        expect(await store.append(token, 0, piece(0, 300_000), MB)).toBe(300_000);
        expect(await store.append(token, 300_000, piece(300_000, 300_001), MB)).toBe(300_001);
        expect(await store.append(token, 300_001, piece(300_001), MB)).toBe(bytes.length);
        expect(await store.received(token)).toBe(bytes.length);
        await isWhole(token);
      });

      it('tell their type like others, and may be empty', async () => {
        const [pdf, empty] = [await store.begin(), await store.begin()];
        await store.append(pdf, 0, Readable.from([Buffer.from('%PDF-1.7\n')]), MB);
        for (const [token, expected] of [
          [pdf, { size: 9, type: { ext: 'pdf' } }],
          [empty, { size: 0, sha256: sha256(Buffer.alloc(0)), type: undefined }],
        ] as const) {
          const staged = await store.finish(token);
          expect(staged).toMatchObject(expected);
          await store.discard(staged);
          await store.forget(token);
        }
        expect(await countLeftovers()).toBe(0);
      });

      it.each([0, 99, 101, 1_000_000])('say where to go on when one begins at %i of 100', async (at) => {
        const token = await store.begin();
        await store.append(token, 0, piece(0, 100), MB);
        await expect(store.append(token, at, piece(100), MB)).rejects.toMatchObject({ name: 'WrongPlaceError', place: 100 });
        await store.append(token, 100, piece(100), MB);
        await isWhole(token);
      });

      it('go on where the line broke', async () => {
        const token = await store.begin();
        function* breaking(): Generator<Buffer> {
          for (let at = 0; at < 600_000; at += 60_000) yield bytes.subarray(at, at + 60_000);
          throw new Error('the line went dead');
        }
        await expect(store.append(token, 0, Readable.from(breaking()), MB)).rejects.toThrow('the line went dead');
        const held = await store.received(token);
        expect(held).toBeLessThanOrEqual(600_000);
        expect(await store.append(token, held!, piece(held!), MB)).toBe(bytes.length);
        await isWhole(token);
      });

      it('go on at another process, and are finished by a third', async () => {
        const token = await store.begin();
        await store.append(token, 0, piece(0, 100), MB);
        const other = await another();
        expect(await other.received(token)).toBe(100);
        await other.append(token, 100, piece(100, 500), MB);
        await store.append(token, 500, piece(500), MB);
        await isWhole(token, await another());
      });

      it.each(['the same process', 'another process'])(
        'do not wait for a line that is dead: it is broken off by the next at %s',
        async (where) => {
          const next = where === 'another process' ? await another() : store;
          const token = await store.begin();
          const dead = new Readable({ read() {} });
          dead.push(bytes.subarray(0, 1000));
          const broken = store.append(token, 0, dead, MB).then(
            () => 'kept',
            () => 'refused',
          );
          await goOn(next, token);
          dead.push(null);
          expect(await broken).toBe('refused');
          await isWhole(token, next);
        },
      );

      /** As a browser does: begins where the store says. */
      async function goOn(at: FileStore, token: string, from = 0): Promise<void> {
        try {
          await at.append(token, from, piece(from), MB);
        } catch (error) {
          if (!(error instanceof WrongPlaceError)) throw error;
          await goOn(at, token, error.place);
        }
      }

      it('take one of two that come at once', async () => {
        const token = await store.begin();
        const came = await Promise.allSettled([store.append(token, 0, piece(0), MB), store.append(token, 0, piece(0), MB)]);
        expect(came.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        await isWhole(token);
      });

      it('keep to the limit in all', async () => {
        const token = await store.begin();
        await store.append(token, 0, piece(0, 60), 100);
        await expect(store.append(token, 60, piece(60, 101), 100)).rejects.toThrow(FileTooLargeError);
        expect(await store.received(token)).toBe(60);
        expect(await store.append(token, 60, piece(60, 100), 100)).toBe(100);
        await store.forget(token);
        expect(await countLeftovers()).toBe(0);
      });

      it('are there to be finished again until they are forgotten, and take no more', async () => {
        const token = await store.begin();
        await store.append(token, 0, piece(0), MB);
        await store.discard(await store.finish(token));
        const [one, two] = await Promise.all([store.finish(token), (await another()).finish(token)]);
        for (const staged of [one, two]) await store.commit(staged, staged.sha256);
        expect(await store.received(token)).toBe(bytes.length);
        await expect(store.append(token, bytes.length, piece(0, 1), 2 * MB)).rejects.toMatchObject({ code: 'ENOENT' });
        await isWhole(token);
      });

      it('are gone once forgotten', async () => {
        const token = await store.begin();
        await store.append(token, 0, piece(0), MB);
        await store.forget(token);
        await store.forget(token);
        for (const gone of [token, randomUUID()]) {
          expect(await store.received(gone)).toBeUndefined();
          await expect(store.append(gone, 0, piece(0), MB)).rejects.toMatchObject({ code: 'ENOENT' });
          await expect(store.finish(gone)).rejects.toMatchObject({ code: 'ENOENT' });
        }
        expect(await countLeftovers()).toBe(0);
      });

      it('are let go of when nobody has gone on with them for 8 days', async () => {
        const token = await store.begin();
        await store.append(token, 0, piece(0, 100), MB);
        await store.clearLeftovers(inDays(7));
        expect(await store.received(token)).toBe(100);
        await store.clearLeftovers(inDays(9));
        expect(await store.received(token)).toBeUndefined();
        expect(await countLeftovers()).toBe(0);
      });

      it.each(['', '.', '..', '../staging', '/etc', 'a'.repeat(64)])('have no token like %j', async (token) => {
        await expect(store.received(token)).rejects.toThrow(TypeError);
        await expect(store.append(token, 0, piece(0), MB)).rejects.toThrow(TypeError);
        await expect(store.finish(token)).rejects.toThrow(TypeError);
        await expect(store.forget(token)).rejects.toThrow(TypeError);
      });
    });
  });
}

export async function listKeys(store: FileStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of store.list()) keys.push(key);
  return keys;
}

function inDays(days: number): Date {
  return new Date(Date.now() + days * 86_400_000);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
