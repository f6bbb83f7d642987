import { CHAIN_START, type ChainedEntry } from '../domain/audit-chain.ts';

/** How many entries a trail has, and the hash that stands for all of them (链首): who notes it down knows the whole trail again. */
export interface TrailHead {
  entries: number;
  head: string;
}

/** 操作留痕 as lines of JSON, each entry as it is stored and chained; the last line is the head. */
export async function* trailLines(entries: AsyncIterable<ChainedEntry>): AsyncIterable<string> {
  const last: TrailHead = { entries: 0, head: CHAIN_START };
  for await (const entry of entries) {
    last.entries++;
    last.head = entry.hash;
    yield `${JSON.stringify(entry)}\n`;
  }
  yield `${JSON.stringify(last)}\n`;
}
