import { formatDay } from '../domain/calendar.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import { taskTitle } from '../domain/task-title.ts';

/** An 应报事项 as answers name it. */
export interface ItemView {
  code: string;
  title: string;
  department: string;
  milestone: string | null;
  due: string | null;
}

export function itemView({ code, text, departmentName, milestoneName, dueOn, year }: NamedDeliverable): ItemView {
  const due = dueOn === null ? null : formatDay(dueOn, year);
  return { code, title: taskTitle(text), department: departmentName, milestone: milestoneName, due };
}
