import { listMilestones, removeMilestones } from '../db/milestones.ts';
import { DomainError } from '../domain/errors.ts';
import { milestoneFinder } from '../domain/plan-deliverables.ts';
import type { Milestone } from '../domain/plan.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { getMilestoneScope, ownOf, refuseClosed, scopeName, scopeView, type MilestoneScope, type ScopeView } from './milestone-scope.ts';
import { milestoneLines, planOf, settingWords, type MilestoneLine } from './milestones-view.ts';
import { reconcileDeliverables, type DeliverableCounts } from './reconcile-deliverables.ts';
import { auditAbout } from './set-milestones.ts';
import { tellOfEndedExtensions, type EndedExtensionView } from './tell-of-ended-extensions.ts';

/** What deleting checkpoints (时间节点) brought about. */
export interface MilestoneDeletedView extends ScopeView {
  /** Where one was named. */
  year: number | null;
  names: string[];
  /** What applies now; where nothing of its own is left that of the wider scope. */
  lines: MilestoneLine[];
  fellBack: boolean;
  counts: DeliverableCounts;
  ended: EndedExtensionView[];
  /** Words that set them again. */
  undo: string;
}

export interface DeleteMilestoneInput {
  year: number | undefined;
  code: string | undefined;
  /** One name or several, in front a department's; without a name all an item or a department has of its own. */
  title: string;
  actor: Actor;
}

/** 「时间节点 删除 年中」: what was handed in for it is kept. */
export async function deleteMilestone(deps: Deps, { year, code, title, actor }: DeleteMilestoneInput): Promise<MilestoneDeletedView> {
  const { scope, rest } = await getMilestoneScope(deps, { year, code, words: title });
  refuseClosed(scope);
  const { plan, task, department } = scope;
  const gone = chosen(scope, rest);
  const names = gone.map(({ name }) => name);
  await removeMilestones(
    deps.db,
    gone.map(({ id }) => id),
  );
  const { counts, ended } = await reconcileDeliverables(deps, plan);
  await audit(deps, actor, 'delete-milestone', `删除${scopeName(scope)}的时间节点：${names.join('、')}`, auditAbout(scope));

  const stands = await listMilestones(deps.db, plan.id);
  return {
    ...scopeView(scope),
    year: year ?? null,
    names,
    lines: milestoneLines(planOf(plan, task), milestoneFinder(stands)(task?.id ?? null, department?.id ?? null), deps.calendar),
    fellBack: (task ?? department) !== null && ownOf(stands, task, department).length === 0,
    counts,
    ended: await tellOfEndedExtensions(deps, plan, ended, actor),
    undo: settingWords(scope, gone),
  };
}

/** 年中, or 6月、7月. */
function chosen({ task, department, own }: MilestoneScope, title: string): Milestone[] {
  if (title === '' && (task ?? department) !== null && own.length > 0) return own;
  const isOne = own.some(({ name }) => name === title);
  const wanted = isOne ? [title] : title.split(/[\s,，、]+/u).filter((name) => name !== '');
  const missing = wanted.find((name) => own.every((one) => one.name !== name));
  if (wanted.length > 0 && missing === undefined) return own.filter(({ name }) => wanted.includes(name));
  throw new DomainError('no-such-milestone', {
    title: missing ?? title,
    code: task?.code ?? null,
    department: department?.name ?? null,
    names: own.map(({ name }) => name),
  });
}
