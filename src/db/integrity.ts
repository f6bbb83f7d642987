import { sql } from 'kysely';
import { GOES_WITH_DEADLINE, OPEN_PLANS } from './deadlines.ts';
import { isPostgres } from './dialect.ts';
import { KEPT, PENDING } from './evidence.ts';
import { NOT_LIVE } from './submissions.ts';
import type { Database } from './tables.ts';

/** What the database itself finds wrong with its pages and references. PostgreSQL holds its own; there the tables are only read. */
export async function listDatabaseFaults(db: Database): Promise<string[]> {
  if (isPostgres(db)) {
    const tables = await db.introspection.getTables();
    for (const { name } of tables) await sql`select 1 from ${sql.table(name)} limit 1`.execute(db);
    return [];
  }
  const pages = await sql<{ integrityCheck: string }>`pragma integrity_check`.execute(db);
  const references = await sql<{ table: string; rowid: number; parent: string }>`pragma foreign_key_check`.execute(db);
  return [
    ...pages.rows.map(({ integrityCheck }) => integrityCheck).filter((line) => line !== 'ok'),
    ...references.rows.map(({ table, rowid, parent }) => `row ${rowid} of ${table} refers to a row of ${parent} that is not there`),
  ];
}

/** Kept files by id after `after`, the purged ones left out: what has to be in the store. */
export async function listStoredAfter(
  db: Database,
  after: string,
  limit: number,
): Promise<{ id: string; sha256: string | null; previewSha256: string | null; originalName: string }[]> {
  return db
    .selectFrom('evidence')
    .select(['id', 'sha256', 'previewSha256', 'originalName'])
    .where('form', '=', 'file')
    .where('state', 'in', KEPT)
    .where('purgedAt', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** What was handed in under these ids; destroyed ones (清除) keep their hash. What is no file has none. */
export async function listEvidenceHashes(db: Database, ids: readonly string[]): Promise<Map<string, string | null>> {
  const rows = await db
    .selectFrom('evidence')
    .select(['id', 'sha256'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}

/** The keys of all kept files and their previews, each once, the purged ones left out. */
export async function listStoredHashes(db: Database): Promise<string[]> {
  const kept = db.selectFrom('evidence').where('state', 'in', KEPT).where('purgedAt', 'is', null);
  const rows = await kept
    .select('sha256 as key')
    .where('sha256', 'is not', null)
    .union(kept.select('previewSha256 as key').where('previewSha256', 'is not', null))
    .orderBy('key')
    .execute();
  return rows.map(({ key }) => key!);
}

/** The keys of what was destroyed (清除), file or preview, and is not kept for another piece of evidence. */
export async function listPurgedHashes(db: Database): Promise<string[]> {
  const purged = db.selectFrom('evidence').where('purgedAt', 'is not', null);
  const rows = await purged
    .select('sha256 as key')
    .where('sha256', 'is not', null)
    .union(purged.select('previewSha256 as key').where('previewSha256', 'is not', null))
    .execute();
  const kept = new Set(await listStoredHashes(db));
  return rows.map(({ key }) => key!).filter((key) => !kept.has(key));
}

/** Which of these keys no row names: no evidence that is kept or being put away, no preview, no paper that was made (导出). */
export async function listUnknownKeys(db: Database, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const live = db
    .selectFrom('evidence')
    .where('state', 'in', [...KEPT, PENDING])
    .where('purgedAt', 'is', null);
  const rows = await live
    .select('sha256 as key')
    .where('sha256', 'in', [...keys])
    .union(live.select('previewSha256 as key').where('previewSha256', 'in', [...keys]))
    .union(
      db
        .selectFrom('exports')
        .select('sha256 as key')
        .where('sha256', 'in', [...keys]),
    )
    .execute();
  const known = new Set(rows.map(({ key }) => key));
  return keys.filter((key) => !known.has(key));
}

/** Numbers that rows have and their counter does not know: the next one given would be taken. */
export async function listCounterFaults(db: Database): Promise<string[]> {
  const highest = {
    submission: await db
      .selectFrom('submissions')
      .select((e) => e.fn.max('number').as('n'))
      .executeTakeFirst(),
    request: await db
      .selectFrom('requests')
      .select((e) => e.fn.max('number').as('n'))
      .executeTakeFirst(),
    'adjustment-case': await db
      .selectFrom('adjustmentCases')
      .select((e) => e.fn.max('number').as('n'))
      .executeTakeFirst(),
    inbound: await db
      .selectFrom('inboundMessages')
      .select((e) => e.fn.max('n').as('n'))
      .executeTakeFirst(),
    outbound: await db
      .selectFrom('outboundMessages')
      .select((e) => e.fn.max('seq').as('n'))
      .executeTakeFirst(),
  };
  const counters = new Map((await db.selectFrom('counters').selectAll().execute()).map(({ name, value }) => [name, value]));
  return Object.entries(highest).flatMap(([name, row]) => {
    const [rows, counter] = [row?.n ?? 0, counters.get(name) ?? 0];
    return rows > counter ? [`the counter ${name} stands at ${counter}, but there is a row with number ${rows}`] : [];
  });
}

/** What is owed by a day whose reminders nobody will come to. */
export async function listReminderFaults(db: Database): Promise<string[]> {
  const { rows } = await sql<{ dueOn: string }>`
    select distinct due_on from deliverables d where ${GOES_WITH_DEADLINE} and plan_id in (${OPEN_PLANS})
      and due_on not in (select due_on from deadlines) order by due_on`.execute(db);
  return rows.map(({ dueOn }) => `nobody will be reminded of what is due on ${dueOn}`);
}

/** Kept counts of 进度 that do not agree with the 应报事项 themselves. */
export async function listProgressFaults(db: Database): Promise<string[]> {
  const kept = sql`select plan_id, department_id, category_id, milestone_id, due_on, supplementary, state, count from progress_counts`;
  const counted = sql`select d.plan_id, d.department_id, t.category_id, coalesce(d.milestone_id, ''), coalesce(d.due_on, ''), d.supplementary, d.state, count(*)
    from deliverables d join tasks t on t.id = d.task_id where d.detached = 0 group by 1, 2, 3, 4, 5, 6, 7`;
  const { rows } = await sql<{ departmentId: string }>`
    select distinct department_id from (select * from (${kept} except ${counted}) as more union all select * from (${counted} except ${kept}) as fewer) as off
    order by department_id`.execute(db);
  return rows.map(({ departmentId }) => `the kept counts of department ${departmentId} do not agree with what it has to hand in`);
}

/** What counts as handed in, approved or returned, or brings points, although no 报送 and no verdict (审核) says so. */
export async function listVerdictFaults(db: Database): Promise<string[]> {
  const { rows } = await sql<{ code: string; departmentId: string; state: string }>`
    select t.code, d.department_id, d.state from deliverables d join tasks t on t.id = d.task_id
      left join submissions s on s.deliverable_id = d.id and s.state not in (${sql.join(NOT_LIVE)})
    where d.state in ('submitted', 'approved', 'returned') and (
      s.id is null or s.state <> d.state
      or (d.state = 'approved' and not exists (select 1 from reviews r
        where r.submission_id = s.id and r.version = s.version and r.verdict = 'approve'
          and (r.points = d.awarded or (r.points is null and d.awarded is null)))))
    order by t.position, d.department_id`.execute(db);
  return rows.map(
    ({ code, departmentId, state }) => `item ${code} of department ${departmentId} is ${state}, but its verdicts do not say so`,
  );
}
