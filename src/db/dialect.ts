import { PostgresAdapter, sql, type Dialect, type Kysely, type KyselyPlugin } from 'kysely';

/** One of the two databases, opened, before the schema stands. */
export interface OpenedDialect {
  dialect: Dialect;
  plugins: KyselyPlugin[];
  /** What only the making of tables needs. */
  migrationPlugins: KyselyPlugin[];
  /** Around all migrations: all or nothing, one process at a time. Called only when there is something to migrate. */
  migrating(run: () => Promise<void>): Promise<void>;
  /** The schema stands; from now on everybody is served. */
  ready(): Promise<void>;
}

/** For the few statements that only one of them knows. */
export function isPostgres<T>(db: Kysely<T>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** One of the two, opened by somebody who looks around and changes nothing. */
export interface InspectedDialect<F> {
  dialect: Dialect;
  inspect(now: () => Date): Promise<F>;
  /** An error of any statement as a ConfigError where there is a cure. */
  explain(error: unknown): unknown;
}

/** The time by which all processes go that share a database, whatever their own clocks say. */
export async function readDatabaseTime<T>(db: Kysely<T>): Promise<Date> {
  if (!isPostgres(db)) return new Date();
  const { rows } = await sql<{ ms: number }>`select (extract(epoch from clock_timestamp()) * 1000)::double precision as ms`.execute(db);
  return new Date(rows[0]!.ms);
}
