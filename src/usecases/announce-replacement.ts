import type { Department } from '../domain/directory.ts';
import type { AssessmentPlan, Assignment, Task } from '../domain/plan.ts';
import { taskTitle } from '../domain/task-title.ts';
import type { Comparison } from './compare-with-published.ts';
import { listContacts, type Contact } from './contacts.ts';
import { ofYearOf } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { tellEach } from './tell-each.ts';

/** One thing a new table changed for one department. */
interface ShareNews {
  departmentId: string;
  kind: 'added' | 'left' | 'cancelled' | 'changed';
  code: string;
  position: number;
  title: string;
  points: number | null;
  lead: boolean;
  /** The number it had. */
  was: string | null;
  words: string[];
}

export interface Replacement {
  plan: AssessmentPlan;
  comparison: Comparison;
  departments: readonly Department[];
  /** Tells this table from others of the plan. */
  key: string;
}

/** Tells each liaison (联络员), or who stands in, in one private message what a new table changed for their departments, and nobody else. */
export async function announceReplacement(
  deps: Deps,
  { plan, comparison, departments, key }: Replacement,
): Promise<{ told: number; untold: string[] }> {
  const news = listNews(comparison);
  const ofYear = await ofYearOf(deps, plan);
  const told = new Set<string>();
  let count = 0;
  for (const contact of await listContacts(deps)) {
    const own = news.filter(({ departmentId }) => contact.departments.includes(departmentId));
    if (own.length === 0) continue;
    const message = deps.render('plan-replaced-told', { ...viewFor(contact, own, departments), year: plan.year, ofYear });
    const about = { purpose: 'assignment' as const, key: `replaced-${plan.id}-${key}`, messageFor: () => message };
    if ((await tellEach(deps, [contact.member], about)).length === 0) continue;
    count += 1;
    for (const id of contact.departments) told.add(id);
  }
  const concerned = new Set(news.map(({ departmentId }) => departmentId));
  return { told: count, untold: departments.filter(({ id }) => concerned.has(id) && !told.has(id)).map(({ name }) => name) };
}

function viewFor({ member, standsInFor }: Contact, news: readonly ShareNews[], departments: readonly Department[]) {
  const several = new Set(news.map(({ departmentId }) => departmentId)).size > 1;
  const linesOf = (kind: ShareNews['kind']) => {
    const all = news.filter((one) => one.kind === kind);
    const named = all.map((one) => ({ ...one, department: several ? departments.find(({ id }) => id === one.departmentId)!.name : null }));
    return { shown: named.slice(0, LINES_SHOWN), count: all.length };
  };
  return {
    name: member.name,
    standsInFor: standsInFor.map(({ name }) => name),
    added: linesOf('added'),
    left: linesOf('left'),
    cancelled: linesOf('cancelled'),
    changed: linesOf('changed'),
  };
}

const LINES_SHOWN = 8;

function listNews({ view, standing, revision: { rows, gone, keptShares, removeShares } }: Comparison): ShareNews[] {
  const before = new Map(standing.assignments.map((share) => [share.id, share]));
  const tasksThen = new Map(standing.tasks.map((task) => [task.id, task]));
  const tasks = new Map(rows.tasks.map((task) => [task.id, task]));
  const changed = new Map(view.changed.map((change) => [change.code, change]));
  const renumbered = new Map([...view.renumbered, ...view.changed].map(({ code, was }) => [code, was]));
  const datesStay = new Set(view.ownDates);
  const goneIds = new Set(gone.map(({ id }) => id));

  const cancelled = standing.assignments
    .filter(({ taskId }) => goneIds.has(taskId))
    .flatMap((share) => newsOf('cancelled', share, tasksThen.get(share.taskId)!));
  const left = [...keptShares, ...removeShares].flatMap((share) => newsOf('left', before.get(share.id)!, tasks.get(share.taskId)!));
  const going = rows.assignments.filter(({ taskId, givenUp }) => tasks.get(taskId)!.cancelled === 0 && givenUp === 0);
  const others = going.flatMap((share) => {
    const task = tasks.get(share.taskId)!;
    const then = before.get(share.id);
    if (then === undefined || then.givenUp === 1 || tasksThen.get(share.taskId)?.cancelled === 1) return newsOf('added', share, task);
    const words = (changed.get(task.code)?.words ?? []).filter(
      (one) => one !== '归类有改动' && !(datesStay.has(task.code) && one.startsWith('时限')),
    );
    const was = renumbered.get(task.code) ?? null;
    return words.length > 0 || was !== null ? newsOf('changed', share, task, { was, words }) : [];
  });
  return [...others, ...left, ...cancelled].toSorted((a, b) => a.position - b.position);
}

function newsOf(
  kind: ShareNews['kind'],
  { departmentId, role, givenUp }: Assignment,
  { code, position, text, points }: Task,
  { was = null, words = [] }: Partial<Pick<ShareNews, 'was' | 'words'>> = {},
): ShareNews[] {
  if (departmentId === null || givenUp === 1) return [];
  return [{ departmentId, kind, code, position, title: taskTitle(text), points, lead: role === 'lead', was, words }];
}
