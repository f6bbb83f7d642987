import { fail, listed, ok, warn, type Finding } from '../domain/finding.ts';
import type { DatabaseFacts, PostgresFacts, SchemaState, SqliteFacts } from '../ports/facts.ts';

/** The database: whole, ours to write, of a version we know, its tables up to date. Undefined facts: it is not made yet. */
export function judgeDatabase(seen: { facts: DatabaseFacts; schema: SchemaState } | undefined): Finding[] {
  if (seen === undefined) return [ok('database: not created yet; the first start makes it')];
  const { facts, schema } = seen;
  return [...(facts.kind === 'SQLite' ? judgeSqlite(facts) : judgePostgres(facts, schema)), SCHEMA[schema]];
}

const SCHEMA: Record<SchemaState, Finding> = {
  empty: ok('tables: not created yet; the first start makes them'),
  current: ok('tables: up to date'),
  behind: warn('tables: from an older version', 'make a backup, then restart the server or run: npm run cli -- migrate'),
  newer: fail('tables: changed by a newer version, so no server of this one starts', 'install that version, or restore a backup'),
};

function judgeSqlite({ damage, unread, writeProblem }: SqliteFacts): Finding[] {
  if (damage.length > 0) {
    return [fail(`database: the file of SQLite is damaged (${listed(damage)})`, 'stop the server and restore the last backup')];
  }
  if (writeProblem !== undefined) {
    const cure = 'end the program that holds it (a database browser, a copy that runs), or let this user write it';
    return [fail(`database: SQLite cannot be written (${writeProblem})`, cure)];
  }
  return [ok(`database: SQLite, whole${unread === 0 ? '' : ` as far as there was time to look (${unread} tables were not)`}`)];
}

function judgePostgres({ version, encoding, mayCreateTables, readOnly, connections }: PostgresFacts, schema: SchemaState): Finding[] {
  const named = `PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}`;
  const findings: Finding[] = [];
  if (version < OLDEST) findings.push(fail(`database: ${named} is too old`, 'install PostgreSQL 13 or newer'));
  if (encoding !== 'UTF8') {
    const cure = 'make a new one: createdb --encoding=UTF8 --template=template0 NAME';
    findings.push(fail(`database: is written in ${encoding}, which loses Chinese`, cure));
  }
  if (readOnly) findings.push(fail('database: only allows reading', 'name the primary server in DATABASE_URL, not a standby'));
  else if (!mayCreateTables && schema !== 'current') {
    const cure = 'as owner of the database: grant create, usage on schema public to USER';
    findings.push(fail('database: this user has no right to create tables', cure));
  }
  if (connections.used + OURS > connections.most) {
    const cure = `raise max_connections (16 for each process), or end what holds them`;
    findings.push(warn(`database: ${connections.used} of ${connections.most} connections are taken`, cure));
  }
  return findings.length > 0 ? findings : [ok(`database: ${named}`)];
}

const OLDEST = 130_000;
/** What one process may open. */
const OURS = 16;
