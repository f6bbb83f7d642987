import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../src/db/tables.ts';
import type { Day } from '../../src/domain/calendar.ts';

export const DEPARTMENTS = 20;
const CATEGORIES = 6;

/** Half a year is behind, half before us. */
export const NOW = '2023-07-03T10:00:00+08:00';

/** Of a hundred 应报事项 so many are approved, so many wait for review, and the others are owed. */
export interface Checkpoint {
  dueOn: Day;
  approved: number;
  submitted: number;
}

/** Of what is behind 3 % is owed, of what is before us 50 %. */
const FORTNIGHTLY: readonly Checkpoint[] = Array.from({ length: 24 }, (_, n) => {
  const dueOn = new Date(Date.UTC(2023, 0, 10 + Math.round((n * 350) / 24))).toISOString().slice(0, 10);
  return dueOn < NOW.slice(0, 10) ? { dueOn, approved: 93, submitted: 4 } : { dueOn, approved: 30, submitted: 20 };
});

/**
 * A year far larger than any: 20 departments (d0 … d19, which are there already) × 24 checkpoints × as many items as it takes for so
 * many 应报事项.
 */
export async function fillLargeYear(db: Database, deliverables: number, checkpoints = FORTNIGHTLY): Promise<void> {
  const tasks = Math.ceil(deliverables / DEPARTMENTS / checkpoints.length);
  const [ofCategory, ofTask, ofDepartment] = [CATEGORIES, DEPARTMENTS, DEPARTMENTS].map((count) => sql.lit(count));
  const run = (statement: RawBuilder<unknown>): Promise<unknown> => statement.execute(db);
  await run(
    sql`insert into plans (id, year, title, state, published_at) values ('p', 2023, '表', 'published', '2023-01-03T01:00:00.000Z')`,
  );
  await run(
    sql`insert into categories (id, plan_id, position, name) ${upTo(CATEGORIES)} select 'c' || i, 'p', i, '第' || i || '类' from n`,
  );
  await run(sql`insert into sections (id, category_id, position, name) ${upTo(CATEGORIES)} select 's' || i, 'c' || i, 1, '内容' from n`);
  await run(sql`insert into tasks (id, plan_id, category_id, section_id, position, code, text, quotas)
    ${upTo(tasks)} select 't' || i, 'p', 'c' || (i % ${ofCategory}), 's' || (i % ${ofCategory}), i, cast(i + 1 as text), '第' || i || '件事', '[]' from n`);
  await run(sql`insert into assignments (id, task_id, department_id, label, role, collective, position)
    ${upTo(tasks * DEPARTMENTS)} select 'a' || i, 't' || (i / ${ofTask}), 'd' || (i % ${ofDepartment}), '处室', 'support', 0, i % ${ofDepartment} from n`);
  for (const [n, checkpoint] of checkpoints.entries()) {
    const { dueOn } = checkpoint;
    await run(sql`insert into milestones (id, plan_id, task_id, name, due_on) values (${`k${n}`}, 'p', null, ${`第${n + 1}期`}, ${dueOn})`);
    await run(deliverablesOf(n, checkpoint, tasks));
  }
}

function deliverablesOf(n: number, { dueOn, approved, submitted }: Checkpoint, tasks: number): RawBuilder<unknown> {
  const task = sql`(i / ${sql.lit(DEPARTMENTS)})`;
  const department = sql`(i % ${sql.lit(DEPARTMENTS)})`;
  const chance = sql`((i * 7919 + ${sql.lit(n * 104_729)}) % 10007 % 100)`;
  return sql`insert into deliverables (id, assignment_id, plan_id, task_id, department_id, milestone_id, state, due_on, supplementary, detached, ladder_from, next_reminder_at, position)
    ${upTo(tasks * DEPARTMENTS)} select 'e' || ${sql.lit(n)} || '-' || i, 'a' || i, 'p', 't' || ${task}, 'd' || ${department}, ${`k${n}`},
    case when ${chance} < ${sql.lit(approved)} then 'approved' when ${chance} < ${sql.lit(approved + submitted)} then 'submitted' else 'open' end,
    ${dueOn}, 0, 0, '2023-01-03T01:00:00.000Z', null, ${task} from n`;
}

/** 0 … count − 1 as n(i). */
export function upTo(count: number): RawBuilder<unknown> {
  return sql`with recursive n(i) as (select 0 union all select i + 1 from n where i < ${sql.lit(count - 1)})`;
}
