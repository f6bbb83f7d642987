import { describe, expect, it } from 'vitest';
import { chain, CHAIN_START, createChainWalker, type ChainedEntry } from '../../src/domain/audit-chain.ts';

function entries(count: number): ChainedEntry[] {
  const made: ChainedEntry[] = [];
  for (let n = 1; n <= count; n++) {
    const entry = { n, at: `2023-06-12T01:30:0${n}.000Z`, actor: 'zhou', source: 'sandbox', action: 'urge' };
    made.push(chain({ ...entry, taskId: null, submissionId: null, summary: `催办第${n}项` }, made.at(-1)?.hash ?? CHAIN_START));
  }
  return made;
}

function faultsOf(chained: readonly ChainedEntry[], last: number): string[] {
  const walker = createChainWalker();
  // In parts, as they are read.
  const found = [...walker.walk(chained.slice(0, 2)), ...walker.walk(chained.slice(2)), ...walker.end(last, last)];
  return found.map(({ n, fault }) => `${n} ${fault}`);
}

it('is whole when nobody touched it', () => {
  expect(faultsOf(entries(5), 5)).toEqual([]);
  expect(faultsOf([], 0)).toEqual([]);
});

describe('shows', () => {
  it.each(['at', 'actor', 'source', 'action', 'taskId', 'submissionId', 'summary'] as const)('a changed %s', (field) => {
    const chained = entries(5);
    chained[2] = { ...chained[2]!, [field]: 'x' };
    expect(faultsOf(chained, 5)).toEqual(['3 changed']);
  });

  it('an entry rewritten with a hash of its own', () => {
    const chained = entries(5);
    chained[2] = chain({ ...chained[2]!, summary: '催办第9项' }, chained[1]!.hash);
    expect(faultsOf(chained, 5)).toEqual(['4 unlinked']);
  });

  it('a removed one, also the last', () => {
    expect(faultsOf(entries(5).toSpliced(2, 1), 5)).toEqual(['3 missing']);
    expect(faultsOf(entries(5).slice(0, 4), 5)).toEqual(['5 missing']);
    expect(faultsOf([], 2)).toEqual(['1 missing', '2 missing']);
  });

  it('two that changed places', () => {
    const chained = entries(5);
    const [second, third] = [chained[1]!, chained[2]!];
    chained[1] = { ...third, n: 2 };
    chained[2] = { ...second, n: 3 };
    expect(faultsOf(chained, 5)).toEqual(['2 changed', '3 changed', '4 unlinked']);
  });

  it('one that was added behind the last', () => {
    expect(faultsOf(entries(6), 5)).toEqual(['6 inserted']);
  });
});
