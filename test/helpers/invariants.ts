import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompiledQuery, sql } from 'kysely';
import { type DatabasePlace, openDatabase } from '../../src/db/database.ts';
import { isPostgres } from '../../src/db/dialect.ts';
import { listCounterFaults, listDatabaseFaults, listProgressFaults } from '../../src/db/integrity.ts';
import type { Database } from '../../src/db/tables.ts';

/** Where a server keeps its data. */
export interface Data {
  place: DatabasePlace;
  dataDir: string;
}

/** What the outside knows of a server that was killed again and again. */
export interface History {
  /** Message ids that were answered 200. */
  acked: ReadonlySet<string>;
  /** The tries of each outgoing message that a kill found half done; by its id. */
  inFlight: ReadonlyMap<string, ReadonlySet<number>>;
}

type Row = Record<string, unknown>;

/** What is wrong in the database and on the disk of a server that had time to finish: invariants I1–I7 and I12, each in one line. */
export async function findProblems({ place, dataDir }: Data, { acked, inFlight }: History): Promise<string[]> {
  return reading(place, async (db, all) => {
    const problems: string[] = [];
    const none = (what: string, rows: readonly unknown[]): void => {
      if (rows.length > 0) problems.push(`${what}: ${JSON.stringify(rows.slice(0, 3))} (${rows.length})`);
    };
    const some = (what: string, rows: readonly unknown[]): void => {
      if (rows.length === 0) problems.push(`${what}: the trial shows nothing`);
    };
    const marksOf = async (command: string): Promise<string[]> => {
      const rows = await all(`select text from inbound_messages where text like ?`, `${command}%`);
      return rows.map(({ text }) => /记号\d+号/.exec(String(text))![0]);
    };
    const countWith = async (sql: string, mark: string): Promise<number> => Number((await all(sql, `%${mark}%`))[0]?.['n']);
    const auditsWith = (mark: string): Promise<number> => countWith('select count(*) as n from audit_entries where summary like ?', mark);
    const reviewsWith = (mark: string): Promise<number> => countWith('select count(*) as n from reviews where comment like ?', mark);

    const stored = await all('select message_id, count(*) as n from inbound_messages group by message_id');
    const times = new Map(stored.map(({ messageId, n }) => [messageId, Number(n)]));
    none(
      'I1 acked, but not stored once',
      [...acked].filter((id) => times.get(id) !== 1),
    );
    none('I2 without an outcome', await all(`select message_id, last_error from inbound_messages where state <> 'handled'`));
    none(
      'I3 not answered exactly once',
      await all(`select i.message_id, i.text, count(o.id) as n from inbound_messages i
         left join outbound_messages o on o.in_reply_to = i.id and o.purpose = 'answer' and o.state = 'sent'
         group by i.id having count(o.id) <> 1`),
    );
    const notes = await marksOf('进展');
    some('I3 notes', notes);
    none('I3 a note that was not kept exactly once', await thoseThat(notes, async (mark) => (await auditsWith(mark)) !== 1));
    const returns = await marksOf('退回');
    some('I3 returns that were not refused', await thoseThat(returns, async (mark) => (await reviewsWith(mark)) === 1));
    none(
      'I3 a return with half or twice its effect',
      await thoseThat(returns, async (mark) => {
        const told = await all(
          `select count(*) as n from outbound_messages where purpose = 'verdict' and body like ? group by recipient_id`,
          `%${mark}%`,
        );
        const reviews = await reviewsWith(mark);
        const toldOnce = reviews === 1 ? told.length > 0 && told.every(({ n }) => Number(n) === 1) : told.length === 0;
        return (await auditsWith(mark)) !== reviews || !toldOnce;
      }),
    );
    const files = await all(`select sha256 from evidence where state = 'stored' and form = 'file'`);
    some('I4 files', files);
    none(
      'I4 a file without its evidence',
      await all(`select a.name from inbound_attachments a join inbound_messages i on i.id = a.inbound_id
         left join evidence e on e.attachment_id = a.id where i.text <> '导入' and (e.id is null or e.state <> 'stored')`),
    );
    const previews = await all(`select preview_sha256 as sha256 from evidence where state = 'stored' and preview_sha256 is not null`);
    none(
      'I4 evidence without its bytes',
      [...files, ...previews].filter(({ sha256 }) => !hasBytes(dataDir, String(sha256))),
    );
    none(
      'I4 stored evidence outside any submission',
      await all(`select original_name from evidence where state = 'stored' and submission_id is null`),
    );
    none(
      'I5 the same reminder twice',
      await all('select 1 as one from reminders group by deliverable_id, rung, due_on, member_id having count(*) > 1'),
    );
    none(
      'I5 two reminder messages to one person on one day',
      await all(
        `select recipient_id, substr(created_at, 1, 10) as day from outbound_messages where purpose = 'reminder' group by 1, 2 having count(*) > 1`,
      ),
    );
    some('I6 reminders', await all(`select id from reminders where state = 'sent'`));
    none('I6 planned, but not sent', await all(`select deliverable_id, rung, state from reminders where state in ('planned', 'failed')`));
    none(
      'I7 sent more or less often than it was found half sent',
      (await all('select id, purpose, attempts from outbound_messages')).filter(
        ({ id, attempts }) => attempts !== 1 + (inFlight.get(String(id))?.size ?? 0),
      ),
    );
    none(
      'more than one live submission',
      await all(`select 1 as one from submissions where state <> 'withdrawn' group by deliverable_id having count(*) > 1`),
    );
    none('integrity', await listDatabaseFaults(db));
    none('I12 counters', [...(await listCounterFaults(db)), ...(await listProgressFaults(db))]);
    return problems;
  });
}

