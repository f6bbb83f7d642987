import { updateDeliverable } from '../db/deliverables.ts';
import { formatDay } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { byDueDay, type NamedDeliverable } from '../domain/named-deliverable.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { findDuty } from './find-duty.ts';
import { itemView, type ItemView } from './item-view.ts';
import { tellLiaisons } from './tell-liaisons.ts';

/** `due` is the checkpoint's day again. */
export interface ExtensionCancelledView extends ItemView {
  was: string;
}

/** 「取消延期 3 办公室」: the checkpoint's day counts again. */
export async function cancelExtension(
  deps: Deps,
  {
    asker,
    actor,
    year,
    code,
    words,
    key,
  }: { asker: Member; actor: Actor; year: number | undefined; code: string; words: string; key: string },
): Promise<ExtensionCancelledView> {
  const duty = await findDuty(deps, { asker, year, code, words, command: `取消延期 ${code}`, concerns: isExtended });
  const [deliverable] = duty.deliverables.filter(isExtended).toSorted(byDueDay);
  if (deliverable === undefined) throw new DomainError('not-extended', { code, department: duty.department.name });
  const now = deps.clock.now().toISOString();
  const dueOn = deliverable.milestoneDueOn;
  const silent = deliverable.state === 'submitted' || deliverable.state === 'approved';
  await updateDeliverable(deps.db, deliverable.id, {
    dueOn,
    extendedOn: null,
    ...(silent ? {} : { ladderFrom: now, nextReminderAt: now }),
  });
  const was = formatDay(deliverable.extendedOn!, duty.plan.year);
  const view = { ...itemView({ ...deliverable, dueOn }), was };
  await audit(deps, actor, 'cancel-extension', `第${code}项（${view.department}）取消延期，截止日由 ${was} 改回 ${view.due}`, {
    taskId: duty.task.id,
  });
  const about = { departmentId: duty.department.id, except: actor.id, template: 'extension-cancelled-told', view };
  await tellLiaisons(deps, { ...about, key: `extension-cancelled-${key}` });
  return view;
}

function isExtended({ extendedOn, milestoneDueOn }: NamedDeliverable): boolean {
  return extendedOn !== null && milestoneDueOn !== null;
}
