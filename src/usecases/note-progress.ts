import { listDepartments } from '../db/directory.ts';
import { listAssignments } from '../db/plans.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { taskTitle } from '../domain/task-title.ts';
import { audit, type Actor } from './audit.ts';
import { getOpenPlan, getTaskByCode, mayHandInto } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { notYourTask } from './own-deliverables.ts';

export interface ProgressNotedView {
  code: string;
  title: string;
  /** Those of the asker that share the item. */
  departments: string[];
  text: string;
  mayHandIn: boolean;
}

/** 「进展 3 已开展两次」: a line in the trail of an item of one's own department. No evidence, and no state changes. */
export async function noteProgress(
  deps: Deps,
  { member, actor, year, code, text }: { member: Member; actor: Actor; year: number | undefined; code: string; text: string },
): Promise<ProgressNotedView> {
  const plan = await getOpenPlan(deps, year);
  const task = await getTaskByCode(deps, plan, code);
  const assignments = await listAssignments(deps.db, task.id);
  const own = (await listDepartments(deps.db)).filter(({ id }) => member.departments.includes(id));
  if (own.length === 0) throw new DomainError('no-department');
  const sharing = own.filter(({ id }) => assignments.some(({ departmentId }) => departmentId === id)).map(({ name }) => name);
  if (sharing.length === 0)
    throw notYourTask(
      task,
      assignments,
      own.map(({ name }) => name),
    );
  if ([...text].length > LONGEST_NOTE) throw new DomainError('note-too-long', { code, most: LONGEST_NOTE });
  await audit(deps, actor, 'note-progress', `${sharing.join('、')}进展：${text}`, { taskId: task.id });
  return { code, title: taskTitle(task.text), departments: sharing, text, mayHandIn: mayHandInto(plan, member) };
}

const LONGEST_NOTE = 200;
