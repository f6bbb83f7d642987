import { listMilestones, removeMilestones } from '../db/milestones.ts';
import { DomainError } from '../domain/errors.ts';
import type { Milestone } from '../domain/plan.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { getMilestoneScope, refuseClosed, scopeView, type MilestoneScope } from './milestone-scope.ts';
import { milestoneLines, planOf, settingWords, type MilestoneLine } from './milestones-view.ts';
import { reconcileDeliverables, type DeliverableCounts } from './reconcile-deliverables.ts';
import { auditAbout } from './set-milestones.ts';

/** What deleting a checkpoint (时间节点) brought about. */
export interface MilestoneDeletedView {
  task: { code: string; title: string } | null;
  names: string[];
  /** What applies now; for an item without checkpoints of its own those of all items. */
  lines: MilestoneLine[];
  fellBack: boolean;
  counts: DeliverableCounts;
  /** Words that set each again. */
  undo: string[];
}

export interface DeleteMilestoneInput {
  year: number | undefined;
  code: string | undefined;
  /** Empty: all an item has of its own. */
  title: string;
  actor: Actor;
}

/** 「时间节点 删除 年中」: what was handed in for it is kept. */
export async function deleteMilestone(deps: Deps, { year, code, title, actor }: DeleteMilestoneInput): Promise<MilestoneDeletedView> {
  const scope = await getMilestoneScope(deps, year, code);
  refuseClosed(scope);
  const gone = chosen(scope, title);
  const names = gone.map(({ name }) => name);
  await removeMilestones(
    deps.db,
    gone.map(({ id }) => id),
  );
  const counts = await reconcileDeliverables(deps, scope.plan);
  const whose = scope.task === null ? '全部任务' : `第${scope.task.code}项`;
  await audit(deps, actor, 'delete-milestone', `删除${whose}的时间节点：${names.join('、')}`, auditAbout(scope));

  const stands = await listMilestones(deps.db, scope.plan.id);
  const own = stands.filter(({ taskId }) => taskId === (scope.task?.id ?? null));
  const fellBack = scope.task !== null && own.length === 0;
  const applying = fellBack ? stands.filter(({ taskId }) => taskId === null) : own;
  return {
    task: scopeView(scope),
    names,
    lines: milestoneLines(planOf(scope.plan, scope.task), applying, deps.calendar),
    fellBack,
    counts,
    undo: gone.map((milestone) => settingWords(scope, milestone)),
  };
}

function chosen({ task, own }: MilestoneScope, title: string): Milestone[] {
  if (title === '' && task !== null && own.length > 0) return own;
  const found = own.filter(({ name }) => name === title);
  if (found.length > 0) return found;
  throw new DomainError('no-such-milestone', { title, code: task?.code ?? null, names: own.map(({ name }) => name) });
}
