import { insertMilestone, listMilestones, moveMilestone, removeMilestones } from '../db/milestones.ts';
import type { Day } from '../domain/calendar.ts';
import { isOfSeries, type MilestoneWords, type WantedMilestone } from '../domain/name-milestones.ts';
import type { Milestone } from '../domain/plan.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { lateMilestones, type LateMilestone } from './late-milestones.ts';
import {
  getMilestoneScope,
  listNarrower,
  ownOf,
  refuseClosed,
  refuseUnknownDepartment,
  scopeName,
  scopeView,
  type MilestoneScope,
  type ScopeView,
} from './milestone-scope.ts';
import { deletingWords, milestoneLines, planOf, settingWords, type MilestoneLine } from './milestones-view.ts';
import { readStages, type WantedStages } from './read-stages.ts';
import { reconcileDeliverables, type DeliverableCounts } from './reconcile-deliverables.ts';
import { tellOfEndedExtensions, type EndedExtensionView } from './tell-of-ended-extensions.ts';

/** What setting checkpoints (时间节点) brought about. */
export interface MilestonesSetView extends ScopeView {
  /** Where one was named. */
  year: number | null;
  changed: number;
  removed: string[];
  lines: MilestoneLine[];
  late: LateMilestone[];
  counts: DeliverableCounts;
  ended: EndedExtensionView[];
  /** Words that take it back; empty when nothing changed. */
  undo: string[];
  /** Items and departments with their own, which the change does not touch. */
  untouched: string[];
}

export interface SetMilestonesInput {
  year: number | undefined;
  code: string | undefined;
  /** The first title may begin with a department's name. */
  stages: readonly MilestoneWords[];
  actor: Actor;
}

/** 「时间节点 年中 6-30」: a name that stands already is moved; a rhythm or a list of days without names replaces the one before it. */
export async function setMilestones(deps: Deps, { year, code, stages, actor }: SetMilestonesInput): Promise<MilestonesSetView> {
  const [first = { title: '', days: [] }, ...others] = stages;
  const { scope, rest } = await getMilestoneScope(deps, { year, code, words: first.title });
  await refuseUnknownDepartment(deps, scope, rest);
  const wanted = readStages(deps, [{ ...first, title: rest }, ...others], scope.plan.year);
  return { ...(await applyMilestones(deps, scope, wanted, actor)), year: year ?? null };
}

/** Writes what is wanted into the scope, and brings the 应报事项 in line. */
export async function applyMilestones(
  deps: Deps,
  scope: MilestoneScope,
  stages: WantedStages,
  actor: Actor,
): Promise<Omit<MilestonesSetView, 'year'>> {
  refuseClosed(scope);
  const { plan, task, department } = scope;
  const { wanted } = stages;
  const changed = await writeWanted(deps, scope, wanted);
  const removed = supersededBy(stages, scope.own);
  await removeMilestones(
    deps.db,
    removed.map(({ id }) => id),
  );
  const { counts, ended } = await reconcileDeliverables(deps, plan);
  if (changed.size + removed.length > 0) await audit(deps, actor, 'set-milestones', auditSummary(scope, wanted), auditAbout(scope));
  const stands = ownOf(await listMilestones(deps.db, plan.id), task, department);
  const seen = planOf(plan, task);
  return {
    ...scopeView(scope),
    changed: changed.size + removed.length,
    removed: removed.map(({ name }) => name),
    lines: milestoneLines(seen, stands, deps.calendar, changed),
    late: lateMilestones(
      deps,
      seen,
      stands.filter(({ name }) => changed.has(name)),
    ),
    counts,
    ended: await tellOfEndedExtensions(deps, plan, ended, actor),
    undo: undoWords(scope, changed, removed),
    untouched: (await listNarrower(deps, scope)).map(scopeName),
  };
}

/** 长期 and days exclude each other; one rhythm, or list of days, takes the place of another from its first day. */
function supersededBy({ wanted, replacesFrom }: WantedStages, own: readonly Milestone[]): Milestone[] {
  const names = new Set(wanted.map(({ name }) => name));
  const others = own.filter(({ name }) => !names.has(name));
  if (wanted.some(({ dueOn }) => dueOn === null)) return others;
  return others.filter(({ name, dueOn }) => dueOn === null || (replacesFrom !== null && isOfSeries(name) && dueOn >= replacesFrom));
}

/** Returns the names that changed with what they were. */
async function writeWanted(
  deps: Deps,
  { plan, task, department, own }: MilestoneScope,
  wanted: readonly WantedMilestone[],
): Promise<Map<string, WantedMilestone | null>> {
  const changed = new Map<string, WantedMilestone | null>();
  for (const one of wanted) {
    const known = own.find(({ name }) => name === one.name);
    if (known?.dueOn === one.dueOn && known.startsOn === one.startsOn) continue;
    changed.set(one.name, known ?? null);
    if (known !== undefined) await moveMilestone(deps.db, known.id, one);
    else {
      const scope = { planId: plan.id, taskId: task?.id ?? null, departmentId: department?.id ?? null };
      await insertMilestone(deps.db, { id: deps.newId(), ...scope, ...one });
    }
  }
  return changed;
}

/** All there is where a narrow scope had no checkpoints of its own before; else what is new goes and what was comes back. */
function undoWords(scope: MilestoneScope, changed: ReadonlyMap<string, WantedMilestone | null>, removed: readonly Milestone[]): string[] {
  if (changed.size + removed.length === 0) return [];
  if (scope.own.length === 0 && (scope.task ?? scope.department) !== null) return [deletingWords(scope, [])];
  const made = [...changed].filter(([, was]) => was === null).map(([name]) => name);
  const before = [...changed.values()].filter((was) => was !== null);
  const back = [...before, ...removed].toSorted(byDueDay);
  return [...(made.length === 0 ? [] : [deletingWords(scope, made)]), ...(back.length === 0 ? [] : [settingWords(scope, back)])];
}

function byDueDay(a: { dueOn: Day | null }, b: { dueOn: Day | null }): number {
  return (a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1;
}

export function auditAbout({ task }: MilestoneScope): { taskId?: string } {
  return task === null ? {} : { taskId: task.id };
}

function auditSummary(scope: MilestoneScope, wanted: readonly WantedMilestone[]): string {
  const what = wanted.map(({ name, startsOn, dueOn }) => `${name} ${[startsOn, dueOn].filter((day) => day !== null).join('至')}`.trim());
  return `设定${scopeName(scope)}的时间节点：${what.join('、')}`;
}
