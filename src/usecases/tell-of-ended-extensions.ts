import { listDepartments } from '../db/directory.ts';
import { listTasks } from '../db/plans.ts';
import { formatDay, type Day } from '../domain/calendar.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import { taskTitle } from '../domain/task-title.ts';
import type { Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { tellLiaisons } from './tell-liaisons.ts';

/** A later day that was granted (延期) and counts no more, because a change of dates left no place for it. */
export interface EndedExtension {
  /** Of the 应报事项, which is gone. */
  id: string;
  taskId: string;
  departmentId: string;
  extendedOn: Day;
}

export interface EndedExtensionView {
  code: string;
  title: string;
  department: string;
  day: string;
  /** As it is typed to grant it again. */
  words: string;
}

/** Tells the 联络员 concerned, and returns what the answer to whoever changed the dates says of it. */
export async function tellOfEndedExtensions(
  deps: Deps,
  plan: AssessmentPlan,
  ended: readonly EndedExtension[],
  actor: Actor,
): Promise<EndedExtensionView[]> {
  if (ended.length === 0) return [];
  const tasks = new Map((await listTasks(deps.db, plan.id)).map((task) => [task.id, task]));
  const departments = new Map((await listDepartments(deps.db)).map(({ id, name }) => [id, name]));
  const views: EndedExtensionView[] = [];
  for (const { id, taskId, departmentId, extendedOn } of ended) {
    const { code, text } = tasks.get(taskId)!;
    const department = departments.get(departmentId)!;
    const words = `延期 ${code} ${department} ${extendedOn}`;
    const view = { code, title: taskTitle(text), department, day: formatDay(extendedOn, plan.year), words };
    await tellLiaisons(deps, { departmentId, except: actor.id, template: 'extension-ended-told', view, key: `extension-ended-${id}` });
    views.push(view);
  }
  return views;
}
