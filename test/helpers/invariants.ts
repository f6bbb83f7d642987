import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What the outside knows of a server that was killed again and again. */
export interface History {
  /** Message ids that were answered 200. */
  acked: ReadonlySet<string>;
  /** How often each outgoing message was found half sent by a kill; by its id. */
  inFlight: ReadonlyMap<string, number>;
}

/** What is wrong in the database and on the disk of a server that had time to finish: invariants I1–I7, each in one line. */
export function findProblems(dataDir: string, { acked, inFlight }: History): string[] {
  const db = openDatabase(dataDir);
  const all = (sql: string, ...values: string[]): Record<string, unknown>[] => db.prepare(sql).all(...values);
  const problems: string[] = [];
  const none = (what: string, rows: unknown[]): void => {
    if (rows.length > 0) problems.push(`${what}: ${JSON.stringify(rows.slice(0, 3))} (${rows.length})`);
  };
  const some = (what: string, rows: unknown[]): void => {
    if (rows.length === 0) problems.push(`${what}: the trial shows nothing`);
  };
  const marksOf = (command: string): string[] =>
    all(`select text from inbound_messages where text like ?`, `${command}%`).map(({ text }) => /记号\d+号/.exec(String(text))![0]);
  const count = (sql: string, mark: string): unknown => all(sql, `%${mark}%`)[0]?.['n'];

  const stored = new Map(
    all('select message_id, count(*) as n from inbound_messages group by message_id').map((row) => [row['message_id'], row['n']]),
  );
  none(
    'I1 acked, but not stored once',
    [...acked].filter((id) => stored.get(id) !== 1),
  );
  none('I2 without an outcome', all(`select message_id, last_error from inbound_messages where state <> 'handled'`));
  none(
    'I3 not answered exactly once',
    all(`select i.message_id, i.text, count(o.id) as n from inbound_messages i
         left join outbound_messages o on o.in_reply_to = i.id and o.purpose = 'answer' and o.state = 'sent'
         group by i.id having count(o.id) <> 1`),
  );
  const auditsWith = (mark: string): unknown => count('select count(*) as n from audit_entries where summary like ?', mark);
  const notes = marksOf('进展');
  some('I3 notes', notes);
  none(
    'I3 a note that was not kept exactly once',
    notes.filter((mark) => auditsWith(mark) !== 1),
  );
  const reviewsWith = (mark: string): unknown => count('select count(*) as n from reviews where comment like ?', mark);
  const returns = marksOf('退回');
  some(
    'I3 returns that were not refused',
    returns.filter((mark) => reviewsWith(mark) === 1),
  );
  none(
    'I3 a return with half or twice its effect',
    returns.filter((mark) => {
      const told = all(
        `select count(*) as n from outbound_messages where purpose = 'verdict' and body like ? group by recipient_id`,
        `%${mark}%`,
      );
      const toldOnce = reviewsWith(mark) === 1 ? told.length > 0 && told.every(({ n }) => n === 1) : told.length === 0;
      return auditsWith(mark) !== reviewsWith(mark) || !toldOnce;
    }),
  );
  some('I4 files', all(`select id from evidence where state = 'stored'`));
  none(
    'I4 a file without its evidence',
    all(`select a.name from inbound_attachments a join inbound_messages i on i.id = a.inbound_id
         left join evidence e on e.attachment_id = a.id where i.text <> '导入' and (e.id is null or e.state <> 'stored')`),
  );
  none(
    'I4 evidence without its bytes',
    all(`select sha256 from evidence where state = 'stored'`).filter(({ sha256 }) => !hasBytes(dataDir, String(sha256))),
  );
  none(
    'I4 stored evidence outside any submission',
    all(`select original_name from evidence where state = 'stored' and submission_id is null`),
  );
  none('I5 the same reminder twice', all('select 1 from reminders group by deliverable_id, rung, due_on, member_id having count(*) > 1'));
  none(
    'I5 two reminder messages to one person on one day',
    all(
      `select recipient_id, substr(created_at, 1, 10) as day from outbound_messages where purpose = 'reminder' group by 1, 2 having count(*) > 1`,
    ),
  );
  some('I6 reminders', all(`select id from reminders where state = 'sent'`));
  none('I6 planned, but not sent', all(`select deliverable_id, rung, state from reminders where state in ('planned', 'failed')`));
  none(
    'I7 sent more or less often than it was found half sent',
    all('select id, purpose, attempts from outbound_messages').filter(
      ({ id, attempts }) => attempts !== 1 + (inFlight.get(String(id)) ?? 0),
    ),
  );
  none(
    'more than one live submission',
    all(`select 1 from submissions where state <> 'withdrawn' group by deliverable_id having count(*) > 1`),
  );
  none(
    'integrity',
    all('pragma integrity_check').filter((row) => row['integrity_check'] !== 'ok'),
  );
  none('foreign keys', all('pragma foreign_key_check'));
  db.close();
  return problems;
}

function hasBytes(dataDir: string, sha256: string): boolean {
  const path = join(dataDir, 'files', sha256.slice(0, 2), sha256);
  return existsSync(path) && createHash('sha256').update(readFileSync(path)).digest('hex') === sha256;
}

/** Outgoing messages a killed server had begun to send. */
export function listInFlight(dataDir: string): string[] {
  const db = openDatabase(dataDir);
  const rows = db.prepare(`select id from outbound_messages where state = 'sending'`).all();
  db.close();
  return rows.map(({ id }) => String(id));
}

/**
 * What is owed, what people were told and when they were reminded, one line each: the same for two servers that lived through the
 * same days; rungs that were past from the beginning are left out, since a restart looks at them sooner. `except`: departments that handed something in.
 */
export function describeYear(dataDir: string, except: readonly string[]): string[] {
  const db = openDatabase(dataDir);
  const others = `d.department_id not in (${except.map((id) => `'${id}'`).join(', ')})`;
  const lines = [
    `select '应报', t.code, d.department_id, d.due_on, d.state from deliverables d join tasks t on t.id = d.task_id where ${others}`,
    `select '提醒', t.code, d.department_id, r.rung, r.due_on, r.member_id, r.state, r.reason, r.day
     from reminders r join deliverables d on d.id = r.deliverable_id join tasks t on t.id = d.task_id where r.state <> 'skipped' and ${others}`,
    `select '下发', recipient_id, body from outbound_messages where purpose = 'assignment'`,
  ].flatMap((sql) =>
    db
      .prepare(sql)
      .all()
      .map((row) => Object.values(row).join(' ')),
  );
  db.close();
  return lines.toSorted();
}

function openDatabase(dataDir: string): DatabaseSync {
  return new DatabaseSync(join(dataDir, 'wenming.db'), { readOnly: true });
}
