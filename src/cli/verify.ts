import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { openBesideServer } from '../app.ts';
import { loadConfig } from '../config.ts';
import { ConfigError } from '../domain/errors.ts';
import { auditLine, verify } from '../usecases/verify.ts';
import type { Deps } from '../usecases/deps.ts';
import { type ArchiveManifest, compareWithDatabase, verifyArchive } from '../usecases/verify-archive.ts';
import { verifyTrail } from '../usecases/verify-trail.ts';
import { UsageError } from './usage-error.ts';

/** `verify`: looks whether everything that was kept is still there and unchanged. Exit code 1 when it is not. */
export async function verifyData(args: string[]): Promise<void> {
  const { positionals, here } = readOptions(args);
  const [file, trail, ...more] = positionals;
  if (more.length > 0) throw new UsageError('verify takes an archive and a trail at most.');
  if (file !== undefined) return verifyExported(file, { trail, here });
  await withDatabase(printVerified);
}

function readOptions(args: string[]): { positionals: string[]; here: boolean } {
  try {
    const { values, positionals } = parseArgs({ args, options: { here: { type: 'boolean', default: false } }, allowPositionals: true });
    return { positionals, here: values.here };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function withDatabase<T>(use: (deps: Deps) => Promise<T>): Promise<T> {
  const { deps, close } = await openBesideServer(loadConfig(process.env));
  try {
    return await use(deps);
  } finally {
    await close();
  }
}

/** What was exported, alone, wherever it is; `here`: also whether this database knows it. */
async function verifyExported(file: string, { trail, here }: { trail: string | undefined; here: boolean }): Promise<void> {
  if (!file.toLowerCase().endsWith('.zip') && !(await isZip(file))) {
    if (trail !== undefined || here) throw new UsageError('verify takes the archive first, then its trail.');
    return verifyTrailFile(file);
  }
  const { manifest, files, faults } = await verifyArchive(file);
  if (here) faults.push(...(await withDatabase((deps) => compareWithDatabase(deps, manifest))));
  for (const fault of faults) console.log(fault);
  const { year, madeAt, audit } = manifest;
  console.log(
    faults.length === 0
      ? `Whole: ${files} files of the year ${year}, as archived at ${madeAt} after ${audit.entries} audit entries up to ${audit.head}.`
      : `NOT whole: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} (see above).`,
  );
  if (faults.length > 0) process.exitCode = 1;
  if (trail !== undefined) await verifyTrailFile(trail, manifest);
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError([`${path}: cannot be read (${error.code})`]);
  });
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('latin1') === 'PK';
  } finally {
    await file.close();
  }
}

/** An exported trail (操作留痕), and whether it is the one an archive was made from. */
async function verifyTrailFile(path: string, archive?: ArchiveManifest): Promise<void> {
  const lines = createInterface(createReadStream(path));
  const { head, faults, hashAt } = await verifyTrail(lines, archive?.audit.entries).catch((error: unknown) => {
    if (error instanceof SyntaxError) throw new ConfigError([`${path}: is no exported audit trail (.jsonl)`]);
    throw error;
  });
  for (const fault of faults) console.log(auditLine(fault));
  if (head === undefined) console.log(`${path}: ends before its head. It was cut off; export it again.`);
  const isAnother = archive !== undefined && hashAt !== archive.audit.head;
  if (isAnother) console.log(`${path}: ${otherTrail(head?.entries, archive.audit.entries)}`);
  if (head !== undefined && faults.length === 0 && !isAnother)
    return console.log(`Whole: ${head.entries} audit entries up to ${head.head}.`);
  process.exitCode = 1;
}

/** Exported before the archive, it cannot have the archive's last entry. */
function otherTrail(entries: number | undefined, wanted: number): string {
  return entries !== undefined && entries < wanted
    ? `ends at entry ${entries}, before the archive was made (entry ${wanted}). Export it again, after the archive.`
    : 'is not the trail the archive was made from.';
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
      ? `Whole: the database agrees with itself, ${entries} audit entries and ${files} files are as they were written.`
      : `NOT whole: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} (see above).`,
  );
  if (faults.length > 0) process.exitCode = 1;
}
