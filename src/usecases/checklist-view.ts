import { listHeld } from '../db/evidence-uses.ts';
import { getTask } from '../db/plans.ts';
import { dayOf } from '../domain/calendar.ts';
import { checklistOf, requiredOf, suggestedFor, type ChecklistEntry } from '../domain/checklist.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import type { Deps } from './deps.ts';

/** 材料清单 of an item, held against what one department has handed in for it over the year. */
export interface ChecklistView {
  /** What its row asks for. */
  asked: ChecklistEntry[];
  /** What is usual and nobody asks for. */
  suggested: ChecklistEntry[];
}

export async function checklistView(
  { db, clock, config }: Deps,
  { taskId, departmentId, year }: Pick<NamedDeliverable, 'taskId' | 'departmentId' | 'year'>,
): Promise<ChecklistView> {
  const task = await getTask(db, taskId);
  const required = requiredOf(task);
  const suggested = suggestedFor(task, required, config.evidence.activityPapers);
  if (required.length + suggested.length === 0) return { asked: [], suggested: [] };
  const held = await listHeld(db, taskId, departmentId);
  const today = dayOf(clock.now());
  return { asked: checklistOf(required, held, year, today), suggested: checklistOf(suggested, held, year, today) };
}
