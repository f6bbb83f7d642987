import type { DeadlineDraft, DraftWarning, TaskDraft } from '../../domain/plan-draft.ts';
import type { GridDocument } from '../grid.ts';
import { readDeadlines } from './deadlines.ts';

/** Warnings about what single items do not say: who is responsible, points where the others have them, a deadline nobody can read. */
export function checkItems(tasks: readonly TaskDraft[], year: number | null): DraftWarning[] {
  const isScored = tasks.some(({ points }) => points !== null);
  return tasks.flatMap((task) => {
    const item = `第${task.code}项`;
    const at = `${task.at}「${task.text.slice(0, 20)}」`;
    const unread = task.deadlines.find((deadline) => isUnread(deadline, year));
    return [
      ...(task.departments.length === 0 ? [{ code: 'no-department', message: `${item}没有写责任部门，导入后先记为待认领`, at }] : []),
      ...(isScored && task.points === null ? [{ code: 'no-points', message: `${item}没有读到分值`, at }] : []),
      ...(unread
        ? [
            {
              code: 'unclear-deadline',
              message: `${item}的时限「${unread.raw}」没有读懂，导入后请用「时间节点」设定`,
              at: `${task.at}「${unread.raw}」`,
            },
          ]
        : []),
    ];
  });
}

/** Words nobody can read, or a day there is not (2月30日前). */
function isUnread({ type, dates }: DeadlineDraft, year: number | null): boolean {
  return type === 'unknown' || ((type === 'date' || type === 'range') && dates.length === 0 && year !== null);
}

/** Days the notice itself names outside the table: nobody says for which items. */
export function checkNotice({ tables, after }: GridDocument, year: number | null): DraftWarning[] {
  return [...tables.flatMap(({ before }) => before), ...after].flatMap((line) =>
    readDeadlines('', line, year)
      .filter(({ dates }) => dates.length > 0)
      .map(({ raw }) => ({
        code: 'notice-deadline',
        message: `通知里写了「${raw}」，没有说是哪几项；要设为全年的时间节点，导入后发「时间节点 名称 日期」`,
        at: line.slice(0, 60),
      })),
  );
}

/** The whole table names no day: the seed's case, and no obstacle. */
export function checkDeadlines(tasks: readonly TaskDraft[]): DraftWarning[] {
  if (tasks.length === 0 || tasks.some(({ deadlines }) => deadlines.some(({ dates }) => dates.length > 0))) return [];
  return [{ code: 'no-deadline', message: '表里没有具体截止日期，导入后请用「时间节点」设定', at: '全表' }];
}
