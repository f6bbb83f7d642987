import { openBesideServer } from '../app.ts';
import { loadConfig } from '../config.ts';
import { verify } from '../usecases/verify.ts';
import { UsageError } from './usage-error.ts';

/** `verify`: looks whether everything that was kept is still there and unchanged. Exit code 1 when it is not. */
export async function verifyData(args: string[]): Promise<void> {
  if (args.length > 0) throw new UsageError('verify takes no arguments.');
  const { deps, close } = await openBesideServer(loadConfig(process.env));
  try {
    await printVerified(deps);
  } finally {
    await close();
  }
}

export async function printVerified(deps: Parameters<typeof verify>[0]): Promise<void> {
  const { entries, files, faults } = await verify(deps);
  for (const fault of faults) console.log(fault);
  console.log(
    faults.length === 0
      ? `Whole: the database, ${entries} audit entries and ${files} files are as they were written.`
      : `NOT whole: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} (see above).`,
  );
  if (faults.length > 0) process.exitCode = 1;
}
