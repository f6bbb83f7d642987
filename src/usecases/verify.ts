import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { listAuditAfter } from '../db/audit.ts';
import { lastNumber } from '../db/counters.ts';
import {
  listCounterFaults,
  listDatabaseFaults,
  listProgressFaults,
  listReminderFaults,
  listStoredAfter,
  listVerdictFaults,
} from '../db/integrity.ts';
import { createChainWalker, type ChainFault } from '../domain/audit-chain.ts';
import type { Deps } from './deps.ts';
import { findOrphans } from './find-orphans.ts';

/** What was looked at, and every fault found, each in one English line with what to do. */
export interface Verified {
  entries: number;
  files: number;
  /** Files of the store that belong to nothing: no fault, they are removed at night. */
  orphans: number;
  faults: string[];
}

/** Whether everything that was kept is still there as it was kept: the database, 操作留痕, and every stored file. Reads only. */
export async function verify(deps: Pick<Deps, 'db' | 'files'>): Promise<Verified> {
  const looks = [listDatabaseFaults, listCounterFaults, listProgressFaults, listReminderFaults, listVerdictFaults];
  const found = await Promise.all(looks.map((look) => look(deps.db)));
  const database = found.flat().map((fault) => `Database: ${fault}. Restore a backup.`);
  const audit = await verifyAudit(deps);
  const files = await verifyFiles(deps);
  const { orphans } = await findOrphans(deps);
  return { entries: audit.count, files: files.count, orphans: orphans.length, faults: [...database, ...audit.faults, ...files.faults] };
}

interface Part {
  count: number;
  faults: string[];
}

async function verifyAudit({ db }: Pick<Deps, 'db'>): Promise<Part> {
  const walker = createChainWalker();
  const faults: ChainFault[] = [];
  const atLeast = await lastNumber(db, 'audit');
  let count = 0;
  for (let n = 0; ;) {
    const entries = await listAuditAfter(db, n, PAGE);
    if (entries.length === 0) break;
    faults.push(...walker.walk(entries));
    count += entries.length;
    n = entries.at(-1)!.n;
  }
  faults.push(...walker.end(atLeast, await lastNumber(db, 'audit')));
  return { count, faults: faults.map(auditLine) };
}

const PAGE = 1_000;

const AUDIT_WORDS: Record<ChainFault['fault'], string> = {
  changed: 'was changed after it was written',
  missing: 'is missing',
  inserted: 'was added from outside',
  unlinked: 'does not follow the one before it: entries were put in another order or replaced',
};

/** What to tell of a fault in 操作留痕. */
export function auditLine({ n, fault }: ChainFault): string {
  return `Audit: entry ${n} ${AUDIT_WORDS[fault]}. Compare with a backup; somebody has written to the database directly.`;
}

async function verifyFiles({ db, files }: Pick<Deps, 'db' | 'files'>): Promise<Part> {
  const faults: string[] = [];
  const known = new Map<string, string | undefined>();
  let count = 0;
  for (let after = ''; ;) {
    const rows = await listStoredAfter(db, after, PAGE);
    if (rows.length === 0) return { count, faults };
    for (const { id, sha256, previewSha256, originalName } of rows) {
      count++;
      after = id;
      for (const [what, key] of [
        ['File', sha256 ?? ''],
        ['Preview', previewSha256],
      ] as const) {
        if (key === null) continue;
        if (!known.has(key)) known.set(key, await faultOf(files, key));
        const fault = known.get(key);
        if (fault !== undefined) faults.push(`${what}: ${originalName} (evidence ${id}, ${key}) ${fault}. Copy it back from a backup.`);
      }
    }
  }
}

async function faultOf(files: Deps['files'], key: string): Promise<string | undefined> {
  if (key === '' || (await files.size(key)) === undefined) return 'is missing';
  const hash = createHash('sha256');
  await pipeline(await files.open(key), hash);
  return hash.digest('hex') === key ? undefined : 'was changed';
}
