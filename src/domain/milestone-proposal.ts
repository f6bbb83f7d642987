import type { Calendar, Day } from './calendar.ts';

/** A checkpoint the unit usually sets (建议的时间节点), the same every year. */
export interface MilestoneProposal {
  name: string;
  /** `MM-DD`. */
  monthDay: string;
}

/** A proposal in one plan's year. */
export interface ProposedMilestone {
  name: string;
  dueOn: Day;
  /** The day the proposal names, when that is not a working day. */
  movedFrom: Day | null;
}

/** What 「采用默认节点」 would set: a day off becomes the working day before. */
export function proposeMilestones(proposals: readonly MilestoneProposal[], year: number, calendar: Calendar): ProposedMilestone[] {
  return proposals.map(({ name, monthDay }) => {
    const named = `${year}-${monthDay}`;
    const dueOn = calendar.workdayOnOrBefore(named);
    return { name, dueOn, movedFrom: dueOn === named ? null : named };
  });
}
