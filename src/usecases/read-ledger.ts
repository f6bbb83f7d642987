import { listDepartments } from '../db/directory.ts';
import { inSlices } from '../db/insert-rows.ts';
import {
  hasSections,
  listLedgerApprovals,
  listLedgerEvidence,
  listLedgerReturns,
  listLedgerShares,
  listLedgerTaskIds,
  listLedgerTasks,
  listSourceLabels,
  type LedgerShareRow,
} from '../db/ledger.ts';
import { dayOf } from '../domain/calendar.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import type { Approval, Ledger, LedgerEvidence, LedgerItem, LedgerShare } from '../exporter/ledger/ledger.ts';
import type { Deps } from './deps.ts';
import { readScoreSheet } from './score-sums.ts';

/** The ledger (台账) of a year as it stands. Its items are read while they are written, some at a time. */
export async function readLedger(deps: Deps, plan: AssessmentPlan): Promise<Ledger> {
  const { rules, cases, sum } = await readScoreSheet(deps, plan);
  const departments = new Map((await listDepartments(deps.db)).map(({ id, name }) => [id, name]));
  return {
    year: plan.year,
    title: plan.title,
    today: dayOf(deps.clock.now()),
    ownLabels: (await listSourceLabels(deps.db, plan.id)).filter(isOwn).slice(0, MOST_OWN),
    hasSections: await hasSections(deps.db, plan.id),
    items: itemsOf(deps, plan),
    rules,
    cases: cases.map((one) => ({ ...one, departmentName: departments.get(one.departmentId ?? '') ?? null })),
    sum,
  };
}

/** More columns of the notice's own a page cannot show beside ours. */
const MOST_OWN = 4;

/** A column of points alone (分值) is ours, too, and summed up there. */
function isOwn(label: string): boolean {
  return label !== '分值';
}

async function* itemsOf({ db, config }: Deps, plan: AssessmentPlan): AsyncIterable<LedgerItem> {
  const reasons = new Map(config.reasons.map(({ code, text }) => [code, text]));
  for (const ids of inSlices(await listLedgerTaskIds(db, plan.id), ITEMS_AT_ONCE)) {
    const tasks = new Map((await listLedgerTasks(db, ids)).map((task) => [task.id, task]));
    const shares = Map.groupBy(await listLedgerShares(db, ids), ({ taskId }) => taskId);
    const evidence = Map.groupBy(await listLedgerEvidence(db, ids), ({ submissionId }) => submissionId);
    const returns = await listLedgerReturns(db, ids);
    // Of several the last.
    const returned = new Map(
      returns.map(({ submissionId, reason, comment }) => [submissionId, returnWords(reasons.get(reason ?? ''), comment)]),
    );
    const approvals = new Map((await listLedgerApprovals(db, ids)).map(({ submissionId, by, at }) => [submissionId, { by, at }]));
    for (const id of ids) {
      const task = tasks.get(id);
      // Undefined: a new table has come meanwhile.
      if (task !== undefined) yield { ...task, task, shares: sharesOf(shares.get(id) ?? [], { evidence, returned, approvals }) };
    }
  }
}

const ITEMS_AT_ONCE = 10;

function returnWords(reason: string | undefined, comment: string): string {
  return [reason ?? '', comment].filter((part) => part !== '').join('，');
}

interface HandedIn {
  evidence: ReadonlyMap<string | null, LedgerEvidence[]>;
  returned: ReadonlyMap<string, string>;
  approvals: ReadonlyMap<string, Approval>;
}

function sharesOf(rows: readonly LedgerShareRow[], { evidence, returned, approvals }: HandedIn): LedgerShare[] {
  return [...Map.groupBy(rows, ({ assignmentId }) => assignmentId).values()].map((share) => ({
    name: share[0]!.name,
    deliverables: share.flatMap(({ deliverable, submission }) => {
      if (deliverable === null) return [];
      const id = submission?.id ?? '';
      const verdicts = { returned: returned.get(id) ?? '', approval: approvals.get(id) ?? null };
      return [{ ...deliverable, submission, ...verdicts, evidence: evidence.get(id) ?? [] }];
    }),
  }));
}
