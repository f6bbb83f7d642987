import { dayOf, formatDay } from '../domain/calendar.ts';
import { proposeMilestones } from '../domain/milestone-proposal.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import type { Deps } from './deps.ts';

/** A proposed checkpoint (建议的时间节点) as it is shown. */
export interface ProposalView {
  name: string;
  day: string;
  /** The day off the proposal names, when it was moved to the working day before. */
  movedFrom: string | null;
  supplementary: boolean;
}

export function proposalsView({ config, calendar }: Pick<Deps, 'config' | 'calendar'>, plan: AssessmentPlan): ProposalView[] {
  return proposeMilestones(config.milestones, plan.year, calendar).map(({ name, dueOn, movedFrom }) => ({
    name,
    day: formatDay(dueOn, plan.year),
    movedFrom: movedFrom && formatDay(movedFrom, plan.year),
    supplementary: dueOn < dayOf(new Date(plan.publishedAt)),
  }));
}
