import { changeReminders, insertReminders, listHeldReminders } from '../db/reminders.ts';
import type { ReminderRow } from '../db/tables.ts';
import { dayOf } from '../domain/calendar.ts';
import { byDepartment } from '../domain/progress.ts';
import type { UrgeRequest } from '../domain/urge.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { personQuota } from './message-quota.ts';
import type { LeftOutShare, ReachedShare, UrgePlan } from './plan-urge.ts';
import { queueMessage } from './queue-message.ts';
import { findRecipients, type Recipients } from './recipients.ts';
import { reminderView } from './reminder-view.ts';
import { reminderKey } from './send-reminders.ts';
import { listPressing } from './urge-targets.ts';
import { urgeView, type UrgeView } from './urge-view.ts';

/**
 * Tells everybody a 催办 reaches, in one message a person that stands for that day's reminder, and writes down whom it reached and
 * whom it left out.
 */
export async function carryOutUrge(deps: Deps, plan: UrgePlan, request: UrgeRequest, actor: Actor): Promise<UrgeView> {
  const recipients = await findRecipients(deps);
  for (const share of plan.reached) {
    await mergeHeld(deps, share);
    await record(deps, share, { state: 'planned', reason: null, outboundId: await tell(deps, recipients, plan, share) });
  }
  for (const share of plan.leftOut) {
    const isByChoice = share.reason === 'cooling' || share.reason === 'quota';
    await record(deps, share, { state: isByChoice ? 'skipped' : 'failed', reason: share.reason, outboundId: null });
  }
  if (plan.reached.length > 0) {
    const names = byDepartment(plan.reached.flatMap(({ entries }) => entries)).map(({ name }) => name);
    const about = plan.taskId === undefined ? {} : { taskId: plan.taskId };
    await audit(deps, actor, 'urge', `催办${plan.about}：${names.join('、')}`, about);
  }
  return urgeView(deps, plan, request);
}

/** The message's id. */
async function tell(deps: Deps, recipients: Recipients, { plan }: UrgePlan, { member, address, entries }: ReachedShare): Promise<string> {
  const departmentIds = [...new Set(entries.map(({ departmentId }) => departmentId))];
  const others = (await listPressing(deps, plan.id, { departmentIds })).filter(({ id }) => !entries.some((entry) => entry.id === id));
  const message = deps.render(
    'reminder',
    await reminderView(deps, recipients, member, entries, { urged: true, others: others.length, moved: new Set() }),
  );
  const { queuedToday } = await personQuota(deps, member.id);
  const dedupeKey = reminderKey(member.id, dayOf(deps.clock.now()), queuedToday);
  return (await queueMessage(deps, address, message, { purpose: 'reminder', dedupeKey }))!;
}

/** What the quota (减负) held back of it is told herewith. */
async function mergeHeld({ db, clock }: Deps, { member, entries }: ReachedShare): Promise<void> {
  const urged = new Set(entries.map(({ id }) => id));
  const held = (await listHeldReminders(db, member.id)).filter(({ deliverableId }) => urged.has(deliverableId));
  const ids = held.map(({ id }) => id);
  await changeReminders(db, ids, { state: 'merged', reason: 'told-today', decidedAt: clock.now().toISOString(), day: dayOf(clock.now()) });
}

async function record(
  deps: Deps,
  { member, entries }: ReachedShare | LeftOutShare,
  outcome: Pick<ReminderRow, 'state' | 'reason' | 'outboundId'>,
): Promise<void> {
  const now = deps.clock.now();
  const rows = entries.map(({ id, dueOn }) => ({
    deliverableId: id,
    // Never the same twice: an urging is not a rung of the ladder.
    rung: `urge-${deps.newId()}`,
    dueOn: dueOn ?? '',
    memberId: member?.id ?? '',
    ...outcome,
    day: dayOf(now),
    decidedAt: now.toISOString(),
    acknowledged: 0 as const,
  }));
  await insertReminders(deps.db, rows);
}
