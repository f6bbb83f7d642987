import { createHash } from 'node:crypto';

/** One line of 操作留痕: who did what, when, from where. */
export interface AuditEntry {
  n: number;
  at: string;
  /** Member id, `cli` or `system`. */
  actor: string;
  /** Channel, `cli`, or `file` (the directory file). */
  source: string;
  action: string;
  taskId: string | null;
  submissionId: string | null;
  /** One Chinese sentence for 「留痕」. */
  summary: string;
}

/** An entry tied to the one before it: whoever changes, removes or moves one breaks every link after it. */
export interface ChainedEntry extends AuditEntry {
  prevHash: string;
  /** sha256 of the entry and `prevHash`, in hex. */
  hash: string;
}

/** What the first entry is tied to. */
export const CHAIN_START = '0'.repeat(64);

export function chain(entry: AuditEntry, prevHash: string): ChainedEntry {
  const { n, at, actor, source, action, taskId, submissionId, summary } = entry;
  // An array, so that no field can run over into the next.
  const text = JSON.stringify([n, at, actor, source, action, taskId, submissionId, summary, prevHash]);
  return { n, at, actor, source, action, taskId, submissionId, summary, prevHash, hash: createHash('sha256').update(text).digest('hex') };
}

export interface ChainFault {
  n: number;
  fault: 'changed' | 'missing' | 'inserted' | 'unlinked';
}

/** Walks a chain in its order, a part at a time. */
export interface ChainWalker {
  /** The next entries by `n`. */
  walk(entries: readonly ChainedEntry[]): ChainFault[];
  /** How many there have to be; more than `atLeast` may have been added while walking, up to `atMost`. */
  end(atLeast: number, atMost: number): ChainFault[];
}

export function createChainWalker(): ChainWalker {
  let expected = 1;
  let head = CHAIN_START;

  function step(entry: ChainedEntry): ChainFault[] {
    const faults: ChainFault[] = [];
    for (; expected < entry.n; expected++) faults.push({ n: expected, fault: 'missing' });
    if (entry.hash !== chain(entry, entry.prevHash).hash) faults.push({ n: entry.n, fault: 'changed' });
    // Behind a gap the link cannot fit; the gap is what is told.
    else if (entry.prevHash !== head && faults.length === 0) faults.push({ n: entry.n, fault: 'unlinked' });
    expected = entry.n + 1;
    head = entry.hash;
    return faults;
  }

  return {
    walk: (entries) => entries.flatMap(step),
    end(atLeast, atMost) {
      const faults: ChainFault[] = [];
      for (let n = expected; n <= atLeast; n++) faults.push({ n, fault: 'missing' });
      for (let n = atMost + 1; n < expected; n++) faults.push({ n, fault: 'inserted' });
      return faults;
    },
  };
}
