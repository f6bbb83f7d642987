import type { TaskDraft } from '../domain/plan-draft.ts';
import type { PlanRows } from '../domain/plan-rows.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';

/** Puts into 留痕 where an item is not as the table has it, because an admin said so before 确认导入. */
export async function auditCorrections(deps: Deps, drafts: readonly TaskDraft[], { tasks }: PlanRows, actor: Actor): Promise<void> {
  for (const { code, corrections } of drafts.filter((draft) => draft.corrections.length > 0)) {
    const taskId = tasks.find((task) => task.code === code)!.id;
    await audit(deps, actor, 'correct-item', `导入前更正第${code}项：${corrections.join('；')}`, { taskId });
  }
}
