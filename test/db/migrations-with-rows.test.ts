import { CamelCasePlugin, Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { migrations } from '../../src/db/migrations/index.ts';
import { insertEvidence, listEvidenceOfSubmission } from '../../src/db/evidence.ts';
import { listAdjustments } from '../../src/db/adjustments.ts';
import { getPublishedDraft } from '../../src/db/imports.ts';
import { listTasks } from '../../src/db/plans.ts';
import { openPostgres } from '../../src/db/postgres.ts';
import { openSqlite } from '../../src/db/sqlite.ts';
import type { Database, Tables } from '../../src/db/tables.ts';
import { DIALECT, freshDatabase, type FreshDatabase } from '../helpers/databases.ts';

let fresh: FreshDatabase;
let db: Database;

beforeEach(async () => {
  fresh = await freshDatabase();
  await fillOld();
  db = await openDatabase(fresh.place);
});

afterEach(async () => {
  await db.destroy();
  await fresh.remove();
});

/** A database as it was before 不采用, with rows in every table that is made anew or refers to one. */
async function fillOld(): Promise<void> {
  const opened = 'file' in fresh.place ? openSqlite(fresh.place.file) : await openPostgres(fresh.place.url);
  const old = new Kysely<Tables>({ dialect: opened.dialect, plugins: [new CamelCasePlugin()] });
  const withPlugins = opened.migrationPlugins.reduce((so, plugin) => so.withPlugin(plugin), old);
  const migrator = new Migrator({ db: withPlugins, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateTo('003-requests');
  if (error !== undefined) throw error;
  await opened.ready();
  for (const statement of OLD_ROWS) await sql.raw(statement).execute(old);
  await old.destroy();
}

const OLD_ROWS = [
  `insert into departments (id, name, kind, position) values ('union', '机关工会', 'department', 1)`,
  `insert into members (id, name) values ('wang', '王五'), ('wu', '吴审核')`,
  `insert into plans (id, year, title, state, published_at) values ('p', 2023, '表', 'published', '2023-06-12T01:30:00.000Z')`,
  `insert into categories (id, plan_id, position, name) values ('c', 'p', 1, '政治建设')`,
  `insert into sections (id, category_id, position, name) values ('s', 'c', 1, '学习')`,
  `insert into tasks (id, plan_id, category_id, section_id, position, code, text, quota)
   values ('t', 'p', 'c', 's', 1, '3', '全民阅读', '{"raw":"全年不少于4次","n":4,"per":"year"}')`,
  `insert into imports (id, inbound_id, member_id, channel, room_id, attachment_id, text, name, state, explicit, draft, plan_id, created_at)
   values ('i', null, null, 'cli', '', null, null, '表', 'confirmed', 1,
     '{"year":2023,"tasks":[{"code":"3","quota":{"raw":"两次以上","n":2,"per":"year"}},{"code":"4","quota":null}],
       "adjustments":[{"kind":"bonus","group":"加分项目","groupCap":20,"text":"国家级每项加5分","cap":null,"rates":[5],"departments":[]}]}', 'p', '2023-06-12T01:30:00.000Z')`,
  `insert into adjustments (id, plan_id, position, kind, "group", group_cap, text, cap, rates, departments)
   values ('r', 'p', 0, 'bonus', '加分项目', 20, '国家级每项加5分', null, '[5]', '[]')`,
  `insert into assignments (id, task_id, department_id, label, role, collective, position) values ('a', 't', 'union', '机关工会', 'lead', 0, 1)`,
  `insert into deliverables (id, assignment_id, plan_id, task_id, department_id, state, supplementary, detached, ladder_from)
   values ('d', 'a', 'p', 't', 'union', 'returned', 0, 0, '2023-06-12T01:30:00.000Z')`,
  `insert into departments (id, name, kind, position) values ('office', '办公室', 'department', 2)`,
  `insert into assignments (id, task_id, department_id, label, role, collective, position) values ('b', 't', 'office', '办公室', 'support', 0, 2)`,
  `insert into deliverables (id, assignment_id, plan_id, task_id, department_id, state, supplementary, detached, ladder_from)
   values ('undated', 'b', 'p', 't', 'office', 'open', 0, 0, '2023-06-12T01:30:00.000Z')`,
  `insert into bursts (id, member_id, channel, room_id, deliverable_id, candidates, note, ends_at, ended)
   values ('b', 'wang', 'sandbox', '', 'd', '[]', '', '2023-06-12T01:40:00.000Z', 1)`,
  ...[
    ['one', 1, 'withdrawn', 1],
    ['two', 2, 'returned', 2],
  ].map(
    ([id, number, state, version]) =>
      `insert into submissions (id, number, deliverable_id, department_id, member_id, state, version, note, created_at, announced_version)
       values ('${id}', ${number}, 'd', 'union', 'wang', '${state}', ${version}, '五月“读书会”', '2023-06-12T01:31:00.000Z', ${version})`,
  ),
  `insert into inbound_messages (id, n, channel, message_id, sender_id, text, state, attempts, received_at)
   values ('i', 1, 'sandbox', 'm', 'wang', '提交 3', 'handled', 1, '2023-06-12T01:31:00.000Z')`,
  `insert into inbound_attachments (id, inbound_id, position, quoted, name) values ('f', 'i', 2, 0, '方案.pdf')`,
  `insert into evidence (id, burst_id, submission_id, version, inbound_id, attachment_id, member_id, state, original_name, safe_name, sha256,
   attempts, received_at)
   values ('e', 'b', 'two', 1, 'i', 'f', 'wang', 'stored', '方案.pdf', '方案.pdf', 'abc', 0, '2023-06-12T01:31:00.000Z')`,
  ...[1, 2].map(
    (version) =>
      `insert into reviews (id, submission_id, version, verdict, reason, comment, reviewer_id, same_department, reviewed_at)
       values ('r${version}', 'two', ${version}, 'return', 'R2', '没有时间', 'wu', 0, '2023-06-1${version}T02:00:00.000Z')`,
  ),
];

const submission = {
  onBehalf: 0 as const,
  deliverableId: 'd',
  departmentId: 'union',
  memberId: 'wang',
  version: 1,
  note: '',
  announcedVersion: 0,
};
const another = (number: number, state: 'submitted' | 'rejected') =>
  db
    .insertInto('submissions')
    .values({ id: `new-${number}`, number, state, ...submission, createdAt: '2023-06-13T01:31:00.000Z', submittedAt: null })
    .execute();

it('keeps every row and what refers to it', async () => {
  const submissions = await db.selectFrom('submissions').select(['number', 'state', 'version', 'note']).orderBy('number').execute();
  expect(submissions).toEqual([
    { number: 1, state: 'withdrawn', version: 1, note: '五月“读书会”' },
    { number: 2, state: 'returned', version: 2, note: '五月“读书会”' },
  ]);
  expect(await db.selectFrom('reviews').select(['id', 'reviewedAt']).orderBy('reviewedAt').execute()).toEqual([
    { id: 'r1', reviewedAt: '2023-06-11T02:00:00.000Z' },
    { id: 'r2', reviewedAt: '2023-06-12T02:00:00.000Z' },
  ]);
  expect(await listEvidenceOfSubmission(db, 'two')).toMatchObject([
    {
      attachmentId: 'f',
      form: 'file',
      position: 2,
      originalName: '方案.pdf',
      sha256: 'abc',
      findings: [],
      purgedAt: null,
      bytesToRemove: 0,
    },
  ]);
});

it('takes evidence that is no file and came by no message, and no file of a message twice', async () => {
  const piece = { burstId: 'b', memberId: 'wang', state: 'stored', originalName: '', safeName: '', attempts: 0, receivedAt: '' } as const;
  for (const form of ['link', 'text', 'register'] as const) await insertEvidence(db, { id: form, form, ...piece });
  await expect(insertEvidence(db, { id: 'again', attachmentId: 'f', ...piece })).rejects.toThrow(/unique/i);
  await expect(insertEvidence(db, { id: 'other', form: 'film' as never, ...piece })).rejects.toThrow(/check/i);
});

it('still refuses what refers to nothing, a number twice, and a second live submission', async () => {
  await expect(db.deleteFrom('deliverables').execute()).rejects.toThrow(/foreign key/i);
  await expect(db.deleteFrom('submissions').where('id', '=', 'two').execute()).rejects.toThrow(/foreign key/i);
  await expect(another(2, 'rejected')).rejects.toThrow(/unique/i);
  await expect(another(3, 'submitted')).rejects.toThrow(/unique/i);
  await expect(
    db
      .updateTable('submissions')
      .set({ state: 'gone' as never })
      .execute(),
  ).rejects.toThrow(/check/i);
});

it('lets another be handed in beside one that was not taken', async () => {
  await db.updateTable('submissions').set({ state: 'rejected' }).where('id', '=', 'two').execute();
  await another(3, 'submitted');
  await expect(another(4, 'submitted')).rejects.toThrow(/unique/i);
  await another(4, 'rejected');
});

it('lets one version be decided again', async () => {
  const review = { submissionId: 'two', version: 2, comment: '', reason: null, reviewerId: 'wu', sameDepartment: 0 as const };
  const reviewedAt = '2023-06-13T02:00:00.000Z';
  await db
    .insertInto('reviews')
    .values([
      { id: 'r3', verdict: 'reopen', reviewedAt, ...review },
      { id: 'r4', verdict: 'reject', reviewedAt, ...review },
    ])
    .execute();
  expect(await db.selectFrom('reviews').select('id').execute()).toHaveLength(4);
});

it('has the same indexes on a database that is made at once', async () => {
  const empty = await freshDatabase();
  const made = await openDatabase(empty.place);
  expect(await indexesOf(db)).toEqual(await indexesOf(made));
  expect((await indexesOf(db)).join('\n')).toMatch(/submissions_live[\s\S]*withdrawn[\s\S]*rejected/);
  await made.destroy();
  await empty.remove();
});

async function indexesOf(of: Database): Promise<string[]> {
  const query =
    DIALECT === 'SQLite'
      ? sql<{ text: string }>`select coalesce(sql, name) as text from sqlite_master where type = 'index' order by name`
      : sql<{ text: string }>`select indexdef as text from pg_indexes where schemaname = 'public' order by indexname`;
  return (await query.execute(of)).rows.map(({ text }) => text);
}

it('keeps what an item asks for by number', async () => {
  expect(await listTasks(db, 'p')).toMatchObject([{ quotas: [{ raw: '全年不少于4次', n: 4, per: 'year', unit: '次' }], source: [] }]);
  expect((await getPublishedDraft(db, 'p')).tasks).toEqual([
    { code: '3', quotas: [{ raw: '两次以上', n: 2, per: 'year', unit: '次' }], source: [], at: '', corrections: [] },
    { code: '4', quotas: [], source: [], at: '', corrections: [] },
  ]);
});

it('reads the terms of 加分项 and 扣分项 from their text', async () => {
  const terms = { rates: [{ label: '国家级', from: 5, to: 5, per: '项' }], window: null };
  expect(await listAdjustments(db, 'p')).toMatchObject([{ name: '', text: '国家级每项加5分', terms }]);
  expect((await getPublishedDraft(db, 'p')).adjustments).toMatchObject([{ name: '', text: '国家级每项加5分', terms }]);
});

it('counts for 进度 what there was', async () => {
  const kind = { planId: 'p', departmentId: 'union', categoryId: 'c', milestoneId: '', dueOn: '', supplementary: 0 };
  expect(await db.selectFrom('progressCounts').selectAll().orderBy('state').execute()).toEqual([
    { ...kind, departmentId: 'office', state: 'open', count: 1 },
    { ...kind, state: 'returned', count: 1 },
  ]);
  expect(await db.selectFrom('deliverables').select('position').execute()).toEqual([{ position: 1 }, { position: 1 }]);
});

it('looks again at what is owed without a date, for it is nudged now', async () => {
  const looks = await db.selectFrom('deliverables').select(['id', 'nextReminderAt']).orderBy('id').execute();
  expect(looks).toEqual([
    { id: 'd', nextReminderAt: null },
    { id: 'undated', nextReminderAt: '2023-06-12T01:30:00.000Z' },
  ]);
});
