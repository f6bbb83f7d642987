import type { AdjustmentDraft, PlanDraft, TaskDraft } from '../domain/plan-draft.ts';
import type { Quota } from '../domain/quota.ts';

/** A table as `import --json` prints it: the outside contract, whose names, shapes and order stay. */
export function planJson({ year, title, categories, sections, tasks, adjustments, warnings }: PlanDraft) {
  return { year, title, categories, sections, tasks: tasks.map(taskJson), adjustments: adjustments.map(adjustmentJson), warnings };
}

function taskJson({ code, category, section, text, points, departments, deadlines, quotas }: TaskDraft) {
  return { code, category, section, text, points, departments, deadlines, quota: mainQuota(quotas) };
}

function adjustmentJson({ kind, group, groupCap, text, cap, rates, departments }: AdjustmentDraft) {
  return { kind, group, groupCap, text, cap, rates, departments };
}

/** How often something is done says more than how long a report is. */
function mainQuota(quotas: readonly Quota[]) {
  const main = quotas.find(({ unit }) => !['字', '%'].includes(unit)) ?? quotas[0];
  return main === undefined ? null : { raw: main.raw, n: main.n, per: main.per };
}
