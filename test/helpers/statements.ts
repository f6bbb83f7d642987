import type { CompiledQuery, QueryId } from 'kysely';
import type { Database } from '../../src/db/tables.ts';

/** The statements that `run` has the database do, in order. Parts of a statement are built like one, and have no result. */
export async function listStatements(db: Database, run: (db: Database) => Promise<unknown>): Promise<CompiledQuery[]> {
  const built = new Map<QueryId, CompiledQuery>();
  const ran: CompiledQuery[] = [];
  const executor = db.getExecutor();
  const listening = db.withPlugin({
    transformQuery({ node, queryId }) {
      built.set(queryId, executor.compileQuery(node as never, queryId));
      return node;
    },
    async transformResult({ result, queryId }) {
      ran.push(built.get(queryId)!);
      return result;
    },
  });
  await run(listening);
  return ran;
}

/** How the database would find what each of these statements asks for, in its own words. */
export async function listPlans(db: Database, dialect: 'SQLite' | 'PostgreSQL', statements: readonly CompiledQuery[]): Promise<string[]> {
  const plans: string[] = [];
  for (const { sql, parameters } of statements) {
    const explained = dialect === 'SQLite' ? `explain query plan ${sql}` : `explain ${sql}`;
    const { rows } = await db.executeQuery<Record<string, unknown>>({ sql: explained, parameters, query: { kind: 'RawNode' } } as never);
    plans.push(rows.map((row) => Object.values(row).join(' ')).join('\n'));
  }
  return plans;
}
