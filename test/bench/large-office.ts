import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openBesideServer } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import type { Database } from '../../src/db/tables.ts';
import { type Checkpoint, DEPARTMENTS, fillLargeYear, NOW, upTo } from '../helpers/large-year.ts';
import { startPostgres, type PostgresServer } from '../helpers/postgres.ts';

export type DialectName = 'SQLite' | 'PostgreSQL';
export const DIALECTS: readonly DialectName[] = ['SQLite', 'PostgreSQL'];

/** A year of an office far larger than any: 20 departments × 24 checkpoints × as many items as it takes. */
export interface LargeOffice {
  dialect: DialectName;
  env: Record<string, string>;
  /** The database itself, for what is to be asked without us. */
  place: { file: string } | { url: string };
  open(): ReturnType<typeof openBesideServer>;
  remove(): Promise<void>;
}

/** Fills a database of its own with so many 应报事项, and with so many messages that wait to be sent. */
export async function createLargeOffice(
  dialect: DialectName,
  deliverables: number,
  { waiting = 0, checkpoints }: { waiting?: number; checkpoints?: readonly Checkpoint[] } = {},
): Promise<LargeOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'wenming-bench-'));
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  const directory = join(folder, 'directory.yaml');
  await writeFile(directory, JSON.stringify(directoryFile()));
  const server = dialect === 'PostgreSQL' ? await startPostgres({ durable: true }) : undefined;
  const env: Record<string, string> = { DATA_DIR: dataDir, DIRECTORY_FILE: directory, LOG_LEVEL: 'silent', PORT: '0' };
  if (server !== undefined) env['DATABASE_URL'] = await server.createDatabase();
  const office: LargeOffice = {
    dialect,
    env,
    place: server === undefined ? { file: join(dataDir, 'wenming.db') } : { url: env['DATABASE_URL']! },
    open: () => openBesideServer(loadConfig(env)),
    remove: () => remove(server, folder),
  };
  const { deps, close } = await office.open();
  const clock = JSON.stringify({ realAt: new Date().toISOString(), domainAt: NOW });
  await sql`insert into settings (name, value) values ('clock', ${clock}) on conflict (name) do update set value = excluded.value`.execute(
    deps.db,
  );
  await fillLargeYear(deps.db, deliverables, checkpoints);
  if (waiting > 0) await queueMessages(deps.db, waiting);
  // What PostgreSQL does by itself within a minute; SQLite has no such thing.
  if (dialect === 'PostgreSQL') await sql`vacuum analyze`.execute(deps.db);
  await close();
  return office;
}

async function remove(server: PostgresServer | undefined, folder: string): Promise<void> {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
}

function directoryFile(): object {
  const numbers = Array.from({ length: DEPARTMENTS }, (_, index) => index);
  return {
    unit: '院机关',
    staffCount: 5_000,
    departments: numbers.map((n) => ({ id: `d${n}`, name: `第${n + 1}处室` })),
    members: [
      { id: 'boss', name: '周主任', departments: ['d0'], roles: ['admin'] },
      { id: 'judge', name: '吴审核', departments: ['d1'], roles: ['reviewer'] },
      ...numbers.map((n) => ({ id: `m${n}`, name: `联络员${n + 1}`, departments: [`d${n}`], roles: ['liaison'] })),
    ],
  };
}

async function queueMessages(db: Database, waiting: number): Promise<void> {
  await sql`insert into outbound_messages (seq, id, channel, recipient_kind, recipient_id, purpose, dedupe_key, body, state, attempts, created_at)
    ${upTo(waiting)} select i + 1, 'o' || i, 'sandbox', 'person', 'm' || (i % ${sql.lit(DEPARTMENTS)}), 'notice', 'k' || i,
    '{"title":"提醒","text":"提醒","actions":[],"files":[]}', 'queued', 0, '2023-07-03T01:00:00.000Z' from n`.execute(db);
  await sql`insert into counters (name, value) values ('outbound', ${waiting}) on conflict (name) do update set value = excluded.value`.execute(
    db,
  );
}
