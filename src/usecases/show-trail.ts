import { listAudit, listSubmissionAudit, listTaskAudit } from '../db/audit.ts';
import type { AuditEntry } from '../domain/audit-chain.ts';
import { dayOf, formatDay, timeOf } from '../domain/calendar.ts';
import { taskTitle } from '../domain/task-title.ts';
import { getCurrentPlan, getReadableTask } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { listDecisions, type DecisionsView } from './list-decisions.ts';
import { memberNames } from './member-names.ts';
import { getNumbered } from './numbered-submission.ts';

/** 「留痕」: who did what, when, from where. Names people, so it goes to the asker alone. */
export interface TrailView {
  about: { kind: 'task'; code: string; title: string } | { kind: 'submission'; number: number } | { kind: 'all' };
  entries: { on: string; time: string; who: string | null; actor: string; source: string; summary: string }[];
  /** There may be older ones. */
  cut: boolean;
  /** Of an item: what was decided about reminding people of it. */
  decisions: DecisionsView;
}

/** The last entries, newest first: of one item, of one submission, or of everything. */
export async function showTrail(
  deps: Deps,
  { year, code, number }: { year: number | undefined; code: string | undefined; number: number | undefined },
): Promise<TrailView> {
  const { about, rows, planYear, taskId } = await findEntries(deps, year, code, number);
  const names = await memberNames(
    deps,
    rows.map(({ actor }) => actor),
  );
  const entries = rows.slice(0, ENTRIES_SHOWN).map(({ at, actor, source, summary }) => {
    const instant = new Date(at);
    return { on: formatDay(dayOf(instant), planYear), time: timeOf(instant), who: names.get(actor) ?? null, actor, source, summary };
  });
  const decisions = taskId === undefined ? { lines: [], cut: false } : await listDecisions(deps, taskId, planYear);
  return { about, entries, cut: rows.length > ENTRIES_SHOWN, decisions };
}

const ENTRIES_SHOWN = 10;

interface Found {
  about: TrailView['about'];
  /** One more than is shown, where there is one. */
  rows: AuditEntry[];
  planYear: number;
  taskId?: string;
}

async function findEntries(deps: Deps, year: number | undefined, code: string | undefined, number: number | undefined): Promise<Found> {
  const limit = ENTRIES_SHOWN + 1;
  if (number !== undefined) {
    const { submission, deliverable } = await getNumbered(deps, number);
    const rows = await listSubmissionAudit(deps.db, submission.id, limit);
    return { about: { kind: 'submission', number }, rows, planYear: deliverable.year };
  }
  if (code !== undefined) {
    const plan = await getCurrentPlan(deps, year);
    const task = await getReadableTask(deps, plan, code);
    const about = { kind: 'task', code, title: taskTitle(task.text) } as const;
    return { about, rows: await listTaskAudit(deps.db, task.id, limit), planYear: plan.year, taskId: task.id };
  }
  const planYear = Number(dayOf(deps.clock.now()).slice(0, 4));
  return { about: { kind: 'all' }, rows: await listAudit(deps.db, limit), planYear };
}
