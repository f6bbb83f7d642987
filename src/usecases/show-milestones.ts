import { DomainError } from '../domain/errors.ts';
import { milestoneFinder } from '../domain/plan-deliverables.ts';
import type { Deps } from './deps.ts';
import { getMilestoneScope, listNarrower, scopeView, type ScopeInput, type ScopeView } from './milestone-scope.ts';
import { milestoneLines, narrowerView, openingWords, planOf, type MilestoneLine, type NarrowerView } from './milestones-view.ts';
import { proposalsView, type ProposalView } from './proposals-view.ts';

/** 时间节点 that apply to all items, one item or one department, and those set more narrowly. */
export interface MilestonesView extends ScopeView {
  year: number;
  /** The item or department has its own; false also for all items. */
  own: boolean;
  /** 第3项 办公室, as it is typed; null for all items. */
  whose: string | null;
  lines: MilestoneLine[];
  narrower: NarrowerView[];
  more: number;
  /** Shown while nothing is set. */
  proposals: ProposalView[];
}

export async function showMilestones(deps: Deps, input: ScopeInput): Promise<MilestonesView> {
  const { scope, rest } = await getMilestoneScope(deps, input);
  if (rest !== '') throw new DomainError('no-such-milestone-scope', { words: rest });
  const { plan, task, department, own, all } = scope;
  const applying = milestoneFinder(all)(task?.id ?? null, department?.id ?? null);
  const narrower = await listNarrower(deps, scope);
  return {
    year: plan.year,
    ...scopeView(scope),
    own: (task ?? department) !== null && own.length > 0,
    whose: openingWords(scope).join(' ') || null,
    lines: milestoneLines(planOf(plan, task), applying, deps.calendar),
    narrower: narrower.slice(0, NARROWER_SHOWN).map((one) => narrowerView(one, deps.calendar)),
    more: Math.max(0, narrower.length - NARROWER_SHOWN),
    proposals: all.length === 0 ? proposalsView(deps, plan) : [],
  };
}

const NARROWER_SHOWN = 10;
