import { listDepartments } from '../db/directory.ts';
import { listMilestones } from '../db/milestones.ts';
import { listAssignments, listTasks } from '../db/plans.ts';
import { splitDepartment, type Department } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { nearDepartments } from '../domain/near-names.ts';
import type { AssessmentPlan, Milestone, Task } from '../domain/plan.ts';
import { taskTitle } from '../domain/task-title.ts';
import { getCurrentPlan, getTaskByCode } from './current-plan.ts';
import type { Deps } from './deps.ts';

/** Whose checkpoints (时间节点) a command means: all items' or one's, for all departments or one. */
export interface MilestoneScope {
  plan: AssessmentPlan;
  task: Task | null;
  department: Pick<Department, 'id' | 'name'> | null;
  /** Those that stand in this scope itself, earliest first. */
  own: Milestone[];
  /** All of the plan's. */
  all: Milestone[];
}

export interface ScopeInput {
  year: number | undefined;
  code: string | undefined;
  /** What was said behind the item; may begin with a department's name. */
  words: string;
}

/** With what was said behind the department's name. A checkpoint that is called like a department is meant before the department. */
export async function getMilestoneScope(deps: Deps, { year, code, words }: ScopeInput): Promise<{ scope: MilestoneScope; rest: string }> {
  const plan = await getCurrentPlan(deps, year);
  const task = code === undefined ? null : await getTaskByCode(deps, plan, code);
  const all = await listMilestones(deps.db, plan.id);
  const isNamed = ownOf(all, task, null).some(({ name }) => name === words);
  const named = isNamed ? undefined : await findDepartment(deps, task, words);
  const department = named?.department ?? null;
  return { scope: { plan, task, department, all, own: ownOf(all, task, department) }, rest: named?.rest ?? words };
}

export function ownOf(all: readonly Milestone[], task: Pick<Task, 'id'> | null, department: Pick<Department, 'id'> | null): Milestone[] {
  return all.filter(({ taskId, departmentId }) => taskId === (task?.id ?? null) && departmentId === (department?.id ?? null));
}

/** One that shares the item. A word that only begins like a department is none: 工会活动. */
async function findDepartment(deps: Deps, task: Task | null, words: string): Promise<{ department: Department; rest: string } | undefined> {
  const departments = await listDepartments(deps.db);
  const named = nameInFront(words, departments);
  if (named === undefined) return undefined;
  const { department, rest } = named;
  if (department.kind === 'collective' || nameInFront(rest, departments) !== undefined) {
    throw new DomainError('milestone-of-several', { words, code: task?.code ?? null });
  }
  if (task === null) return named;
  const sharing = new Set((await listAssignments(deps.db, task.id)).map(({ departmentId }) => departmentId));
  if (sharing.has(department.id)) return named;
  const names = departments.filter(({ id }) => sharing.has(id)).map(({ name }) => name);
  throw new DomainError('milestone-not-theirs', { code: task.code, name: department.name, names });
}

function nameInFront(words: string, departments: readonly Department[]): { department: Department; rest: string } | undefined {
  const { department, rest } = splitDepartment(words, departments);
  const isApart = rest === '' || /[\s:：,，、]$/u.test(words.slice(0, words.length - rest.length));
  return department !== undefined && isApart ? { department, rest } : undefined;
}

/** 「时间节点 火星部 6-30」: a title that reads like a department nobody answers to would be everybody's checkpoint. */
export async function refuseUnknownDepartment({ db }: Deps, { task, department, own }: MilestoneScope, title: string): Promise<void> {
  const [name = ''] = title.split(/[\s:：,，、]/u);
  if (department !== null || !DEPARTMENT_ENDING.test(name) || own.some((one) => one.name === title)) return;
  const near = nearDepartments(name, await listDepartments(db)).filter(({ kind }) => kind !== 'collective');
  throw new DomainError('milestone-of-unknown', { name, code: task?.code ?? null, near: near.map((one) => one.name) });
}

/** Not 全部, and no 读书会 or 第一阶段: those are titles. */
const DEPARTMENT_ENDING = /(?:(?<!^[全内外])[部处室科]|工会|党委|纪委|团委)$/u;

/** Only a running year's dates can be changed. */
export function refuseClosed({ plan }: MilestoneScope): void {
  if (plan.state === 'closed') throw new DomainError('plan-closed', { year: plan.year });
}

/** The item and the department as they are named in an answer. */
export interface ScopeView {
  task: { code: string; title: string } | null;
  department: string | null;
}

export function scopeView({ task, department }: Pick<MilestoneScope, 'task' | 'department'>): ScopeView {
  return { task: task && { code: task.code, title: taskTitle(task.text) }, department: department?.name ?? null };
}

/** 第3项, 办公室, 第3项办公室; all of a plan's: 全部任务. */
export function scopeName({ task, department }: Pick<MilestoneScope, 'task' | 'department'>): string {
  return `${task === null ? '' : `第${task.code}项`}${department?.name ?? ''}` || '全部任务';
}

/** Narrower scopes with checkpoints of their own, items in table order, which those of this scope do not touch. */
export async function listNarrower(deps: Deps, { plan, task, department, all }: MilestoneScope): Promise<MilestoneScope[]> {
  const within = all.filter(
    (one) => (task === null || one.taskId === task.id) && (department === null || one.departmentId === department.id),
  );
  const narrower = within.filter(({ taskId, departmentId }) => taskId !== (task?.id ?? null) || departmentId !== (department?.id ?? null));
  if (narrower.length === 0) return [];
  const tasks = [null, ...(await listTasks(deps.db, plan.id))];
  const departments = [null, ...(await listDepartments(deps.db))];
  const byTask = Map.groupBy(narrower, ({ taskId }) => taskId);
  return tasks.flatMap((one) => {
    const byDepartment = Map.groupBy(byTask.get(one?.id ?? null) ?? [], ({ departmentId }) => departmentId);
    return departments.flatMap((whose) => {
      const own = byDepartment.get(whose?.id ?? null);
      return own === undefined ? [] : [{ plan, task: one, department: whose, own, all }];
    });
  });
}
