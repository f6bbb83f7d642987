import type { TaskDraft } from '../../src/domain/plan-draft.ts';

/** An item as read from a table, of which only what a test speaks about matters. */
export function taskDraft(code: string, changes: Partial<TaskDraft> = {}): TaskDraft {
  return {
    code,
    category: '甲',
    section: '乙',
    text: `做第${code}件事`,
    points: 3,
    departments: [{ name: '办公室', role: 'lead' }],
    deadlines: [],
    quotas: [],
    source: [],
    at: '',
    corrections: [],
    ...changes,
  };
}
