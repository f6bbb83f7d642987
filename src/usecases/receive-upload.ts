import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { isPostgres } from '../db/dialect.ts';
import { insertEvidence } from '../db/evidence.ts';
import { findOpenBurst } from '../db/bursts.ts';
import { getUploadLink } from '../db/upload-links.ts';
import { claimUpload, countUploads, findUpload, finishUpload, insertUpload, prolongUpload, releaseUpload } from '../db/uploads.ts';
import type { Burst } from '../domain/evidence.ts';
import { safeFileName } from '../domain/file-name.ts';
import { UPLOAD_PAGE, type Upload } from '../domain/upload.ts';
import { settleSubmission } from './attach-burst.ts';
import { decideBurst, openBurst, prolonged } from './burst-steps.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import { judgeLink, type LinkRefusal, type OpenedLink } from './open-upload-link.ts';
import { dropUpload, substanceOf } from './describe-upload.ts';

/** A file as its sender announces it. */
export type AnnouncedFile = Pick<Upload, 'name' | 'size' | 'caption' | 'madeOn' | 'docNumber'>;

/** Begins a file; its bytes come in pieces. */
export async function beginUpload(deps: Deps, { link }: OpenedLink, file: AnnouncedFile): Promise<Upload | 'too-large' | 'too-many'> {
  if (file.size > deps.config.evidence.maxUploadMb * 1024 * 1024) return 'too-large';
  const storeToken = await deps.files.begin();
  const begun = await inTransaction(deps, async (tx) => {
    const position = await countUploads(tx.db, link.id);
    if (position >= MOST_FILES) return 'too-many';
    const upload: Upload = {
      id: tx.newId(),
      linkId: link.id,
      position,
      ...file,
      state: 'receiving',
      storeToken,
      evidenceId: null,
      createdAt: tx.clock.now().toISOString(),
      writer: null,
      writerUntil: null,
    };
    await insertUpload(tx.db, upload);
    return upload;
  });
  if (begun === 'too-many') await deps.files.forget(storeToken);
  return begun;
}

/** Of one link. */
const MOST_FILES = 500;

/** `busy`: another process still writes to it; it gives up within seconds when its line is dead. */
export type PieceOutcome = { received: number; done: boolean } | 'gone' | 'busy' | LinkRefusal;

/**
 * A piece of a file, beginning at byte `at`. What came of a piece that broke off is kept. With its last byte it becomes evidence (佐证资料),
 * stored by a job. Throws what the file store's `append` throws.
 */
export async function receivePiece(deps: Deps, { link }: OpenedLink, id: string, at: number, bytes: Readable): Promise<PieceOutcome> {
  const upload = await findUpload(deps.db, link.id, id);
  if (upload === undefined || upload.state === 'removed') return 'gone';
  if (upload.state === 'done') return { received: upload.size, done: true };
  return append(deps, upload, at, bytes, (received) => received === upload.size);
}

/**
 * A whole file in one go, whose length nobody says beforehand: a form of a browser without scripts. Of one that breaks off nothing is kept.
 * Throws what the file store's `append` throws.
 */
export async function receiveWhole(
  deps: Deps,
  opened: OpenedLink,
  file: Omit<AnnouncedFile, 'size'>,
  bytes: Readable,
): Promise<PieceOutcome | 'too-many'> {
  const upload = await beginUpload(deps, opened, { ...file, size: deps.config.evidence.maxUploadMb * 1024 * 1024 });
  if (upload === 'too-large' || upload === 'too-many') return 'too-many';
  try {
    return await append(deps, upload, 0, bytes, () => true);
  } catch (error) {
    await dropUpload(deps, opened, upload.id);
    throw error;
  }
}

async function append(
  deps: Deps,
  upload: Upload,
  at: number,
  bytes: Readable,
  isWhole: (received: number) => boolean,
): Promise<PieceOutcome> {
  const claim = await takeClaim(deps, upload, () => bytes.destroy(new Error('the right to write to it was lost')));
  if (claim === undefined) return 'busy';
  try {
    const received = await deps.files.append(upload.storeToken, at, bytes, upload.size);
    return isWhole(received) ? await finish(deps, { ...upload, size: received }, claim.writer) : { received, done: false };
  } finally {
    await claim.release();
  }
}

const PROCESS = randomUUID();
const CLAIM_MS = 20_000;
const PROLONG_MS = 5_000;

interface Claim {
  writer: string;
  release(): Promise<void>;
}

/** Nobody else finishes the file while we write to it: what another process keeps, we must not change. `lost` is called before it runs out. */
async function takeClaim(deps: Deps, { id }: Upload, lost: () => void): Promise<Claim | undefined> {
  const writer = `${PROCESS} ${randomUUID()}`;
  const until = (): string => new Date(Date.now() + CLAIM_MS).toISOString();
  // On SQLite there is no other process.
  const alone = !isPostgres(deps.db);
  if (!(await claimUpload(deps.db, id, { process: PROCESS, writer, now: new Date().toISOString(), until: until(), alone })))
    return undefined;
  let safeUntil = Date.now() + CLAIM_MS - PROLONG_MS;
  const prolong = async (): Promise<void> => {
    const asked = Date.now();
    if (await prolongUpload(deps.db, id, writer, until()).catch(() => asked < safeUntil)) safeUntil = asked + CLAIM_MS - PROLONG_MS;
    else lost();
  };
  const timer = setInterval(() => void prolong(), PROLONG_MS);
  return {
    writer,
    async release() {
      clearInterval(timer);
      await releaseUpload(deps.db, id, writer);
    },
  };
}

async function finish(deps: Deps, upload: Upload, writer: string): Promise<PieceOutcome> {
  return inTransaction(deps, async (tx) => {
    const judged = await judgeLink(tx, await getUploadLink(tx.db, upload.linkId));
    if (typeof judged === 'string') return judged;
    const evidenceId = tx.newId();
    if (!(await finishUpload(tx.db, upload.id, writer, { evidenceId, size: upload.size }))) return 'busy';
    const burst = await burstOf(tx, judged);
    await insertEvidence(tx.db, {
      id: evidenceId,
      burstId: burst.id,
      position: upload.position,
      memberId: judged.member.id,
      state: 'pending',
      originalName: upload.name,
      safeName: safeFileName(upload.name),
      attempts: 0,
      receivedAt: tx.clock.now().toISOString(),
      // What was said of it meanwhile counts.
      ...substanceOf((await findUpload(tx.db, upload.linkId, upload.id)) ?? upload),
    });
    await tx.queue.add('store-evidence', { evidenceId }, { id: `store-${evidenceId}` });
    await settleSubmission(tx, judged.deliverable.id);
    return { received: upload.size, done: true };
  });
}

/** The running one of a link; a reviewer's verdict ends one, and what comes then is another. */
async function burstOf(deps: Deps, { link, deliverable }: OpenedLink): Promise<Burst> {
  const place = { memberId: link.memberId, channel: UPLOAD_PAGE, roomId: link.id };
  const running = (await findOpenBurst(deps.db, place)) ?? (await openBurst(deps, place, { ...link, year: deliverable.year }));
  return decideBurst(deps, prolonged(deps, running), { kind: 'chosen', deliverable, note: '' });
}
