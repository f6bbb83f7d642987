import { getPublishedDraft } from '../db/imports.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import type { PlanDraft } from '../domain/plan-draft.ts';
import { comparePlan } from '../importer/compare.ts';
import type { Deps } from './deps.ts';

/** How a table differs from the one of the same year that is in force (沿用, 有变化, 取消, 新增), by items. */
export interface DraftDifference {
  identical: boolean;
  /** 加分项 or 扣分项 differ. */
  rulesDiffer: boolean;
  kept: number;
  changed: string[];
  gone: string[];
  added: string[];
}

/** What a rule says, not what was read into it: that may be read better one day. */
const AS_WRITTEN = ['kind', 'group', 'groupCap', 'text', 'cap', 'rates', 'departments'];

/** Compares with the table as it was read then, so that departments settled since make no difference. */
export async function compareWithPublished(deps: Pick<Deps, 'db'>, plan: AssessmentPlan, draft: PlanDraft): Promise<DraftDifference> {
  const published = await getPublishedDraft(deps.db, plan.id);
  const { kept, changed, gone, added } = comparePlan(draft, published);
  const [rules, rulesThen] = [draft, published].map(({ adjustments }) => JSON.stringify(adjustments, AS_WRITTEN).replace(/\s+/g, ''));
  const rulesDiffer = rules !== rulesThen;
  return {
    identical: changed.length + gone.length + added.length === 0 && !rulesDiffer,
    rulesDiffer,
    kept: kept.length,
    changed: changed.map(({ task }) => task.code),
    gone: gone.map(({ code }) => code),
    added: added.map(({ code }) => code),
  };
}
