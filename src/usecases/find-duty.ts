import { listDepartments } from '../db/directory.ts';
import { listNamedDeliverables } from '../db/named-deliverables.ts';
import { listAssignments } from '../db/plans.ts';
import { can } from '../domain/access.ts';
import { createDepartmentResolver, splitDepartment, type Department, type Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import type { AssessmentPlan, Assignment, Task } from '../domain/plan.ts';
import { getOpenPlan, getTaskByCode } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { notYourTask } from './own-deliverables.ts';

/** One department's share of an item (任务分工), as somebody named it. */
export interface Duty {
  plan: AssessmentPlan;
  task: Task;
  department: Department;
  assignment: Assignment;
  /** Its 应报事项 of the item, finished ones too. */
  deliverables: NamedDeliverable[];
  /** What was said behind the department's name. */
  rest: string;
  /** The asker is an admin (管理员): decides at once, for every department. */
  decides: boolean;
}

export interface DutyInput {
  asker: Member;
  year: number | undefined;
  code: string;
  /** May begin with the department's name. */
  words: string;
  /** Words of the command, to say how to name the department. */
  command: string;
  /** What the command is about: without a name it means the only department that has such. */
  concerns(deliverable: NamedDeliverable): boolean;
}

/** Refused when the item is not the asker's, or it is not clear which of several departments is meant. */
export async function findDuty(deps: Deps, input: DutyInput): Promise<Duty> {
  const { asker, code, words } = input;
  const plan = await getOpenPlan(deps, input.year);
  const task = await getTaskByCode(deps, plan, code);
  const departments = await listDepartments(deps.db);
  const assignments = await listAssignments(deps.db, task.id);
  const sharing = departments.filter(({ id }) => assignments.some(({ departmentId }) => departmentId === id));
  const decides = can(asker, 'manage-plan');
  const own = departments.filter(({ id }) => asker.departments.includes(id));
  const candidates = decides ? sharing : sharing.filter((one) => own.includes(one));
  if (candidates.length === 0) {
    throw notYourTask(
      task,
      assignments,
      own.map(({ name }) => name),
    );
  }
  const named = splitDepartment(words, candidates);
  if (named.department === undefined && decides) refuseForeign(words, task, departments, sharing);
  const all = (
    await listNamedDeliverables(
      deps.db,
      plan.id,
      candidates.map(({ id }) => id),
    )
  ).filter(({ taskId }) => taskId === task.id);
  const department = named.department ?? onlyConcerned(input, candidates, all);
  return {
    plan,
    task,
    department,
    assignment: assignments.find(({ departmentId }) => departmentId === department.id)!,
    deliverables: all.filter(({ departmentId }) => departmentId === department.id),
    rest: named.rest,
    decides,
  };
}

/** A department that was named but does not share the item must not be taken for another. */
function refuseForeign(words: string, { code }: Task, departments: readonly Department[], sharing: readonly Department[]): void {
  const named = createDepartmentResolver(departments)(words.split(/\s/u, 1)[0]!);
  if (named === undefined) return;
  const names = sharing.map(({ name }) => name);
  throw new DomainError('not-sharing', { code, department: named.name, collective: named.kind === 'collective', sharing: names });
}

function onlyConcerned(
  { code, command, concerns }: DutyInput,
  candidates: readonly Department[],
  all: readonly NamedDeliverable[],
): Department {
  const concerned = candidates.filter(({ id }) => all.some((one) => one.departmentId === id && concerns(one)));
  if (concerned.length > 1) throw new DomainError('which-department', { code, command, departments: concerned.map(({ name }) => name) });
  return concerned[0] ?? candidates[0]!;
}
