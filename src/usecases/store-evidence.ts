import { listEvidenceOfBurst } from '../db/burst-evidence.ts';
import { findEvidence, recordEvidenceFailure } from '../db/evidence.ts';
import { claimBytes } from '../db/evidence-bytes.ts';
import { findUploadOf } from '../db/uploads.ts';
import { findAttachment } from '../db/inbound.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Evidence } from '../domain/evidence.ts';
import { kindOfFile } from '../domain/evidence-kind.ts';
import { checkFile } from '../domain/file-check.ts';
import { isMarkedName } from '../domain/marked-paper.ts';
import { nameByType, safeFileName } from '../domain/file-name.ts';
import { ChannelError, type Attachment, type ChannelName, type Download } from '../ports/channel.ts';
import { FileTooLargeError, StoreAwayError, StoreFullError, type StagedFile } from '../ports/file-store.ts';
import type { Deps } from './deps.ts';
import { inspectFile } from './inspect-file.ts';
import { inTransaction } from './in-transaction.ts';
import { LONGEST_WAIT_MS } from './wake.ts';
import { stagePreview } from './stage-preview.ts';
import { settleEvidence, type EvidenceOutcome } from './settle-evidence.ts';

/**
 * Fetches, checks and keeps one piece of evidence (佐证资料), then settles its row: file first, outcome second, so a repeat lands
 * on the same key. What the platform did not give this time is fetched again when it says, until it has failed too often.
 */
export async function storeEvidence(deps: Deps, evidenceId: string): Promise<void> {
  const evidence = await findEvidence(deps.db, evidenceId);
  if (evidence?.state !== 'pending' || (evidence.nextAttemptAt ?? '') > new Date().toISOString()) return;
  const outcome = await obtain(deps, evidence);
  if (outcome === undefined) return;
  await settleEvidence(deps, evidence, outcome);
  const upload = evidence.attachmentId === null ? await findUploadOf(deps.db, evidence.id) : undefined;
  if (upload !== undefined) await deps.files.forget(upload.storeToken);
}

/** Undefined: it is tried again later. */
async function obtain(deps: Deps, evidence: Evidence): Promise<EvidenceOutcome | undefined> {
  const attachment = evidence.attachmentId === null ? undefined : await findAttachment(deps.db, evidence.attachmentId);
  if (isMarkedName(evidence.originalName)) return MARKED;
  if (evidence.url !== null) return readLink(deps, evidence, evidence.url);
  if (attachment === undefined) return obtainUpload(deps, evidence);
  // Once the download has begun, with the name it told.
  let file = evidence;
  try {
    const { stream, name } = await download(deps, attachment);
    file = { ...evidence, originalName: evidence.originalName || (name ?? '') };
    if (isMarkedName(file.originalName)) {
      stream.destroy();
      return MARKED;
    }
    const staged = await deps.files.stage(stream, deps.config.evidence.maxFileMb * MB);
    return await keep(deps, file, staged);
  } catch (error) {
    return await giveUp(deps, file, error);
  }
}

/** A link is kept whatever its page says; what its sender said of it counts before. */
async function readLink({ pages, clock }: Deps, { originalName, title, madeOn, kind }: Evidence, url: string): Promise<EvidenceOutcome> {
  const page = await pages.read(url);
  const called = title ?? page.title;
  const kept = { state: 'stored', size: null, sha256: null, mime: null, remark: null, inspected: 1 } as const;
  const { publishedOn } = page;
  const isTold = publishedOn !== null && publishedOn <= dayOf(clock.now());
  const day = madeOn === null && isTold ? ({ madeOn: publishedOn, madeOnFrom: 'page' } as const) : {};
  return { ...kept, ...named(called ?? originalName), title: called, kind: kind ?? kindOfFile(called ?? '', null), ...day };
}

/** What came over the upload page, piece by piece, is there already. */
async function obtainUpload(deps: Deps, evidence: Evidence): Promise<EvidenceOutcome | undefined> {
  const upload = await findUploadOf(deps.db, evidence.id);
  if (upload === undefined) return failed(evidence, 'gone');
  try {
    return await keep(deps, evidence, await deps.files.finish(upload.storeToken));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return failed(evidence, 'gone');
    return giveUp(deps, evidence, error);
  }
}

function download({ channels }: Deps, attachment: Attachment & { channel: string }): Promise<Download> {
  const channel = channels.get(attachment.channel as ChannelName);
  if (channel === undefined) throw new Error(`channel ${attachment.channel} is not configured`);
  return channel.download(attachment);
}

const MB = 1024 * 1024;

