import { DomainError } from '../domain/errors.ts';
import { proposeMilestones } from '../domain/milestone-proposal.ts';
import type { Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { getMilestoneScope } from './milestone-scope.ts';
import { proposalsView, type ProposalView } from './proposals-view.ts';
import { applyMilestones, type MilestonesSetView } from './set-milestones.ts';

/** 采用默认节点: sets what `config/milestones.yaml` proposes, for all items. Said again it changes nothing. */
export async function adoptMilestones(
  deps: Deps,
  { year, actor }: { year: number | undefined; actor: Actor },
): Promise<Omit<MilestonesSetView, 'year'> & { proposals: ProposalView[] }> {
  const { scope } = await getMilestoneScope(deps, { year, code: undefined, words: '' });
  const proposed = proposeMilestones(deps.config.milestones, scope.plan.year, deps.calendar);
  if (proposed.length === 0) throw new DomainError('no-proposals');
  const wanted = proposed.map(({ name, dueOn }) => ({ name, startsOn: null, dueOn }));
  return { ...(await applyMilestones(deps, scope, { wanted, replacesFrom: null }, actor)), proposals: proposalsView(deps, scope.plan) };
}
