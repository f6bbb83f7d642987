import { describe, expect, test } from 'vitest';
import type { AdjustmentDraft, DeadlineDraft, PlanDraft, TaskDraft } from '../../../src/domain/plan-draft.ts';
import { checkDepartments } from '../../../src/importer/check-departments.ts';
import { readPlanHere } from '../../../src/importer/read-plan-here.ts';
import { layouts } from './index.ts';
import type { ExpectedAdjustment, ExpectedPlan, ExpectedTask, Layout } from './layout.ts';

describe.each(layouts)('$name', ({ file, fileName, expected }: Layout) => {
  test('reads as a careful person reads it', async () => {
    const draft = await readPlanHere({ kind: 'file', name: fileName, bytes: await file() });
    expect(told(draft, expected)).toEqual(expectation(expected));
  });
});

/** The draft in the words of the expectation, and only as far as that speaks. */
function told(draft: PlanDraft, expected: ExpectedPlan) {
  return {
    year: draft.year,
    ...(expected.title === undefined ? {} : { title: draft.title }),
    ...(expected.categories ? { categories: draft.categories.map(({ name, points }) => withPoints(name, points)) } : {}),
    ...(expected.sections
      ? { sections: draft.sections.map(({ category, name, points }) => withPoints(`${category}/${name}`, points)) }
      : {}),
    tasks: draft.tasks.map((task, index) => toldTask(task, expected.tasks[index])),
    adjustments: draft.adjustments.map((adjustment, index) => toldAdjustment(adjustment, expected.adjustments?.[index])),
    warnings: [...warned(draft)].filter((code) => !expected.mayWarn?.includes(code)).toSorted(),
  };
}

/** What only a directory can tell, a name it does not know, is no part of these. */
function warned(draft: PlanDraft): Set<string> {
  const names = checkDepartments(draft, []).filter(({ code }) => code === 'unclear-department');
  return new Set([...draft.warnings, ...names].map(({ code }) => code));
}

function expectation(expected: ExpectedPlan) {
  const { mayWarn, ...plan } = expected;
  return { ...plan, adjustments: plan.adjustments ?? [], warnings: plan.warnings.filter((code) => !mayWarn?.includes(code)).toSorted() };
}

/** An item nobody expected is told in full. */
function toldTask(task: TaskDraft, expected: ExpectedTask | undefined): ExpectedTask {
  const { category, section, points, text } = task;
  return {
    code: task.code,
    ...(expected?.category === undefined ? {} : { category }),
    ...(expected?.section === undefined ? {} : { section }),
    ...(expected?.points === undefined ? {} : { points }),
    ...(expected && expected.says === undefined ? {} : { says: opening(text, expected?.says) }),
    owners: task.departments.map(({ name, role }) => (role === 'lead' ? name : `+${name}`)),
    ...(expected?.deadlines ? { deadlines: task.deadlines.flatMap((deadline) => deadlineWords(deadline, expected.deadlines!)) } : {}),
    ...(expected?.quotas ? { quotas: task.quotas.map(({ n, unit, per }) => `${n} ${unit} ${per}`) } : {}),
  };
}

function toldAdjustment(adjustment: AdjustmentDraft, expected: ExpectedAdjustment | undefined): ExpectedAdjustment {
  const { kind, group, groupCap, cap, rates, text, departments } = adjustment;
  const said = expected?.says;
  return {
    kind,
    ...(expected?.group === undefined ? {} : { group }),
    ...(expected?.groupCap === undefined ? {} : { groupCap }),
    ...(expected?.cap === undefined ? {} : { cap }),
    rates,
    ...(expected && said === undefined ? {} : { says: said !== undefined && text.includes(said) ? said : text }),
    ...(expected?.departments === undefined ? {} : { departments }),
  };
}

const withPoints = (name: string, points: number | null) => (points === null ? name : `${name} ${points}`);

/** The words expected where the text begins with them after its number, else the text that stands there instead. */
function opening(text: string, words: string | undefined): string {
  const position = words === undefined ? -1 : text.indexOf(words);
  return words !== undefined && position >= 0 && position <= NUMBER_LENGTH ? words : text;
}

/** As long as a number before a text is: `Ⅲ-1-① `, `（12） `. */
const NUMBER_LENGTH = 8;

function deadlineWords({ type, dates }: DeadlineDraft, expected: readonly string[]): string[] {
  if (expected.includes(`${type} ?`)) return [`${type} ?`];
  if (dates.length === 0) return [type];
  return type === 'range' ? [`range ${dates.join('~')}`] : dates.map((date) => `${type} ${date}`);
}
