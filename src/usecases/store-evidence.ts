import { claimHash, findEvidence, recordEvidenceFailure } from '../db/evidence.ts';
import { findAttachment } from '../db/inbound.ts';
import type { Evidence } from '../domain/evidence.ts';
import { checkFile } from '../domain/file-check.ts';
import { safeFileName } from '../domain/file-name.ts';
import { ChannelError, type ChannelName } from '../ports/channel.ts';
import { FileTooLargeError, StoreFullError, type StagedFile } from '../ports/file-store.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import { settleEvidence, type EvidenceOutcome } from './settle-evidence.ts';

/**
 * Fetches, checks and keeps one piece of evidence (佐证资料), then settles its row: file first, outcome second, so a repeat lands
 * on the same key. A temporary failure is thrown for the queue to try again, until it has failed too often.
 */
export async function storeEvidence(deps: Deps, evidenceId: string): Promise<void> {
  const evidence = await findEvidence(deps.db, evidenceId);
  if (evidence?.state !== 'pending') return;
  await settleEvidence(deps, evidence, await obtain(deps, evidence));
}

async function obtain(deps: Deps, evidence: Evidence): Promise<EvidenceOutcome> {
  try {
    return await fetchAndKeep(deps, evidence);
  } catch (error) {
    const outcome = await giveUp(deps, evidence, error);
    if (outcome === undefined) throw error;
    return outcome;
  }
}

async function fetchAndKeep(deps: Deps, evidence: Evidence): Promise<EvidenceOutcome> {
  const attachment = await findAttachment(deps.db, evidence.attachmentId);
  if (attachment === undefined) return failed(evidence, 'gone');
  const channel = deps.channels.get(attachment.channel as ChannelName);
  if (channel === undefined) throw new Error(`channel ${attachment.channel} is not configured`);
  const { stream } = await channel.download(attachment);
  const staged = await deps.files.stage(stream, deps.config.evidence.maxFileMb * MB);
  try {
    return await check(deps, evidence, staged);
  } finally {
    await deps.files.discard(staged);
  }
}

const MB = 1024 * 1024;

async function check(deps: Deps, evidence: Evidence, staged: StagedFile): Promise<EvidenceOutcome> {
  const verdict = checkFile({ ...staged, name: evidence.originalName });
  if (!verdict.keep) return refused(evidence, verdict.remark);
  await inTransaction(deps, (tx) => claimHash(tx.db, evidence.id, staged.sha256));
  await deps.files.commit(staged, staged.sha256);
  return {
    state: 'stored',
    safeName: safeFileName(evidence.originalName, verdict.ext),
    size: staged.size,
    sha256: staged.sha256,
    mime: verdict.mime,
    remark: verdict.ext === undefined ? null : 'renamed',
  };
}

/** What a failure means for the file; undefined when it may be tried again. */
async function giveUp(deps: Deps, evidence: Evidence, error: unknown): Promise<EvidenceOutcome | undefined> {
  if (error instanceof FileTooLargeError) return refused(evidence, 'too-large');
  if (error instanceof ChannelError && error.permanent) return failed(evidence, 'gone');
  if (error instanceof StoreFullError) {
    // Not the file's fault, so no try is counted: it waits for room.
    deps.log.error({ evidence: evidence.id, err: error }, 'the disk of DATA_DIR is full; files wait. Make room');
    return undefined;
  }
  const attempts = await recordEvidenceFailure(deps.db, evidence.id);
  deps.log.warn({ evidence: evidence.id, attempts, err: error }, 'a file could not be stored');
  return attempts < MAX_ATTEMPTS ? undefined : failed(evidence, 'unreachable');
}

const MAX_ATTEMPTS = 8;

function refused({ safeName }: Evidence, remark: EvidenceOutcome['remark']): EvidenceOutcome {
  return { state: 'refused', safeName, size: null, sha256: null, mime: null, remark };
}

function failed({ safeName }: Evidence, remark: EvidenceOutcome['remark']): EvidenceOutcome {
  return { state: 'failed', safeName, size: null, sha256: null, mime: null, remark };
}
