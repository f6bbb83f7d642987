import { listMembersWithRole } from '../db/directory.ts';
import type { OutboundRow } from '../db/tables.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Deps } from './deps.ts';
import { recipientName } from './list-undelivered.ts';
import { tellEach } from './tell-each.ts';

/** Tells the admins (管理员) that a message was given up, with the cure: once a day for each reason, and never of such a notice itself. */
export async function tellOfFailure(deps: Deps, row: OutboundRow, error: { code: string; detail: string | null }): Promise<void> {
  if (row.purpose === 'undelivered') return;
  const { channel, recipientKind: kind, recipientId: id, memberId, purpose } = row;
  const to = await recipientName(deps, { channel, kind, id, memberId });
  const message = deps.render('undelivered-told', { to, kind, purpose, channel, ...error });
  const key = JSON.stringify(['undelivered', dayOf(deps.clock.now()), channel, kind, error.code, error.detail]);
  await tellEach(deps, await listMembersWithRole(deps.db, 'admin'), { purpose: 'undelivered', key, messageFor: () => message });
}
