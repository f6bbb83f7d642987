import { openBesideServer } from '../app.ts';
import { loadConfig } from '../config.ts';
import { UsageError } from './usage-error.ts';

/** `migrate`: opening the database brings it up to date. */
export async function migrate(args: string[]): Promise<void> {
  if (args.length > 0) throw new UsageError('migrate takes no arguments.');
  const { close } = await openBesideServer(loadConfig(process.env));
  await close();
  console.log('The database is up to date.');
}
