import type { Readable } from 'node:stream';
import { findMember } from '../db/directory.ts';
import { changeImport, findImport, listImportsOf } from '../db/imports.ts';
import { findAttachment, getInbound, recordInboundFailure } from '../db/inbound.ts';
import { findPlan } from '../db/plans.ts';
import type { ImportRow, InboundRow } from '../db/tables.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { PlanDraft } from '../domain/plan-draft.ts';
import { onWorkingDays } from '../domain/working-days.ts';
import { ImportRefusal } from '../importer/import-refusal.ts';
import { readPlan } from '../importer/read-plan.ts';
import type { PlanSource } from '../importer/read-plan-here.ts';
import { ChannelError, type ChannelName } from '../ports/channel.ts';
import type { Deps } from './deps.ts';
import { handIn } from './hand-in.ts';
import { inTransaction } from './in-transaction.ts';
import { isMarkedFile } from './is-marked-file.ts';
import { previewImport, shownOf } from './preview-import.ts';
import { queueAnswer } from './queue-message.ts';
import { tellOfMarked } from './tell-of-marked.ts';

/** One reading with the message it answers. */
interface Reading {
  row: ImportRow;
  inbound: InboundRow;
  sender: Member;
}

/**
 * Reads a table an admin sent and answers with the preview, or with why not; a wordless file that is no table is evidence.
 * Run again, it finds the row settled and does nothing.
 */
export async function readImport(deps: Deps, { importId }: { importId: string }): Promise<void> {
  const row = await findImport(deps.db, importId);
  if (row?.state !== 'reading' || row.inboundId === null || row.memberId === null) return;
  const inbound = await getInbound(deps.db, row.inboundId);
  const sender = await findMember(deps.db, row.memberId);
  if (sender === undefined) throw new Error(`import ${importId}: its sender ${row.memberId} is not in the directory`);
  const source = await fetchSource(deps, { row, inbound, sender });
  // The name may have come with the bytes.
  const name = !(source instanceof DomainError) && source.kind === 'file' ? source.name : row.name;
  const reading: Reading = { row: { ...row, name }, inbound, sender };

  const [outcome, marked] = await Promise.all([read(deps, reading, source), isMarked(deps, source)]);
  if (marked) await refuseMarked(deps, reading);
  else if (!(outcome instanceof DomainError)) await showPreview(deps, reading, outcome);
  else if (await isEvidence(deps, reading, outcome)) await handOver(deps, reading);
  else await refuse(deps, reading, outcome);
}

async function isMarked(deps: Deps, source: PlanSource | DomainError): Promise<boolean> {
  return !(source instanceof DomainError) && source.kind === 'file' && isMarkedFile(deps, source);
}

async function read(deps: Deps, { row }: Reading, source: PlanSource | DomainError): Promise<PlanDraft | DomainError> {
  if (source instanceof DomainError) return source;
  try {
    return onWorkingDays(await readPlan(source), deps.calendar);
  } catch (error) {
    if (error instanceof DomainError) return error;
    // Reading the same bytes again would fail again.
    deps.log.error({ import: row.id, err: error }, 'a table could not be read');
    return new DomainError('import-failed', { id: row.id.slice(-4) });
  }
}

async function fetchSource(deps: Deps, { row, inbound }: Reading): Promise<PlanSource | DomainError> {
  if (row.attachmentId === null) return { kind: 'text', text: row.text ?? '' };
  const attachment = await findAttachment(deps.db, row.attachmentId);
  const channel = deps.channels.get(row.channel as ChannelName);
  if (attachment === undefined || channel === undefined) return new DomainError('file-gone', { name: row.name });
  try {
    const { stream, name = '' } = await channel.download(attachment);
    return { kind: 'file', name: row.name || name, bytes: await readWithin(stream, MAX_BYTES) };
  } catch (error) {
    if (error instanceof DomainError) return error;
    const tries = await recordInboundFailure(deps.db, inbound.id, error instanceof Error ? error.message : String(error));
    deps.log.warn({ import: row.id, tries, err: error }, 'a table could not be fetched');
    if (tries < MAX_TRIES && !(error instanceof ChannelError && error.permanent)) throw error;
    return new DomainError('file-gone', { name: row.name });
  }
}

const MAX_BYTES = 20 * 1024 * 1024;
const MAX_TRIES = 3;

async function readWithin(stream: Readable, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new ImportRefusal('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The newest table of a person is the one that counts, in whatever order they were read. */
async function showPreview(deps: Deps, { row, inbound, sender }: Reading, draft: PlanDraft): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const others = await listImportsOf(tx.db, sender.id, ['preview']);
    const newer = others.findLast(({ n }) => n > inbound.n);
    const state = newer === undefined ? 'preview' : 'cancelled';
    const preview = newer === undefined ? await previewImport(tx, draft) : undefined;
    const shown = preview === undefined ? null : shownOf(preview);
    if (!(await changeImport(tx.db, row.id, 'reading', { state, name: row.name, draft: JSON.stringify(draft), shown, text: null }))) return;
    if (newer === undefined) for (const { id } of others) await changeImport(tx.db, id, 'preview', { state: 'cancelled' });
    const message =
      preview !== undefined
        ? tx.render('import-preview', { ...preview, allShown: false })
        : tx.render('import-superseded', { title: draft.title, newer: newer!.name });
    await queueAnswer(tx, inbound, sender.id, message);
  });
}

/** Before the first plan there is nothing evidence could be for, so such a file was meant as a table. */
async function isEvidence(deps: Deps, { row }: Reading, refusal: DomainError): Promise<boolean> {
  if (row.explicit === 1 || row.attachmentId === null || !(refusal instanceof ImportRefusal)) return false;
  return (await findPlan(deps.db)) !== undefined;
}

async function handOver(deps: Deps, reading: Reading): Promise<void> {
  const { row, inbound, sender } = reading;
  try {
    await inTransaction(deps, async (tx) => {
      if (!(await changeImport(tx.db, row.id, 'reading', { state: 'refused' }))) return;
      await handIn(tx, { inbound, sender, files: [{ id: row.attachmentId!, name: row.name }], note: '', year: undefined });
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await refuse(deps, reading, error);
  }
}

/** A table with a mark of secrecy (密级标志): not even its name stays. */
async function refuseMarked(deps: Deps, { row, inbound, sender }: Reading): Promise<void> {
  await inTransaction(deps, async (tx) => {
    if (!(await changeImport(tx.db, row.id, 'reading', { state: 'refused', name: '' }))) return;
    const { id, channel, attachmentId, createdAt, roomId } = row;
    const door = roomId === '' ? 'private' : 'room';
    await tellOfMarked(tx, { what: 'file', id, memberId: sender.id, attachmentId, receivedAt: createdAt, channel, door });
    await queueAnswer(tx, inbound, sender.id, tx.render('refusals/marked', {}));
  });
}

async function refuse(deps: Deps, { row, inbound, sender }: Reading, refusal: DomainError): Promise<void> {
  await inTransaction(deps, async (tx) => {
    if (!(await changeImport(tx.db, row.id, 'reading', { state: 'refused', text: null }))) return;
    await queueAnswer(tx, inbound, sender.id, tx.render(`refusals/${refusal.code}`, refusal.details));
  });
}
