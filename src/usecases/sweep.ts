import { listPendingEvidence } from '../db/evidence.ts';
import { listUnreadImports } from '../db/imports.ts';
import { listWaitingSenders } from '../db/inbound.ts';
import { listWaitingRecipients } from '../db/outbound.ts';
import type { Deps } from './deps.ts';

/**
 * Wakes up whatever waits in the database, since a crash or an emptied Redis may have lost its job. A job that finds nothing
 * to do is harmless, so each is added under a fresh id: that of a job whose worker was killed may still be taken.
 */
export async function sweep(deps: Deps): Promise<void> {
  const fresh = (id: string): { id: string } => ({ id: `sweep-${id}-${deps.newId()}` });
  for (const { id, channel, senderId } of await listWaitingSenders(deps.db)) {
    await deps.queue.add('handle-messages', { channel, senderId }, fresh(id));
  }
  for (const { id } of await listUnreadImports(deps.db)) await deps.queue.add('read-import', { importId: id }, fresh(id));
  for (const { id } of await listPendingEvidence(deps.db)) await deps.queue.add('store-evidence', { evidenceId: id }, fresh(id));
  for (const { id, channel, recipientKind, recipientId } of await listWaitingRecipients(deps.db, new Date().toISOString())) {
    await deps.queue.add('deliver-messages', { channel, recipient: { kind: recipientKind, id: recipientId } }, fresh(id));
  }
}
