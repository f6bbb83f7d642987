import { tasksNamedBy } from './file-hints.ts';
import { nextOfEachDepartment, isUnfinished, preferOwed, type NamedDeliverable } from './named-deliverable.ts';

/** What files are for, or what has to be asked. */
export type Choice =
  | { kind: 'chosen'; deliverable: NamedDeliverable; note: string }
  | { kind: 'ask'; question: 'item' | 'department'; candidates: NamedDeliverable[] };

/** Without an item named: what the file names say, else the only one still owed, else it is asked (是哪一项). `all`: everything the sender's departments have. */
export function chooseByFiles(all: readonly NamedDeliverable[], note: string, fileNames: readonly string[]): Choice {
  const byTask = Map.groupBy(all.filter(isUnfinished), ({ taskId }) => taskId);
  const tasks = [...byTask.values()].map(([first]) => first!);
  const named = tasksNamedBy(fileNames, tasks);
  const owed = preferOwed([...byTask.values()].map((ofTask) => preferOwed(ofTask)[0]!));
  const [only, ...others] = named.length > 0 ? named : owed;
  if (only !== undefined && others.length === 0) return chooseWithinTask(byTask.get(only.taskId) ?? [], note);
  return { kind: 'ask', question: 'item', candidates: tasks };
}

/** Within one item: the checkpoint the note begins with, else what was returned, else the earliest unfinished one; the department is asked when two of the sender's owe it. */
export function chooseWithinTask(ofTask: readonly NamedDeliverable[], note: string): Choice {
  const { milestone, rest } = splitMilestone(ofTask, note);
  const wanted = milestone === undefined ? ofTask : ofTask.filter(({ milestoneName }) => milestoneName === milestone);
  const choices = preferOwed(nextOfEachDepartment(wanted));
  if (choices.length === 1) return { kind: 'chosen', deliverable: choices[0]!, note: rest };
  return { kind: 'ask', question: 'department', candidates: [...choices] };
}

/** 「三季度 活动照片」: the checkpoint (时间节点) a note begins with, and what is left of the note. */
export function splitMilestone(ofTask: readonly NamedDeliverable[], note: string): { milestone: string | undefined; rest: string } {
  const names = ofTask.flatMap(({ milestoneName }) => milestoneName ?? []).toSorted((a, b) => b.length - a.length);
  const milestone = names.find((name) => note.startsWith(name));
  return { milestone, rest: milestone === undefined ? note : note.slice(milestone.length).replace(/^[\s:：,，、]+/u, '') };
}
