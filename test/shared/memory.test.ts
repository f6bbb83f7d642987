import { createMemoryShared } from '../../src/shared/memory.ts';
import { describeShared } from './shared-contract.ts';

let now = 1_700_000_000_000;
describeShared(
  'shared in memory',
  () => createMemoryShared(() => now),
  async (ms) => void (now += ms),
);
