import { listTaskReminders, type TaskReminder } from '../db/told-reminders.ts';
import { dayOf, formatDay, timeOf } from '../domain/calendar.ts';
import { isQuarterRung } from '../domain/ladder.ts';
import type { Deps } from './deps.ts';
import { memberNames } from './member-names.ts';
import { rungKey, rungView, type RungView } from './rung-view.ts';

/** What was decided about reminding (提醒, 催办) people of one item, and what became of it; the newest first. */
export interface DecisionsView {
  lines: DecisionLine[];
  /** There are older ones. */
  cut: boolean;
}

/** Everybody for whom the same was decided at the same minute, with the same outcome. */
interface DecisionLine {
  on: string;
  time: string;
  rung: RungView;
  due: string | null;
  /** People; departments where there is nobody. */
  names: string[];
  /** How many more. */
  more: number;
  /** `queued`: in a message that waits to be sent. */
  state: TaskReminder['state'] | 'queued';
  /** The platform's code where it refused. */
  reason: string | null;
  /** The platform's receipt (回执), where there is one of one message. */
  receipt: string | null;
}

export async function listDecisions(deps: Deps, taskId: string, planYear: number): Promise<DecisionsView> {
  const rows = await listTaskReminders(deps.db, taskId, ROWS_READ);
  const groups = [...Map.groupBy(rows.toSorted(newestFirst), keyOf).values()];
  const lines = await Promise.all(groups.slice(0, LINES_SHOWN).map((same) => lineOf(deps, same, planYear)));
  return { lines, cut: groups.length > lines.length || rows.length === ROWS_READ };
}

const LINES_SHOWN = 10;
const NAMED = 5;
/** An item that everybody owes has a row for each of them at each rung. */
const ROWS_READ = 1_000;

/** Of one minute what people were told comes first. */
function newestFirst(a: TaskReminder, b: TaskReminder): number {
  if (minuteOf(a) !== minuteOf(b)) return minuteOf(a) > minuteOf(b) ? -1 : 1;
  return ORDER.indexOf(a.state) - ORDER.indexOf(b.state);
}

const ORDER: readonly TaskReminder['state'][] = ['sent', 'planned', 'failed', 'merged', 'skipped'];

function keyOf(row: TaskReminder): string {
  return JSON.stringify([minuteOf(row), rungKey(row.rung), row.dueOn, stateOf(row), row.reason]);
}

function minuteOf({ decidedAt }: TaskReminder): string {
  return decidedAt.slice(0, 'YYYY-MM-DDThh:mm'.length);
}

/** `same`: never empty. */
async function lineOf(deps: Deps, same: readonly TaskReminder[], planYear: number): Promise<DecisionLine> {
  const [first] = same as [TaskReminder];
  const who = [...new Set(same.map(({ memberId, department }) => memberId || department))];
  const shown = who.slice(0, NAMED);
  const members = await memberNames(deps, shown);
  const receipts = [...new Set(same.map(({ receipt }) => receipt))];
  const at = new Date(first.decidedAt);
  return {
    on: formatDay(dayOf(at), planYear),
    time: timeOf(at),
    rung: rungView(first, deps.calendar),
    due: first.dueOn === '' || isQuarterRung(first.rung) ? null : formatDay(first.dueOn, planYear),
    names: shown.map((one) => members.get(one) ?? one),
    more: who.length - shown.length,
    state: stateOf(first),
    reason: first.reason,
    receipt: receipts.length === 1 ? receiptId(receipts[0]!) : null,
  };
}

function stateOf({ state, outboundId }: Pick<TaskReminder, 'state' | 'outboundId'>): DecisionLine['state'] {
  return state === 'planned' && outboundId !== null ? 'queued' : state;
}

function receiptId(receipt: string | null): string | null {
  return receipt === null ? null : ((JSON.parse(receipt) as { platformId?: string }).platformId ?? null);
}
