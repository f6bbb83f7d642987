import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { NoAnswerError, type Shared } from '../../src/ports/shared.ts';

/** What every `Shared` promises. `pass` lets so many real milliseconds go by. */
export function describeShared(name: string, create: () => Shared, pass: (ms: number) => Promise<void>): void {
  describe(name, () => {
    const open: Shared[] = [];
    afterEach(async () => {
      await Promise.all(open.splice(0).map((shared) => shared.close()));
    });

    function start(): Shared {
      const shared = create();
      open.push(shared);
      return shared;
    }

    it('gives what there is, and then says how long to wait', async () => {
      const shared = start();
      const key = randomUUID();
      expect([await shared.take(key, 2, 60_000), await shared.take(key, 2, 60_000)]).toEqual([0, 0]);
      const wait = await shared.take(key, 2, 60_000);
      expect(wait).toBeGreaterThan(30_000);
      expect(wait).toBeLessThanOrEqual(60_001);
    });

    it('keeps names apart', async () => {
      const shared = start();
      const [one, other] = [randomUUID(), randomUUID()];
      expect(await shared.take(one, 1, 60_000)).toBe(0);
      expect(await shared.take(other, 1, 60_000)).toBe(0);
      expect(await shared.take(one, 1, 60_000)).toBeGreaterThan(0);
    });

    it('slides: in no window there is more than was allowed, and what was refused cost nothing', async () => {
      const shared = start();
      const key = randomUUID();
      const take = (): Promise<number | undefined> => shared.take(key, 2, 2_000);
      expect(await take()).toBe(0);
      await pass(1_000);
      expect(await take()).toBe(0);
      const wait = await take();
      expect(wait).toBeGreaterThan(0);
      await pass(wait!);
      // The first has left the window, the second has not.
      expect(await take()).toBe(0);
      expect(await take()).toBeGreaterThan(0);
    });

    it('gives out exactly what there is when many ask at once', async () => {
      const shared = start();
      const key = randomUUID();
      const answers = await Promise.all(Array.from({ length: 50 }, () => shared.take(key, 7, 60_000)));
      expect(answers.filter((wait) => wait === 0)).toHaveLength(7);
    });

    it('keeps a value for its time, and forgets it only while nobody has put another', async () => {
      const shared = start();
      const key = randomUUID();
      expect(await shared.get(key)).toBeUndefined();
      await shared.set(key, 'one', 60_000);
      await shared.set(key, '二', 1_000);
      await shared.forget(key, 'one');
      expect(await shared.get(key)).toBe('二');
      await pass(1_050);
      expect(await shared.get(key)).toBeUndefined();
      await shared.set(key, 'three', 60_000);
      await shared.forget(key, 'three');
      expect(await shared.get(key)).toBeUndefined();
    });

    it('has one holder of a lock, until it lets go', async () => {
      const shared = start();
      const key = randomUUID();
      const [lock, ...others] = await Promise.all([1, 2, 3].map(() => shared.lock(key, 60_000)));
      expect(others).toEqual([undefined, undefined]);
      expect(await shared.get(key)).toBeUndefined();
      await lock!.release();
      expect(await shared.lock(key, 60_000)).toBeDefined();
      expect(await lock!.renew()).toBe(false);
      await lock!.release();
      expect(await shared.lock(key, 60_000)).toBeUndefined();
    });

    it('keeps a lock that is renewed, and hands on one that is not', async () => {
      const shared = start();
      const key = randomUUID();
      const lock = await shared.lock(key, 2_000);
      await pass(1_100);
      expect(await lock!.renew()).toBe(true);
      await pass(1_100);
      expect(await shared.lock(key, 2_000)).toBeUndefined();
      await pass(950);
      expect(await shared.lock(key, 60_000)).toBeDefined();
      expect(await lock!.renew()).toBe(false);
    });

    it('carries a question to whoever serves the name, and the answer back', async () => {
      const shared = start();
      const key = randomUUID();
      expect(await shared.ask(key, 1, 60_000)).toBeUndefined();
      const stop = await shared.serve(key, async (data) => ({ heard: data }));
      expect(await shared.ask(key, { words: '提交 3', none: undefined }, 60_000)).toEqual({ heard: { words: '提交 3' } });
      expect(await shared.ask(randomUUID(), 1, 60_000)).toBeUndefined();
      await stop();
      expect(await shared.ask(key, 1, 60_000)).toBeUndefined();
    });

    it('keeps many questions apart, and gives null for no answer', async () => {
      const shared = start();
      const key = randomUUID();
      await shared.serve(key, async (data) => (data === 3 ? undefined : data));
      const answers = await Promise.all([1, 2, 3, 4].map((n) => shared.ask(key, n, 60_000)));
      expect(answers).toEqual([1, 2, null, 4]);
    });

    it('says that something may have been done when the one asked fails or is late', async () => {
      const shared = start();
      const [failing, late] = [randomUUID(), randomUUID()];
      await shared.serve(failing, async () => {
        throw new Error('broken');
      });
      await expect(shared.ask(failing, 1, 60_000)).rejects.toThrow(NoAnswerError);
      await shared.serve(late, () => new Promise(() => {}));
      await expect(shared.ask(late, 1, 50)).rejects.toThrow(NoAnswerError);
    });
  });
}
