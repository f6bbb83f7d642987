import { changeImport, listImportsOf } from '../db/imports.ts';
import { getInbound } from '../db/inbound.ts';
import type { ImportRow } from '../db/tables.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Deps } from './deps.ts';
import { queueAnswer } from './queue-message.ts';

/** 取消: drops what the sender has not confirmed. Returns the title of each table, or its file's name. */
export async function cancelImport(deps: Deps, sender: Member): Promise<{ titles: string[] }> {
  const rows = await listImportsOf(deps.db, sender.id, ['awaiting', 'reading', 'preview']);
  if (rows.length === 0) throw new DomainError('nothing-to-cancel');
  for (const row of rows) {
    await changeImport(deps.db, row.id, row.state, { state: 'cancelled', text: null });
    if (row.state === 'reading') await answerUnread(deps, sender, row);
  }
  return { titles: rows.map(titleOf).filter((title) => title !== '') };
}

/** Its message was to be answered by the reading that does not take place now. */
async function answerUnread(deps: Deps, sender: Member, row: ImportRow): Promise<void> {
  if (row.inboundId === null) return;
  const inbound = await getInbound(deps.db, row.inboundId);
  await queueAnswer(deps, inbound, sender.id, deps.render('import-cancelled', { titles: [row.name].filter((name) => name !== '') }));
}

function titleOf({ draft, name }: ImportRow): string {
  return draft === null ? name : JSON.parse(draft).title;
}