async function thoseThat<T>(items: readonly T[], test: (item: T) => Promise<boolean>): Promise<T[]> {
  const kept: T[] = [];
  for (const item of items) if (await test(item)) kept.push(item);
  return kept;
}

function hasBytes(dataDir: string, sha256: string): boolean {
  const path = join(dataDir, 'files', sha256.slice(0, 2), sha256);
  return existsSync(path) && createHash('sha256').update(readFileSync(path)).digest('hex') === sha256;
}

/** A crash hurts between one write and the next: after this they take longer, so that kills fall there often. */
export async function slowDown(place: DatabasePlace): Promise<void> {
  await reading(place, async (db) => {
    if (isPostgres(db)) {
      await sql`create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(0.002); return new; end'`.execute(db);
    }
    for (const slow of ['inbound_messages', 'outbound_messages', 'reminders', 'audit_entries']) {
      const does = isPostgres(db) ? 'for each row execute function slow()' : 'begin select length(hex(randomblob(400000))); end';
      await sql.raw(`create trigger slow_${slow} before insert on ${slow} ${does}`).execute(db);
    }
  });
}

/** Outgoing messages a killed server had begun to send, and which try of each it was. */
export async function listInFlight(place: DatabasePlace): Promise<{ id: string; attempt: number }[]> {
  return reading(place, async (_, all) => {
    const rows = await all(`select id, attempts from outbound_messages where state = 'sending'`);
    return rows.map(({ id, attempts }) => ({ id: String(id), attempt: Number(attempts) }));
  });
}

