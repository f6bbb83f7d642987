import type { DeadlineDraft, TaskDraft } from '../domain/plan-draft.ts';
import type { TaskPair } from '../importer/compare.ts';

/** In what an item of a new table differs, in few words: 「分值 3→4」「责任部门 办公室→机关党委」. */
export function changeWords({ task, current, what }: TaskPair<TaskDraft>): string[] {
  return what.map((field) => {
    switch (field) {
      case 'points':
        return `分值 ${current.points ?? '无'}→${task.points ?? '无'}`;
      case 'departments':
        return `责任部门 ${ownerWords(current.departments)}→${ownerWords(task.departments)}`;
      case 'deadlines':
        return `时限 ${changedDeadline(current.deadlines, task.deadlines)}`;
      case 'heading':
        return '归类有改动';
      case 'text':
        return '文字有改动';
    }
  });
}

/** 办公室、机关党委, with 牵头 and 配合 where it is not the first alone who leads. */
export function ownerWords(departments: TaskDraft['departments']): string {
  if (departments.length === 0) return '无';
  const isPlain = departments.every(({ role }, index) => role === (index === 0 ? 'lead' : 'support'));
  const names = departments.map(({ name, role }) => (isPlain ? name : `${name}${role === 'lead' ? '牵头' : '配合'}`));
  return names.length > NAMES_SHOWN ? `${names.slice(0, NAMES_SHOWN).join('、')}等 ${names.length} 个` : names.join('、');
}

/** The words, or the days when the words are the same. */
function changedDeadline(before: readonly DeadlineDraft[], after: readonly DeadlineDraft[]): string {
  if (deadlineWords(before) !== deadlineWords(after)) return `${deadlineWords(before)}→${deadlineWords(after)}`;
  const days = after.flatMap(({ dates }) => dates).map((day) => day.slice(5));
  return `${deadlineWords(after)}（${days.length === 0 ? '没有日期' : cut(days.join('、'))}）`;
}

function deadlineWords(deadlines: readonly DeadlineDraft[]): string {
  const raw = deadlines.map((deadline) => deadline.raw).join('、');
  if (raw === '') return '无';
  return cut(raw);
}

function cut(words: string): string {
  return [...words].length > WORDS_SHOWN ? `${[...words].slice(0, WORDS_SHOWN).join('')}…` : words;
}

const NAMES_SHOWN = 4;
const WORDS_SHOWN = 24;
