import { formatDay } from '../domain/calendar.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import { taskTitle } from '../domain/task-title.ts';
import { inFront } from './codes-of-years.ts';

/** An 应报事项 as answers name it. */
export interface ItemView {
  /** 「2022年 」 where it is not of the current plan, in front of the item and of what is offered to say about it. */
  ofYear: string;
  code: string;
  title: string;
  department: string;
  milestone: string | null;
  due: string | null;
}

export function itemView(deliverable: NamedDeliverable): ItemView {
  const { code, text, departmentName, milestoneName, dueOn, year } = deliverable;
  const due = dueOn === null ? null : formatDay(dueOn, year);
  return { ofYear: ofYear(deliverable), code, title: taskTitle(text), department: departmentName, milestone: milestoneName, due };
}

export function ofYear({ year, current }: Pick<NamedDeliverable, 'year' | 'current'>): string {
  return inFront(current === 1 ? undefined : year);
}
