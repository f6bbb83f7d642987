import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type DatabasePlace, openDatabase } from '../../src/db/database.ts';
import type { Database } from '../../src/db/tables.ts';
import { onceARun } from './once-a-run.ts';
import { reachPostgres } from './postgres.ts';

export type DialectName = 'SQLite' | 'PostgreSQL';

/**
 * The database of this run. Everything under test/{db,usecases,flows} runs twice, once on each (see vitest.config.ts), so a test
 * there need not name one.
 */
export const DIALECT: DialectName = inject('dialect');

/** An empty database of the test's own. */
export interface FreshDatabase {
  place: DatabasePlace;
  /** How a server is told of it; on SQLite its DATA_DIR says so. */
  env: Record<string, string>;
  remove(): Promise<void>;
}

/** `dataDir`: where the file of SQLite is to be, as a server would put it. */
export async function freshDatabase(dialect: DialectName = DIALECT, dataDir?: string): Promise<FreshDatabase> {
  return dialect === 'SQLite' ? freshFile(dataDir) : freshPostgres();
}

/** What a server keeps that nobody works on. */
export interface Kept {
  dataDir: string;
  place: DatabasePlace;
}

/** A database filled once a run under this name, for copies. */
export function keepDatabase(name: string, fill: (db: Database) => Promise<unknown>): Promise<Kept> {
  return onceARun(`${name}, on ${DIALECT}`, async () => {
    const dataDir = await mkdtemp(join(inject('folder'), 'kept-'));
    const { place } = await freshDatabase(DIALECT, dataDir);
    const db = await openDatabase(place);
    await fill(db);
    await db.destroy();
    return { dataDir, place };
  });
}

/** A copy of the test's own. */
export async function copyDatabase(kept: Kept): Promise<FreshDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'wenming-db-'));
  const { remove, ...copy } = await copyKept(kept, folder);
  return {
    ...copy,
    async remove() {
      await remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same in another folder. On SQLite its database is a file in there. */
export async function copyKept({ dataDir, place }: Kept, to: string): Promise<FreshDatabase> {
  await cp(dataDir, to, { recursive: true });
  return 'file' in place ? freshFile(to) : freshPostgres(place.url);
}

async function freshFile(dataDir: string | undefined): Promise<FreshDatabase> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'wenming-db-')));
  const remove = async (): Promise<void> => (dataDir === undefined ? rm(folder, { recursive: true, force: true }) : undefined);
  return { place: { file: join(folder, 'wenming.db') }, env: {}, remove };
}

async function freshPostgres(template?: string): Promise<FreshDatabase> {
  const server = reachPostgres(inject('postgresUrl'));
  const url = await server.createDatabase(template);
  return { place: { url }, env: { DATABASE_URL: url }, remove: () => server.dropDatabase(url) };
}
