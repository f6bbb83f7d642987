import { createChainWalker, type ChainedEntry, type ChainFault } from '../domain/audit-chain.ts';
import type { TrailHead } from '../exporter/trail-lines.ts';

/** What an exported trail (操作留痕, .jsonl) says of itself, and every fault in it; without a head it was cut off. */
export interface VerifiedTrail {
  head: TrailHead | undefined;
  faults: ChainFault[];
  /** Hash of the entry that was asked for. */
  hashAt: string | undefined;
}

/** Whether the lines of an exported trail are whole and unchanged, without the database: each entry follows the one before, up to the head. `n`: an entry whose hash is wanted. */
export async function verifyTrail(lines: AsyncIterable<string>, n?: number): Promise<VerifiedTrail> {
  const walker = createChainWalker();
  const faults: ChainFault[] = [];
  let last: ChainedEntry | undefined;
  let head: TrailHead | undefined;
  let hashAt: string | undefined;
  for await (const line of lines) {
    const read = JSON.parse(line) as ChainedEntry | TrailHead;
    if ('head' in read) head = read;
    else {
      faults.push(...walker.walk([read]));
      last = read;
      if (read.n === n) hashAt = read.hash;
    }
  }
  if (head !== undefined) faults.push(...walker.end(head.entries, head.entries));
  if (head !== undefined && faults.length === 0 && last !== undefined && last.hash !== head.head)
    faults.push({ n: last.n, fault: 'changed' });
  return { head, faults, hashAt };
}
