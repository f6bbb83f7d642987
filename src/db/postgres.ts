import { type ColumnDefinitionNode, DataTypeNode, type KyselyPlugin, OperationNodeTransformer, PostgresDialect, RawNode } from 'kysely';
import { Pool, type PoolConfig, types } from 'pg';
import Cursor from 'pg-cursor';
import { ConfigError } from '../domain/errors.ts';
import type { PostgresFacts } from '../ports/facts.ts';
import type { InspectedDialect, OpenedDialect } from './dialect.ts';

/** PostgreSQL, for several processes. Rows come back as from SQLite: whole numbers as numbers, text compared by its bytes. */
export async function openPostgres(url: string): Promise<OpenedDialect> {
  const pool = await connect(url, { max: CONNECTIONS });
  return {
    dialect: new PostgresDialect({ pool, cursor: Cursor }),
    plugins: [],
    migrationPlugins: [COMPARED_BY_BYTES],
    // The migrator itself takes a lock and a transaction here.
    migrating: (run) => run(),
    async ready() {},
  };
}

/** To look and to change nothing. */
export async function openPostgresToInspect(url: string): Promise<InspectedDialect<PostgresFacts>> {
  const pool = await connect(url, { max: 1, query_timeout: LOOK_MS });
  return {
    dialect: new PostgresDialect({ pool }),
    async inspect(now) {
      const { rows } = await pool.query<Row>(INSPECTION);
      const [{ version, encoding, mayCreateTables, readOnly, used, most, nowMs }] = rows as [Row];
      const aheadMs = nowMs - now().getTime();
      return { kind: 'PostgreSQL', version, encoding, mayCreateTables, readOnly, connections: { used, most }, aheadMs };
    },
    explain: (error) => error,
  };
}

const LOOK_MS = 3_000;

type Row = Omit<PostgresFacts, 'kind' | 'connections' | 'aheadMs'> & { used: number; most: number; nowMs: number };

const INSPECTION = `
  select current_setting('server_version_num')::int as version,
    (select pg_encoding_to_char(encoding) from pg_database where datname = current_database()) as encoding,
    coalesce(has_schema_privilege(current_schema(), 'create'), false) as "mayCreateTables",
    pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "readOnly",
    (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used,
    current_setting('max_connections')::int as most,
    (extract(epoch from clock_timestamp()) * 1000)::double precision as "nowMs"`;

async function connect(url: string, settings: PoolConfig): Promise<Pool> {
  const pool = new Pool({
    ...settings,
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    // A process that hangs in the middle must not hold up the others for good.
    idle_in_transaction_session_timeout: 30_000,
    lock_timeout: LOCK_MS,
    types: { getTypeParser },
    application_name: 'wenming-bot',
  });
  // A connection that breaks fails its statement, and the pool makes another; an error nobody listens to would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw connectProblem(error, url);
  }
  return pool;
}

/** Eight jobs at once, what comes in meanwhile, and pages. Six such processes stay below PostgreSQL's usual hundred. */
const CONNECTIONS = 16;
const CONNECT_MS = 3_000;
const LOCK_MS = 5_000;

const INT8 = 20;
const NUMERIC = 1700;

/** Counts and sums are far below 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === INT8 || oid === NUMERIC) return Number;
  return types.getTypeParser(oid, format as 'text');
}

class ComparedByBytes extends OperationNodeTransformer {
  protected override transformColumnDefinition(node: ColumnDefinitionNode): ColumnDefinitionNode {
    const column = super.transformColumnDefinition(node);
    const isText = DataTypeNode.is(column.dataType) && column.dataType.dataType === 'text';
    return isText ? { ...column, dataType: RawNode.createWithSql('text collate "C"') } : column;
  }
}

/** Every text column: days, instants and ids sort the same on either database, whatever language the server was set up in. */
const COMPARED_BY_BYTES: KyselyPlugin = {
  transformQuery: ({ node, queryId }) => new ComparedByBytes().transformNode(node, queryId),
  transformResult: async ({ result }) => result,
};

/** Another transaction came first; the same one may be tried again at once. */
export function isPostgresBusy(error: unknown): boolean {
  return BUSY.includes(codeOf(error) ?? '');
}

/** serialization failure, deadlock, lock not available in time. */
const BUSY = ['40001', '40P01', '55P03'];

/** A row with the same unique key is there before. */
export function isPostgresDouble(error: unknown): boolean {
  return codeOf(error) === '23505';
}

/** It is away, starting, stopping, full, or out of connections. */
export function isPostgresOutage(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) return NO_CONNECTION.includes(code) || OUTAGE_CLASSES.includes(code.slice(0, 2));
  return (
    error instanceof Error &&
    /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(error.message)
  );
}

const NO_CONNECTION = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
/** Connection exception, insufficient resources, operator intervention, system error; read-only transaction. */
const OUTAGE_CLASSES = ['08', '53', '57', '58', '25'];

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** What the operator can do about it; the password stays out of it. */
function connectProblem(error: unknown, url: string): unknown {
  const { hostname, port, pathname, username } = new URL(url);
  const place = `${hostname === '' ? 'localhost' : hostname}:${port === '' ? '5432' : port}`;
  const name = decodeURIComponent(pathname.slice(1));
  const code = codeOf(error);
  const cure = {
    '28P01': `the password of user ${username} is wrong; correct it in DATABASE_URL`,
    '28000': `user ${username} may not log in from here; allow it in pg_hba.conf or correct DATABASE_URL`,
    '42501': `user ${username} may not use the database ${name}; allow it with: grant all on database ${name} to ${username}`,
    '53300': `PostgreSQL at ${place} has no connection left; raise max_connections, or end what holds them`,
    '3D000': `there is no database ${name}; make it with: createdb ${name}`,
  }[code ?? ''];
  if (cure !== undefined) return new ConfigError([`DATABASE_URL: ${cure}`]);
  if (!isPostgresOutage(error)) return error;
  return new ConfigError([
    `DATABASE_URL: PostgreSQL at ${place} cannot be reached (${code ?? (error as Error).message}); start it, or correct the address`,
  ]);
}
