import { PassThrough, Readable, type Writable } from 'node:stream';
import { changeClaimed, claimExport, findExport } from '../db/exports.ts';
import { getPlan } from '../db/plans.ts';
import type { ExportRow } from '../db/tables.ts';
import { DomainError } from '../domain/errors.ts';
import { formatSize } from '../domain/file-size.ts';
import { archiveSize, frameBytes } from '../exporter/archive/frame.ts';
import { StoreAwayError, StoreFullError, type StagedFile } from '../ports/file-store.ts';
import type { OutboundMessage } from '../ports/message.ts';
import type { Deps } from './deps.ts';
import { EXPORT_DAYS, signExportLink } from './export-links.ts';
import { exportLedger } from './export-ledger.ts';
import { withArchive, type ReadingProgress } from './prepare-archive.ts';
import { exportTrail } from './export-trail.ts';
import { inTransaction } from './in-transaction.ts';
import { queueMessage } from './queue-message.ts';
import { askerAddress } from './tell-asker.ts';

/** An export while one process holds it. */
type Claimed = ExportRow & { claimedUntil: string };

/**
 * Makes a paper an admin asked for (导出), keeps it and tells the person where it is, or why there is none. A process that dies over it
 * loses its claim, and another begins anew; whoever comes late finds it made.
 */
export async function buildExport(deps: Deps, { exportId }: { exportId: string }): Promise<void> {
  const now = Date.now();
  const claim = { now: new Date(now).toISOString(), until: new Date(now + CLAIM_MS).toISOString() };
  if (!(await claimExport(deps.db, exportId, claim))) return;
  const row: Claimed = { ...(await findExport(deps.db, exportId))!, claimedUntil: claim.until };
  try {
    await finish(deps, row, await build(deps, row));
  } catch (error) {
    await giveUp(deps, row, error);
  }
}

/** Far longer than a table takes; what takes longer shows that it goes on. */
const CLAIM_MS = 2 * 60_000;

/** What is to be kept, and the bytes of what it gives. */
interface Built {
  staged: StagedFile;
  size: number;
}

async function build(deps: Deps, row: Claimed): Promise<Built> {
  if (row.kind !== 'archive') return buildPaper(deps, row);
  const plan = await getPlan(deps.db, row.planId!);
  return withArchive(
    deps,
    plan,
    async ({ archive: { madeAt }, files }) => ({
      staged: await deps.files.stage(Readable.from(frameBytes(deps.files, files, madeAt), { objectMode: false }), MAX_BYTES),
      size: await archiveSize(files, madeAt),
    }),
    progressOf(deps, row),
  );
}

/** Written down now and then, with which the claim goes on. Rejects when another has taken it up. */
function progressOf(deps: Deps, row: Claimed): ReadingProgress {
  let doneBytes = 0;
  let writtenAt = 0;
  const write = async (change: Partial<ExportRow>): Promise<void> => {
    writtenAt = Date.now();
    const claimedUntil = new Date(writtenAt + CLAIM_MS).toISOString();
    if (!(await changeClaimed(deps.db, row, { ...change, claimedUntil }))) throw new Error('another process has taken the export up');
    row.claimedUntil = claimedUntil;
  };
  return {
    total: (totalBytes) => write({ doneBytes, totalBytes }),
    async seen(bytes) {
      doneBytes += bytes;
      if (Date.now() - writtenAt >= PROGRESS_MS) await write({ doneBytes });
    },
  };
}

const PROGRESS_MS = 1_000;

async function buildPaper(deps: Deps, row: Claimed): Promise<Built> {
  const to = new PassThrough();
  const [staged] = await Promise.all([deps.files.stage(to, MAX_BYTES), write(deps, row, to).catch((error: unknown) => stop(to, error))]);
  return { staged, size: staged.size };
}

const MAX_BYTES = 1024 ** 3;

/** The store sees it end, too: nothing half-written is kept. */
function stop(to: Writable, error: unknown): never {
  to.destroy(error instanceof Error ? error : new Error(String(error)));
  throw error;
}

async function write(deps: Deps, { kind, form, planId }: ExportRow, to: Writable): Promise<void> {
  if (kind === 'trail') return exportTrail(deps, form === 'jsonl' ? 'jsonl' : 'xlsx', to);
  return exportLedger(deps, { plan: await getPlan(deps.db, planId!), form: form === 'docx' ? 'docx' : 'xlsx' }, to);
}

async function finish(deps: Deps, row: Claimed, { staged, size }: Built): Promise<void> {
  const { sha256 } = staged;
  const expiresAt = new Date(Date.now() + EXPORT_DAYS * DAY_MS).toISOString();
  // Before the bytes are there: whoever removes the same ones of an older export sees that they are wanted.
  if (!(await inTransaction(deps, (tx) => changeClaimed(tx.db, row, { sha256, size, expiresAt })))) return deps.files.discard(staged);
  await deps.files.commit(staged, sha256);
  await inTransaction(deps, async (tx) => {
    if (!(await changeClaimed(tx.db, row, { state: 'ready', claimedUntil: null }))) return;
    const message = tx.render('export-ready', { name: row.name, size: formatSize(size), days: EXPORT_DAYS });
    await tell(tx, row, { ...message, links: [{ name: row.name, url: signExportLink(tx, row) }] });
  });
}

const DAY_MS = 24 * 3_600_000;

async function giveUp(deps: Deps, row: Claimed, error: unknown): Promise<void> {
  const attempts = error instanceof StoreFullError || error instanceof StoreAwayError ? row.attempts : row.attempts + 1;
  const isRefused = error instanceof DomainError;
  if (!isRefused) deps.log.error({ export: row.id, attempts, err: error }, 'a paper could not be made');
  if (!isRefused && attempts < MAX_TRIES) {
    // One that another has taken up is not tried again for this one's sake.
    if (await changeClaimed(deps.db, row, { attempts, claimedUntil: null })) throw error;
    return;
  }
  await inTransaction(deps, async (tx) => {
    if (!(await changeClaimed(tx.db, row, { state: 'failed', attempts, claimedUntil: null }))) return;
    const message = isRefused
      ? tx.render(`refusals/${error.code}`, error.details)
      : tx.render('export-failed', { name: row.name, id: row.id.slice(-4) });
    await tell(tx, row, message);
  });
}

const MAX_TRIES = 3;

async function tell(deps: Deps, row: ExportRow, message: OutboundMessage): Promise<void> {
  const to = await askerAddress(deps, row);
  if (to !== undefined) await queueMessage(deps, to, message, { purpose: 'notice', dedupeKey: `export-${row.id}` });
}
