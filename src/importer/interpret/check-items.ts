import type { DraftWarning, TaskDraft } from '../../domain/plan-draft.ts';

/** Warnings about what single items do not say: who is responsible, points where the others have them, a deadline nobody can read. */
export function checkItems(tasks: readonly TaskDraft[]): DraftWarning[] {
  const isScored = tasks.some(({ points }) => points !== null);
  return tasks.flatMap((task) => {
    const item = `第${task.code}项`;
    const at = `${item}「${task.text.slice(0, 20)}」`;
    const unread = task.deadlines.find(({ type }) => type === 'unknown');
    return [
      ...(task.departments.length === 0 ? [{ code: 'no-department', message: `${item}没有写责任部门，导入后先记为待认领`, at }] : []),
      ...(isScored && task.points === null ? [{ code: 'no-points', message: `${item}没有读到分值`, at }] : []),
      ...(unread ? [{ code: 'unclear-deadline', message: `${item}的时限「${unread.raw}」没有读懂，导入后请用「时间节点」设定`, at }] : []),
    ];
  });
}

/** The whole table names no day: the seed's case, and no obstacle. */
export function checkDeadlines(tasks: readonly TaskDraft[]): DraftWarning[] {
  if (tasks.length === 0 || tasks.some(({ deadlines }) => deadlines.some(({ dates }) => dates.length > 0))) return [];
  return [{ code: 'no-deadline', message: '表里没有具体截止日期，导入后请用「时间节点」设定', at: '全表' }];
}
