import { findSetting } from '../db/settings.ts';
import type { Deps } from './deps.ts';

/** Why the database does not answer; undefined when it does. */
export async function findDatabaseProblem({ db }: Deps): Promise<Error | undefined> {
  try {
    await findSetting(db, 'any');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
