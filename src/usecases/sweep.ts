import { readDatabaseTime } from '../db/dialect.ts';
import { hurryEvidence, listPendingEvidence } from '../db/evidence.ts';
import { listBytesToRemove } from '../db/evidence-bytes.ts';
import { listUnbuiltExports } from '../db/exports.ts';
import { listUnreadImports } from '../db/imports.ts';
import { hurryInbound, listWaitingSenders } from '../db/inbound.ts';
import { hurryOutbound, listWaitingRecipients } from '../db/outbound.ts';
import type { Jobs, JobName } from '../ports/job-queue.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import { jobId, LONGEST_WAIT_MS } from './wake.ts';

/**
 * Wakes up whatever waits in the database, since a crash or an emptied Redis may have lost its job. A job that finds nothing to do
 * is harmless. At most so many at a time, and behind everything else: the next sweep goes on.
 */
export async function sweep(deps: Deps): Promise<void> {
  // That of a job whose worker was killed may still be taken, so an id holds for one minute only.
  const minute = Math.floor(Date.now() / 60_000);
  const wake = <N extends JobName>(name: N, data: Jobs[N], about: string): Promise<void> =>
    deps.queue.add(name, data, { id: jobId('sweep', about, String(minute)), leftover: true });

  const time = await readDatabaseTime(deps.db);
  const now = time.toISOString();
  await forgetFarTimes(deps, time);
  for (const { channel, senderId } of await listWaitingSenders(deps.db, now, AT_ONCE)) {
    await wake('handle-messages', { channel, senderId }, `${channel} ${senderId}`);
  }
  for (const { id } of await listUnreadImports(deps.db)) await wake('read-import', { importId: id }, id);
  for (const { id } of await listUnbuiltExports(deps.db, now)) await wake('build-export', { exportId: id }, id);
  for (const { id } of await listBytesToRemove(deps.db, AT_ONCE)) await wake('remove-bytes', { evidenceId: id }, id);
  for (const { id } of await listPendingEvidence(deps.db, now, AT_ONCE)) await wake('store-evidence', { evidenceId: id }, id);
  for (const { channel, recipientKind: kind, recipientId: id } of await listWaitingRecipients(deps.db, now, AT_ONCE)) {
    await wake('deliver-messages', { channel, recipient: { kind, id } }, `${channel} ${kind} ${id}`);
  }
}

const AT_ONCE = 2_000;

/**
 * Nothing waits so long by itself: such a time was written while the machine's clock ran ahead. By the database's clock: a process
 * whose own is behind would take the others' claims for such.
 */
async function forgetFarTimes(deps: Deps, time: Date): Promise<void> {
  const [now, latest] = [time, new Date(time.getTime() + LONGEST_WAIT_MS)].map((instant) => instant.toISOString());
  await inTransaction(deps, async (tx) => {
    await hurryInbound(tx.db, now!, latest!);
    await hurryEvidence(tx.db, now!, latest!);
  });
  await inTransaction(deps, (tx) => hurryOutbound(tx.db, now!, latest!), 'delivery');
}