/** What there was left to do with reminders when a server was killed on a morning, in a few words. */
export async function describeLeftOver(place: DatabasePlace, morning: string): Promise<string> {
  return reading(place, async (_, all) => {
    const count = async (sql: string, ...values: string[]): Promise<number> => (await all(sql, ...values)).length;
    const at = `${morning}T01:00:00.000Z`;
    const alone = await count('select id from deliverables where next_reminder_at <= ?', at);
    const together = await count(
      `select id from deliverables where state in ('open', 'returned') and next_reminder_at is null and detached = 0 and supplementary = 0
        and due_on in (select due_on from deadlines where next_at <= ?)`,
      at,
    );
    const untold = await count(`select id from reminders where state = 'planned' and outbound_id is null`);
    const queued = await count(`select id from outbound_messages where purpose = 'reminder' and state = 'queued'`);
    const sending = await count(`select id from outbound_messages where purpose = 'reminder' and state = 'sending'`);
    return `${alone + together} undecided, ${untold} untold, ${queued} queued, ${sending} being sent`;
  });
}

/** Whether what was said has come; over a connection nobody acknowledges it. */
export async function isStored(place: DatabasePlace, messageId: string): Promise<boolean> {
  return reading(place, async (_, all) => (await all('select id from inbound_messages where message_id = ?', messageId)).length > 0);
}

/** Messages without an outcome; those of somebody who wrote faster than people can wait for their turn. */
export async function countUnhandled(place: DatabasePlace): Promise<number> {
  return reading(place, async (_, all) => (await all(`select id from inbound_messages where state = 'waiting'`)).length);
}

/** Outgoing messages that have not arrived yet. Whoever changes the day before has reminders among them put together anew the next. */
export async function countUnsent(place: DatabasePlace): Promise<number> {
  return reading(place, async (_, all) => (await all(`select id from outbound_messages where state in ('queued', 'sending')`)).length);
}

/** Reminders that are decided and not yet in a message. */
export async function countUntold(place: DatabasePlace): Promise<number> {
  return reading(place, async (_, all) => (await all(`select id from reminders where state = 'planned' and outbound_id is null`)).length);
}

/**
 * What is owed, what people were told and when they were reminded, one line each: the same for two servers that lived through the
 * same days; rungs that were past from the beginning are left out, since a restart looks at them sooner. `except`: departments that handed something in.
 */
export async function describeYear(place: DatabasePlace, except: readonly string[]): Promise<string[]> {
  const others = `d.department_id not in (${['', ...except].map((id) => `'${id}'`).join(', ')})`;
  return reading(place, async (_, all) => {
    const parts = [
      await all(
        `select '应报' as what, t.code, d.department_id, d.due_on, d.state from deliverables d join tasks t on t.id = d.task_id where ${others}`,
      ),
      await all(
        `select '提醒' as what, t.code, d.department_id, r.rung, r.due_on, r.member_id, r.state, r.reason, r.day
         from reminders r join deliverables d on d.id = r.deliverable_id join tasks t on t.id = d.task_id where r.state <> 'skipped' and ${others}`,
      ),
      await all(`select '下发' as what, member_id, body from outbound_messages where purpose = 'assignment'`),
    ];
    return parts
      .flat()
      .map((row) => Object.values(row).join(' '))
      .toSorted();
  });
}

/** The database as anybody beside the server may read it. `?` stands for each value. */
async function reading<T>(
  place: DatabasePlace,
  read: (db: Database, all: (sql: string, ...values: string[]) => Promise<Row[]>) => Promise<T>,
): Promise<T> {
  const db = await ('file' in place ? openDatabase(place) : reach(place.url));
  const numbered = (sql: string): string => {
    let n = 0;
    return isPostgres(db) ? sql.replaceAll('?', () => `$${++n}`) : sql;
  };
  try {
    return await read(db, async (sql, ...values) => (await db.executeQuery<Row>(CompiledQuery.raw(numbered(sql), values))).rows);
  } finally {
    if ('file' in place) await db.destroy();
  }
}

const reached = new Map<string, Promise<Database>>();

/** A look takes PostgreSQL far less than a new connection, and some look until they see something. Idle ones are closed after a while. */
function reach(url: string): Promise<Database> {
  const db = reached.get(url) ?? openDatabase({ url });
  reached.set(url, db);
  db.catch(() => reached.delete(url));
  return db;
}
