import { findMember, listDepartments } from '../db/directory.ts';
import { findNamedDeliverable } from '../db/named-deliverables.ts';
import { getPlan, getTask } from '../db/plans.ts';
import type { RequestRow } from '../db/tables.ts';
import { formatDay } from '../domain/calendar.ts';
import { taskTitle } from '../domain/task-title.ts';
import { ofYearOf } from './current-plan.ts';
import type { Deps } from './deps.ts';

/** 申请 as messages name it. */
export interface RequestView {
  number: number;
  kind: RequestRow['kind'];
  department: string;
  /** Who wants to be bound, or who asked; null when the directory no longer knows them. */
  person: string | null;
  /** 「2022年 」 where the item is not of the current plan, so that what is offered to say means the same year. */
  ofYear: string;
  /** Null for 绑定. */
  item: { code: string; title: string } | null;
  /** 延期: the checkpoint and its day as they stand, null when they are gone; and the day asked for. */
  milestone: string | null;
  due: string | null;
  wanted: string | null;
  reason: string;
}

export async function describeRequest(deps: Deps, request: RequestRow): Promise<RequestView> {
  const { number, kind, departmentId, taskId, deliverableId, wantedOn, reason } = request;
  const department = (await listDepartments(deps.db)).find(({ id }) => id === departmentId);
  const task = taskId === null ? null : await getTask(deps.db, taskId);
  const plan = task && (await getPlan(deps.db, task.planId));
  const year = plan?.year;
  const deliverable = deliverableId === null ? undefined : await findNamedDeliverable(deps.db, deliverableId);
  return {
    number,
    kind,
    department: department?.name ?? '',
    person: kind === 'bind' ? request.name : ((await findMember(deps.db, request.memberId ?? ''))?.name ?? null),
    ofYear: plan === null ? '' : await ofYearOf(deps, plan),
    item: task && { code: task.code, title: taskTitle(task.text) },
    milestone: deliverable?.milestoneName ?? null,
    due: deliverable?.dueOn == null ? null : formatDay(deliverable.dueOn, year),
    wanted: wantedOn === null ? null : formatDay(wantedOn, year),
    reason,
  };
}
