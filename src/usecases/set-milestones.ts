import { insertMilestone, listMilestones, moveMilestone, removeMilestones } from '../db/milestones.ts';
import type { Day } from '../domain/calendar.ts';
import { isSerialName, nameMilestones, type WantedMilestone } from '../domain/name-milestones.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { getMilestoneScope, listTasksWithOwn, refuseClosed, scopeView, type MilestoneScope } from './milestone-scope.ts';
import { deletingWords, milestoneLines, planOf, settingWords, type MilestoneLine } from './milestones-view.ts';
import { reconcileDeliverables, type DeliverableCounts } from './reconcile-deliverables.ts';

/** What setting checkpoints (时间节点) brought about. */
export interface MilestonesSetView {
  task: { code: string; title: string } | null;
  changed: number;
  removed: string[];
  lines: MilestoneLine[];
  counts: DeliverableCounts;
  /** Words that take it back; null when nothing changed. */
  undo: string | null;
  /** Items a change for all does not touch. */
  tasksWithOwn: string[];
}

export interface SetMilestonesInput {
  year: number | undefined;
  code: string | undefined;
  title: string;
  days: readonly string[];
  actor: Actor;
}

/** 「时间节点 年中 6-30」: a name that stands already is moved; a list of days without names replaces the list before it. */
export async function setMilestones(deps: Deps, input: SetMilestonesInput): Promise<MilestonesSetView> {
  const scope = await getMilestoneScope(deps, input.year, input.code);
  const wanted = nameMilestones(input.title, input.days, scope.plan.year);
  return applyMilestones(deps, scope, wanted, input.actor);
}

/** Writes what is wanted into the scope, and brings the 应报事项 in line. */
export async function applyMilestones(
  deps: Deps,
  scope: MilestoneScope,
  wanted: readonly WantedMilestone[],
  actor: Actor,
): Promise<MilestonesSetView> {
  refuseClosed(scope);
  const { plan, task, own } = scope;
  const changed = await writeWanted(deps, scope, wanted);
  const names = new Set(wanted.map(({ name }) => name));
  const surplus = wanted.length > 1 && wanted.every(({ name }) => isSerialName(name));
  const removed = surplus ? own.filter(({ name }) => isSerialName(name) && !names.has(name)) : [];
  await removeMilestones(
    deps.db,
    removed.map(({ id }) => id),
  );
  const counts = await reconcileDeliverables(deps, plan);
  if (changed.size + removed.length > 0) await audit(deps, actor, 'set-milestones', auditSummary(scope, wanted), auditAbout(scope));
  const stands = await listMilestones(deps.db, plan.id);
  return {
    task: scopeView(scope),
    changed: changed.size + removed.length,
    removed: removed.map(({ name }) => name),
    lines: milestoneLines(
      planOf(plan, task),
      stands.filter(({ taskId }) => taskId === (task?.id ?? null)),
      deps.calendar,
      changed,
    ),
    counts,
    undo: undoWords(scope, changed),
    tasksWithOwn: task === null ? (await listTasksWithOwn(deps, scope)).map((entry) => entry.task.code) : [],
  };
}

/** Returns the names that changed with the day they had. */
async function writeWanted(
  deps: Deps,
  { plan, task, own }: MilestoneScope,
  wanted: readonly WantedMilestone[],
): Promise<Map<string, Day | null>> {
  const changed = new Map<string, Day | null>();
  for (const { name, dueOn } of wanted) {
    const known = own.find((milestone) => milestone.name === name);
    if (known?.dueOn === dueOn) continue;
    changed.set(name, known?.dueOn ?? null);
    if (known !== undefined) await moveMilestone(deps.db, known.id, dueOn);
    else await insertMilestone(deps.db, { id: deps.newId(), planId: plan.id, taskId: task?.id ?? null, name, dueOn });
  }
  return changed;
}

/** The first change; all of them where an item had no checkpoints of its own before. */
function undoWords(scope: MilestoneScope, changed: ReadonlyMap<string, Day | null>): string | null {
  const [first] = changed;
  if (first === undefined) return null;
  const [name, was] = first;
  if (scope.task !== null && scope.own.length === 0) return deletingWords(scope, '');
  return was === null ? deletingWords(scope, name) : settingWords(scope, { name, dueOn: was });
}

export function auditAbout({ task }: MilestoneScope): { taskId?: string } {
  return task === null ? {} : { taskId: task.id };
}

function auditSummary({ task }: MilestoneScope, wanted: readonly WantedMilestone[]): string {
  const what = wanted.map(({ name, dueOn }) => `${name} ${dueOn}`).join('、');
  return `设定${task === null ? '全部任务' : `第${task.code}项`}的时间节点：${what}`;
}