async function keep(deps: Deps, file: Evidence, staged: StagedFile): Promise<EvidenceOutcome | undefined> {
  try {
    const verdict = checkFile({ ...staged, name: file.originalName });
    if (!verdict.keep) return refused(file, verdict.remark);
    const found = await inspectFile(deps, file, staged);
    if (found === 'marked') return MARKED;
    if (typeof found === 'string') return refused(file, found);
    const preview = await putAway(deps, file, staged, found.inspected === 1);
    const kind = file.kind ?? kindOfFile(`${file.originalName} ${file.caption ?? ''}`, verdict.mime);
    const kept = { state: 'stored', size: staged.size, sha256: staged.sha256, ...preview, mime: verdict.mime, kind, ...found } as const;
    if (file.originalName === '') return { ...kept, ...named(nameByType(staged.type, await placeOf(deps, file))), remark: null };
    return { ...kept, ...named(file.originalName, verdict.ext), remark: verdict.ext === undefined ? null : 'renamed' };
  } finally {
    await deps.files.discard(staged);
  }
}

/** Keeps the file, and its preview if it can be shown. */
async function putAway(
  deps: Deps,
  { id, originalName }: Evidence,
  staged: StagedFile,
  shown: boolean,
): Promise<Pick<Evidence, 'previewSha256' | 'previewSize'>> {
  const preview = shown ? await stagePreview(deps, originalName, staged) : undefined;
  const previewSha256 = preview?.sha256 ?? null;
  try {
    await inTransaction(deps, (tx) => claimBytes(tx.db, id, { sha256: staged.sha256, previewSha256 }));
    await deps.files.commit(staged, staged.sha256);
    if (preview !== undefined) await deps.files.commit(preview, preview.sha256);
    return { previewSha256, previewSize: preview?.size ?? null };
  } finally {
    if (preview !== undefined) await deps.files.discard(preview);
  }
}

/** Its place in its burst (同一批), from 1. */
async function placeOf({ db }: Deps, { id, burstId }: Evidence): Promise<number> {
  return (await listEvidenceOfBurst(db, burstId)).findIndex((file) => file.id === id) + 1;
}

function named(originalName: string, ext?: string): Pick<Evidence, 'originalName' | 'safeName'> {
  return { originalName, safeName: safeFileName(originalName, ext) };
}

/** What a failure means for the file; undefined when it is tried again later. */
async function giveUp(deps: Deps, evidence: Evidence, error: unknown): Promise<EvidenceOutcome | undefined> {
  if (error instanceof FileTooLargeError) return refused(evidence, 'too-large');
  if (error instanceof ChannelError && error.permanent) {
    deps.log.warn({ evidence: evidence.id, code: error.code, err: error }, 'a file could not be stored');
    return failed(evidence, 'gone');
  }
  if (error instanceof StoreFullError) {
    // Not the file's fault, so no try is counted: it waits for room.
    deps.log.error({ evidence: evidence.id, err: error }, 'the disk of DATA_DIR is full; files wait. Make room');
    throw error;
  }
  if (error instanceof StoreAwayError) {
    deps.log.error({ evidence: evidence.id, err: error }, 'S3 does not take files; they wait. Run doctor');
    throw error;
  }
  const pauseMs = Math.min((error instanceof ChannelError ? error.retryAfterMs : undefined) ?? pauseAfter(evidence), LONGEST_WAIT_MS);
  const attempts = await recordEvidenceFailure(deps.db, evidence.id, new Date(Date.now() + pauseMs).toISOString());
  deps.log.warn({ evidence: evidence.id, attempts, err: error }, 'a file could not be stored');
  if (attempts >= MAX_ATTEMPTS) return failed(evidence, 'unreachable');
  await deps.queue.add('store-evidence', { evidenceId: evidence.id }, { id: `store-${evidence.id}-${attempts}`, delayMs: pauseMs });
  return undefined;
}

const MAX_ATTEMPTS = 8;

/** Links to files live for minutes: the eight tries take about five. */
function pauseAfter({ attempts }: Evidence): number {
  return Math.min(1_000 * 4 ** attempts, 60_000);
}

/** Nothing of it stays, not even what it was called. */
const MARKED: EvidenceOutcome = {
  state: 'refused',
  originalName: '',
  safeName: '',
  size: null,
  sha256: null,
  mime: null,
  remark: 'marked',
  caption: null,
  docNumber: null,
};

function refused({ originalName }: Evidence, remark: EvidenceOutcome['remark']): EvidenceOutcome {
  return { state: 'refused', ...named(originalName), size: null, sha256: null, mime: null, remark };
}

function failed({ originalName }: Evidence, remark: EvidenceOutcome['remark']): EvidenceOutcome {
  return { state: 'failed', ...named(originalName), size: null, sha256: null, mime: null, remark };
}
