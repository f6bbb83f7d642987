import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { openBesideServer } from '../app.ts';
import { loadConfig } from '../config.ts';
import { ConfigError } from '../domain/errors.ts';
import { auditLine, verify } from '../usecases/verify.ts';
import { verifyTrail } from '../usecases/verify-trail.ts';
import { UsageError } from './usage-error.ts';

/** `verify`: looks whether everything that was kept is still there and unchanged. Exit code 1 when it is not. */
export async function verifyData(args: string[]): Promise<void> {
  const [trail, ...more] = args;
  if (more.length > 0) throw new UsageError('verify takes one file at most.');
  if (trail !== undefined) return verifyTrailFile(trail);
  const { deps, close } = await openBesideServer(loadConfig(process.env));
  try {
    await printVerified(deps);
  } finally {
    await close();
  }
}

/** An exported trail (操作留痕) alone, wherever it is. */
async function verifyTrailFile(path: string): Promise<void> {
  const { head, faults } = await verifyTrail(createInterface(createReadStream(path))).catch((error: unknown) => {
    if (error instanceof SyntaxError) throw new ConfigError([`${path}: is no exported audit trail (.jsonl)`]);
    throw error;
  });
  for (const fault of faults) console.log(auditLine(fault));
  if (head === undefined) console.log(`${path}: ends before its head. It was cut off; export it again.`);
  if (head !== undefined && faults.length === 0) return console.log(`Whole: ${head.entries} audit entries up to ${head.head}.`);
  process.exitCode = 1;
}

export async function printVerified(deps: Parameters<typeof verify>[0]): Promise<void> {
  const { entries, files, orphans, faults } = await verify(deps);
  for (const fault of faults) console.log(fault);
  if (orphans > 0)
    console.log(
      `Note: ${orphans} stored ${orphans === 1 ? 'file belongs' : 'files belong'} to nothing; a running server removes such at night.`,
    );
  console.log(
    faults.length === 0
      ? `Whole: the database, ${entries} audit entries and ${files} files are as they were written.`
      : `NOT whole: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} (see above).`,
  );
  if (faults.length > 0) process.exitCode = 1;
}
