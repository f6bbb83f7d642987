import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Shared } from '../../src/ports/shared.ts';

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
      expect(wait).toBeGreaterThan(50_000);
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
      const take = (): Promise<number | undefined> => shared.take(key, 2, 400);
      expect(await take()).toBe(0);
      await pass(250);
      expect(await take()).toBe(0);
      expect(await take()).toBeGreaterThan(0);
      await pass(200);
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
  });
}
