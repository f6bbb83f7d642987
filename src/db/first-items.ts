import { sql, type RawBuilder } from 'kysely';
import type { Day } from '../domain/calendar.ts';
import type { Deliverable, DeliverableState } from '../domain/deliverable.ts';
import type { Database } from './tables.ts';

/** Some of what one department owes or has done. */
export interface ItemsWanted {
  departmentId: string;
  /** At these checkpoints (null: undated); undefined: at all of them. */
  milestoneIds: readonly (string | null)[] | undefined;
  state: DeliverableState;
  /** Only what is late, or only what is not. */
  overdue?: boolean;
  /** Only what is due on that day, or undated, 补报 left out. */
  dueOn?: Day | null;
  /** Ids of what is left out. */
  except?: readonly string[];
  /** At most so many. */
  limit: number;
}

/** An 应报事项 by its item. */
export interface FirstItem extends Pick<Deliverable, 'id' | 'position' | 'dueOn'> {
  code: string;
}

/** The first items of each kind in table order, many kinds in one statement. */
export async function listFirstItems(db: Database, planId: string, today: Day, wanted: readonly ItemsWanted[]): Promise<FirstItem[][]> {
  const found: FirstItem[][] = [];
  for (let from = 0; from < wanted.length; from += KINDS_AT_ONCE) {
    found.push(...(await listSome(db, planId, today, wanted.slice(from, from + KINDS_AT_ONCE))));
  }
  return found;
}

// SQLite joins no more than 500 queries, and both take long to plan so many.
const KINDS_AT_ONCE = 100;

async function listSome(db: Database, planId: string, today: Day, wanted: readonly ItemsWanted[]): Promise<FirstItem[][]> {
  const found = sql.join(
    wanted.map((kind, index) => firstOf(planId, today, kind, index)),
    sql` union all `,
  );
  const { rows } = await sql<FirstItem & { kind: number }>`
    select found.kind, found.id, found.position, found.due_on, tasks.code from (${found}) as found join tasks on tasks.id = found.task_id
    order by found.kind, found.position, found.due_on, found.id`.execute(db);
  const byKind = Map.groupBy(rows, ({ kind }) => kind);
  return wanted.map((_, index) => (byKind.get(index) ?? []).map(({ kind: _kind, ...item }) => item));
}

/** SQLite takes a limit within a union only in a query of its own. */
function firstOf(
  planId: string,
  today: Day,
  { departmentId, milestoneIds, state, overdue, dueOn, except = [], limit }: ItemsWanted,
  index: number,
) {
  // Not `due_on < …` alone: SQLite would take the index by date and sort all of it.
  const late = sql`supplementary = 0 and coalesce(due_on, '9999') < ${today}`;
  const timely = overdue === undefined ? sql`` : overdue ? sql`and ${late}` : sql`and not (${late})`;
  const day = dueOn === null ? sql`due_on is null` : sql`due_on = ${dueOn}`;
  const onDay = dueOn === undefined ? sql`` : sql`and supplementary = 0 and ${day}`;
  const others = except.length === 0 ? sql`` : sql`and id not in (${sql.join(except)})`;
  return sql`select ${sql.lit(index)} as kind, id, task_id, position, due_on from (
    select id, task_id, position, due_on from deliverables
    where plan_id = ${planId} and department_id = ${departmentId} ${atCheckpoints(milestoneIds)} and state = ${state} and detached = 0 ${timely} ${onDay} ${others}
    order by position limit ${sql.lit(limit)}) as first`;
}

function atCheckpoints(milestoneIds: ItemsWanted['milestoneIds']): RawBuilder<unknown> {
  if (milestoneIds === undefined) return sql``;
  const ids = milestoneIds.filter((id) => id !== null);
  const undated = sql`milestone_id is null`;
  if (ids.length === 0) return sql`and ${undated}`;
  const [only] = ids;
  const among = ids.length === 1 ? sql`milestone_id = ${only}` : sql`milestone_id in (${sql.join(ids)})`;
  return ids.length === milestoneIds.length ? sql`and ${among}` : sql`and (${among} or ${undated})`;
}

/** How many items each department has that it has or had to hand in something for. */
export async function countItems(db: Database, planId: string, departmentIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('assignments')
    .innerJoin('tasks', 'tasks.id', 'assignments.taskId')
    .select((e) => ['assignments.departmentId', e.fn.countAll<number>().as('count')])
    .where('assignments.departmentId', 'in', [...departmentIds])
    .where('tasks.planId', '=', planId)
    .where((e) =>
      e.exists(
        e
          .selectFrom('deliverables')
          .select('deliverables.id')
          .whereRef('deliverables.assignmentId', '=', 'assignments.id')
          .where('deliverables.detached', '=', 0)
          .where('deliverables.state', '<>', 'waived'),
      ),
    )
    .groupBy('assignments.departmentId')
    .execute();
  return new Map(rows.map(({ departmentId, count }) => [departmentId!, Number(count)]));
}
