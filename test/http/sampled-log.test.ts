import { afterEach, expect, it, vi } from 'vitest';
import { sample } from '../../src/http/sampled-log.ts';

afterEach(() => vi.useRealTimers());

it('writes a few lines a second, and then how many it left out', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
  const lines: [object, string][] = [];
  const write = sample((fields: object, message: string) => void lines.push([fields, message]), 2);
  for (let n = 1; n <= 5; n++) write({ n }, 'broken');
  vi.setSystemTime(1_001_000);
  write({ n: 6 }, 'broken');
  expect(lines).toEqual([
    [{ n: 1 }, 'broken'],
    [{ n: 2 }, 'broken'],
    [{ leftOut: 3 }, 'more of the same were not written down'],
    [{ n: 6 }, 'broken'],
  ]);
});
