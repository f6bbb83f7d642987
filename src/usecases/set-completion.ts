import { setCompletion as write } from '../db/plans.ts';
import type { Task } from '../domain/plan.ts';
import { taskTitle } from '../domain/task-title.ts';
import { audit, type Actor } from './audit.ts';
import { getOpenPlan, getTaskByCode } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { settleAny } from './settle-waivers.ts';

export interface CompletionView {
  code: string;
  title: string;
  completion: Task['completion'];
  unchanged: boolean;
  /** 应报事项 that need not be handed in any more, or have to again. */
  waived: number;
  owing: number;
}

/** 「第16项 任一完成」: at each checkpoint one department's is enough. 「第16项 全部完成」 takes it back. */
export async function setCompletion(
  deps: Deps,
  { actor, year, code, completion }: { actor: Actor; year: number | undefined; code: string; completion: Task['completion'] },
): Promise<CompletionView> {
  const plan = await getOpenPlan(deps, year);
  const task = await getTaskByCode(deps, plan, code);
  const head = { code, title: taskTitle(task.text), completion };
  if (task.completion === completion) return { ...head, unchanged: true, waived: 0, owing: 0 };
  await write(deps.db, task.id, completion);
  const { waived, owing } = await settleAny(deps, task.id);
  const words = completion === 'any' ? '任一部门完成即可' : '各部门都要完成';
  await audit(deps, actor, 'set-completion', `第${code}项改为${words}`, { taskId: task.id });
  return { ...head, unchanged: false, waived: waived.length, owing: owing.length };
}
