import type { Department } from '../domain/directory.ts';
import type { DraftWarning, PlanDraft } from '../domain/plan-draft.ts';
import { statedMilestones } from '../domain/stated-milestones.ts';
import { checkDepartments } from '../importer/check-departments.ts';

/**
 * What an admin should look at before 确认导入, one sentence each with its place: what can be answered first and in table order, then what
 * is only to be known. Sums of categories stand on the categories' own lines.
 */
export function listQuestions(draft: PlanDraft, departments: readonly Department[]): string[] {
  return questionsOf(
    draft,
    draft.warnings.filter(({ code }) => code !== 'category-sum'),
    departments,
  );
}

/** The same where no lines of categories stand above them. */
export function listAllQuestions(draft: PlanDraft, departments: readonly Department[]): string[] {
  return questionsOf(draft, draft.warnings, departments);
}

function questionsOf(draft: PlanDraft, warnings: readonly DraftWarning[], departments: readonly Department[]): string[] {
  const all = [...warnings, ...checkDepartments(draft, departments), ...checkYears(draft)];
  const order = new Map(draft.tasks.map(({ code }, index) => [code, index]));
  const placeOf = ({ message }: DraftWarning): number => order.get(codeAsked(message) ?? '') ?? -1;
  const questions = all.filter((warning) => !isNote(warning)).toSorted((a, b) => placeOf(a) - placeOf(b));
  return [...questions, ...all.filter(isNote)].map((warning) => withPlace(withAnswer(warning), draft));
}

/** The item a question is about, when it names one. */
export function codeAsked(message: string): string | undefined {
  return /第([^「」项]{1,12})项/u.exec(message)?.[1];
}

/** What can be said before 确认导入 is said with the question. */
function withAnswer(warning: DraftWarning): DraftWarning {
  const code = codeAsked(warning.message);
  const answer = ANSWERS[warning.code];
  return code === undefined || answer === undefined
    ? warning
    : { ...warning, message: `${warning.message}；现在定就发「第${code}项 ${answer}」` };
}

const ANSWERS: Readonly<Record<string, string>> = {
  'unclear-deadline': '截止 6-30',
  'no-department': '责任部门 办公室',
  'no-points': '5分',
};

/** Nothing to be answered item by item. */
function isNote({ code }: DraftWarning): boolean {
  return code === 'no-deadline' || code.endsWith('-sum');
}

/** Days of another year than the table's are taken only where the words name that year. */
function checkYears({ tasks, year }: PlanDraft): DraftWarning[] {
  if (year === null) return checkUndated(tasks);
  return tasks.flatMap(({ code, deadlines, at }) =>
    statedMilestones(deadlines, year).otherYear.map((raw) => ({
      code: 'other-year-deadline',
      message: `第${code}项的时限「${raw}」不在 ${year} 年，没有设为时间节点；要设请发「第${code}项 截止 日期」`,
      at,
    })),
  );
}

/** Without a year no day can be known. */
function checkUndated(tasks: PlanDraft['tasks']): DraftWarning[] {
  const worded = tasks.filter(({ deadlines }) => deadlines.some(({ type }) => !['continuous', 'relative', 'unknown'].includes(type)));
  if (worded.length === 0) return [];
  const message = `有 ${worded.length} 项写了时限，没有年度就定不了日期：请在标题或文件名里写上年度再发一次`;
  return [{ code: 'undated-deadlines', message, at: '全表' }];
}

/** The place, where the sentence does not name it already. */
function withPlace({ message, at }: DraftWarning, { title }: PlanDraft): string {
  const place = at.trim();
  if (place === '' || place === '全表' || place === title || codeAsked(message) !== undefined || message.includes(place)) return message;
  const shown = [...place].length > PLACE_LENGTH ? `${[...place].slice(0, PLACE_LENGTH).join('')}…` : place;
  return `${message}（${shown}）`;
}

const PLACE_LENGTH = 40;
