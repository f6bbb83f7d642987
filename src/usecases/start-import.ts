import { findOpenBurst } from '../db/bursts.ts';
import { changeImport, insertImport, listImportsOf } from '../db/imports.ts';
import type { ImportRow, InboundRow } from '../db/tables.ts';
import { can } from '../domain/access.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Deps } from './deps.ts';

export interface StartImportInput {
  inbound: InboundRow;
  sender: Member;
  files: { id: string; name: string }[];
  /** A pasted table. */
  text: string;
  /** 「导入」 was said: never taken for evidence. */
  explicit: boolean;
}

/** Takes a 任务分解表 to be read by a job, or waits for the file to follow. */
export async function startImport(deps: Deps, input: StartImportInput): Promise<'reading' | 'awaiting'> {
  const { inbound, sender, files } = input;
  if (files.length > 1) throw new DomainError('one-table-at-a-time', { count: files.length });
  const announced = await takeAnnouncement(deps, sender, inbound);
  const [file] = files;
  const state = file !== undefined || isTable(input.text) ? 'reading' : 'awaiting';
  const row: ImportRow = {
    id: deps.newId(),
    inboundId: inbound.id,
    memberId: sender.id,
    channel: inbound.channel,
    roomId: inbound.roomId ?? '',
    state,
    explicit: input.explicit || announced ? 1 : 0,
    name: file?.name ?? '',
    attachmentId: file?.id ?? null,
    text: file === undefined && state === 'reading' ? input.text : null,
    draft: null,
    shown: null,
    planId: null,
    revision: null,
    createdAt: deps.clock.now().toISOString(),
  };
  await insertImport(deps.db, row);
  if (state === 'reading') await deps.queue.add('read-import', { importId: row.id }, { id: `import-${row.id}` });
  return state;
}

/** A table has lines; 「导入 任务分解表」 only says what is to follow. */
function isTable(text: string): boolean {
  return text.trim().includes('\n');
}

/**
 * Whether a file without a word may be a 任务分解表: an admin's single one in private, unless it is clear that evidence for an
 * item is being sent; and what follows a bare 「导入」.
 */
export async function mayBeTable(
  deps: Deps,
  { inbound, sender, files }: Pick<StartImportInput, 'inbound' | 'sender' | 'files'>,
): Promise<boolean> {
  if (!can(sender, 'manage-plan')) return false;
  if ((await listAwaitedImports(deps, sender, inbound)).length > 0) return true;
  if (inbound.roomId !== null || files.length > 1) return false;
  const burst = await findOpenBurst(deps.db, { memberId: sender.id, channel: inbound.channel, roomId: '' });
  return burst === undefined || burst.deliverableId === null || burst.endsAt <= deps.clock.now().toISOString();
}

/** Whether this conversation said 「导入」 a moment ago and owes the file; it does no longer. */
async function takeAnnouncement(deps: Deps, sender: Member, inbound: InboundRow): Promise<boolean> {
  const awaiting = await listAwaitedImports(deps, sender, inbound);
  for (const { id } of awaiting) await changeImport(deps.db, id, 'awaiting', { state: 'cancelled' });
  return awaiting.length > 0;
}

async function listAwaitedImports(deps: Deps, sender: Member, inbound: InboundRow): Promise<ImportRow[]> {
  const since = deps.clock.now().getTime() - AWAITED_MS;
  const rows = await listImportsOf(deps.db, sender.id, ['awaiting']);
  return rows.filter(
    ({ channel, roomId, createdAt }) => channel === inbound.channel && roomId === (inbound.roomId ?? '') && Date.parse(createdAt) >= since,
  );
}

const AWAITED_MS = 30 * 60_000;
