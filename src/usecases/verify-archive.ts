import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { z } from 'zod';
import { listAuditAfter } from '../db/audit.ts';
import { inSlices } from '../db/insert-rows.ts';
import { listEvidenceHashes } from '../db/integrity.ts';
import { ConfigError } from '../domain/errors.ts';
import { PAPERS } from '../exporter/archive/plan-archive.ts';
import type { Deps } from './deps.ts';

const fileSchema = z.object({ path: z.string(), size: z.number(), sha256: z.string() });
const manifestSchema = z.object({
  format: z.literal(1),
  year: z.number(),
  madeAt: z.string(),
  audit: z.object({ entries: z.number(), head: z.string() }),
  papers: z.array(fileSchema),
  copies: z.array(fileSchema),
  pieces: z.array(fileSchema.extend({ evidence: z.string() })),
});

/** What manifest.json says of an archive, as far as it is verified. */
export type ArchiveManifest = z.infer<typeof manifestSchema>;

/** An archive (档案) and every fault found in it, each in one English line. */
export interface VerifiedArchive {
  manifest: ArchiveManifest;
  files: number;
  faults: string[];
}

/**
 * Whether an archive is as it was made, without the database: every file is what SHA256SUMS and manifest.json say, and there is no other.
 * Throws a ConfigError when it is no archive at all, or has lost its end.
 */
export async function verifyArchive(path: string): Promise<VerifiedArchive> {
  const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    const isSystem = error instanceof Error && 'code' in error;
    throw new ConfigError([`${path}: ${isSystem ? `cannot be read (${String(error.code)})` : 'is no zip, or was cut off'}`]);
  });
  try {
    const faults: string[] = [];
    const entries = await listEntries(zip, faults).catch((error: unknown) => {
      throw new ConfigError([`${path}: its directory cannot be read (${(error as Error).message})`]);
    });
    const manifest = await readManifest(zip, entries.get(PAPERS.manifest));
    const sums = await readSums(zip, entries.get(PAPERS.sums));
    if (manifest === undefined || sums === undefined) {
      const lacks = manifest === undefined ? PAPERS.manifest : PAPERS.sums;
      throw new ConfigError([`${path}: has no readable ${lacks}; it is no archive that the command export has made, or was changed`]);
    }
    faults.push(...(await compareFiles(zip, entries, sums)), ...compareManifest(manifest, sums));
    return { manifest, files: sums.size, faults };
  } finally {
    zip.close();
  }
}

/** Whether what an archive says of itself is what this database knows: who made one up has it against him. */
export async function compareWithDatabase({ db }: Pick<Deps, 'db'>, { audit, pieces }: ArchiveManifest): Promise<string[]> {
  const faults: string[] = [];
  for (const some of inSlices(pieces, PIECES_AT_ONCE)) {
    const known = await listEvidenceHashes(
      db,
      some.map(({ evidence }) => evidence),
    );
    for (const { path, evidence, sha256 } of some) {
      if (!known.has(evidence)) faults.push(`${path} was never handed in here.`);
      else if (![null, sha256].includes(known.get(evidence)!)) faults.push(`${path} is not what was handed in.`);
    }
  }
  const [entry] = await listAuditAfter(db, audit.entries - 1, 1);
  if (entry?.hash !== audit.head) faults.push('The audit trail (操作留痕) of this database is not the one the archive was made from.');
  return faults;
}

const PIECES_AT_ONCE = 500;

async function listEntries(zip: ZipFile, faults: string[]): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName)) faults.push(`${entry.fileName} is there twice.`);
    entries.set(entry.fileName, entry);
  }
  return entries;
}

/** Of a million files it has less. */
const LONGEST_TEXT = 512 * 1024 ** 2;

async function readText(zip: ZipFile, entry: Entry | undefined): Promise<string | undefined> {
  if (entry === undefined || entry.uncompressedSize > LONGEST_TEXT) return undefined;
  return zip.openReadStreamPromise(entry).then(text).catch(nothing);
}

/** What cannot be unpacked is not what it was. */
function nothing(): undefined {
  return undefined;
}

async function readManifest(zip: ZipFile, entry: Entry | undefined): Promise<ArchiveManifest | undefined> {
  const json = await readText(zip, entry);
  try {
    return manifestSchema.safeParse(JSON.parse(json ?? '')).data;
  } catch {
    return undefined;
  }
}

async function readSums(zip: ZipFile, entry: Entry | undefined): Promise<Map<string, string> | undefined> {
  const lines = (await readText(zip, entry))?.split('\n').filter((line) => line !== '');
  const sums = lines?.map((line) => /^([0-9a-f]{64}) [ *](.+)$/.exec(line));
  if (sums === undefined || sums.includes(null)) return undefined;
  return new Map(sums.map((match) => [match![2]!, match![1]!]));
}

async function compareFiles(zip: ZipFile, entries: ReadonlyMap<string, Entry>, sums: ReadonlyMap<string, string>): Promise<string[]> {
  const faults: string[] = [];
  for (const [path, sha256] of sums) {
    const entry = entries.get(path);
    if (entry === undefined) faults.push(`${path} is missing.`);
    else if ((await hashOf(zip, entry)) !== sha256) faults.push(`${path} was changed.`);
  }
  for (const path of entries.keys()) if (!sums.has(path) && path !== PAPERS.sums) faults.push(`${path} was added.`);
  return faults;
}

async function hashOf(zip: ZipFile, entry: Entry): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(await zip.openReadStreamPromise(entry), hash);
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

/** Who changed a file and its sum has the manifest against him. */
function compareManifest({ papers, copies, pieces }: ArchiveManifest, sums: ReadonlyMap<string, string>): string[] {
  const listed = new Map([...papers, ...copies, ...pieces].map(({ path, sha256 }) => [path, sha256]));
  const faults = [...listed].flatMap(([path, sha256]) =>
    sums.get(path) === sha256 ? [] : [`${path} is in ${PAPERS.manifest} with other bytes than in ${PAPERS.sums}.`],
  );
  for (const path of sums.keys()) {
    if (!listed.has(path) && path !== PAPERS.manifest) faults.push(`${path} is not in ${PAPERS.manifest}.`);
  }
  return faults;
}
