import { listExtended } from '../db/named-deliverables.ts';
import { formatDay } from '../domain/calendar.ts';
import { DomainError } from '../domain/errors.ts';
import { milestoneFinder } from '../domain/plan-deliverables.ts';
import type { Deps } from './deps.ts';
import { getMilestoneScope, listNarrower, scopeName, scopeView, type ScopeInput, type ScopeView } from './milestone-scope.ts';
import { milestoneLines, narrowerView, openingWords, planOf, type MilestoneLine, type NarrowerView } from './milestones-view.ts';
import { proposalsView, type ProposalView } from './proposals-view.ts';

interface ExtensionLine {
  code: string;
  department: string;
  milestone: string;
  day: string;
}

/** 时间节点 that apply to all items, one item or one department, and those set more narrowly. */
export interface MilestonesView extends ScopeView {
  year: number;
  /** The year is closed: nothing can be set. */
  closed: boolean;
  /** The item or department has its own; false also for all items. */
  own: boolean;
  /** 第3项 办公室, as it is typed; null for all items. */
  whose: string | null;
  lines: MilestoneLine[];
  narrower: NarrowerView[];
  /** Whose are left out: 第12项, 第3项办公室; and how the first is asked for. */
  more: string[];
  moreWords: string | null;
  /** Later days that were granted (延期). */
  extensions: ExtensionLine[];
  /** Of how many left out, and the items they are of. */
  moreExtensions: { count: number; codes: string[] };
  /** Shown while nothing is set. */
  proposals: ProposalView[];
}

export async function showMilestones(deps: Deps, input: ScopeInput): Promise<MilestonesView> {
  const { scope, rest } = await getMilestoneScope(deps, input);
  if (rest !== '') throw new DomainError('no-such-milestone-scope', { words: rest });
  const { plan, task, department, own, all } = scope;
  const applying = milestoneFinder(all)(task?.id ?? null, department?.id ?? null);
  const narrower = await listNarrower(deps, scope);
  const left = narrower.slice(NARROWER_SHOWN);
  const extended = await listExtended(deps.db, plan.id, { taskId: task?.id, departmentId: department?.id });
  const leftExtended = extended.slice(EXTENSIONS_SHOWN);
  return {
    year: plan.year,
    closed: plan.state === 'closed',
    ...scopeView(scope),
    own: (task ?? department) !== null && own.length > 0,
    whose: openingWords(scope).join(' ') || null,
    lines: milestoneLines(planOf(plan, task), applying, deps.calendar),
    narrower: narrower.slice(0, NARROWER_SHOWN).map((one) => narrowerView(one, deps.calendar)),
    more: left.map(scopeName),
    moreWords: left[0] === undefined ? null : openingWords(left[0]).join(' '),
    extensions: extended.slice(0, EXTENSIONS_SHOWN).map(({ code, departmentName, milestoneName, extendedOn }) => ({
      code,
      department: departmentName,
      milestone: milestoneName!,
      day: formatDay(extendedOn, plan.year),
    })),
    moreExtensions: { count: leftExtended.length, codes: [...new Set(leftExtended.map(({ code }) => code))] },
    proposals: all.length === 0 ? proposalsView(deps, plan) : [],
  };
}

const NARROWER_SHOWN = 10;
const EXTENSIONS_SHOWN = 10;
