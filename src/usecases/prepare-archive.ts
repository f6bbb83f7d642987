import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { listAudit } from '../db/audit.ts';
import { CHAIN_START } from '../domain/audit-chain.ts';
import { DomainError } from '../domain/errors.ts';
import { suffixOf } from '../domain/file-name.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import type { Archive, ArchivePiece } from '../exporter/archive/archive.ts';
import { contentsTable } from '../exporter/archive/contents-table.ts';
import { manifestLines, sumLines, type ArchivedFile } from '../exporter/archive/manifest.ts';
import { measureStored, pack, type Measured, type PackedFile } from '../exporter/archive/pack.ts';
import { PAPERS, planArchive, type WholeLedger } from '../exporter/archive/plan-archive.ts';
import { gapLines, pieceText } from '../exporter/archive/texts.ts';
import { writeDocument } from '../exporter/docx/write-document.ts';
import { ledgerTable } from '../exporter/ledger/ledger-table.ts';
import type { LedgerItem } from '../exporter/ledger/ledger.ts';
import { writeWorkbook } from '../exporter/xlsx/write-workbook.ts';
import type { Deps } from './deps.ts';
import { readLedger } from './read-ledger.ts';

/** An archive (档案) of which every byte is known and checked, and none is written yet. */
export interface PreparedArchive {
  archive: Archive;
  files: PackedFile[];
}

/** Hears how far the reading of stored files is. Whoever needs the work no longer rejects. */
export interface ReadingProgress {
  total(bytes: number): Promise<void>;
  seen(bytes: number): Promise<void>;
}

const UNHEARD: ReadingProgress = { total: async () => {}, seen: async () => {} };

/** What an archive of a year would hold now. */
export async function outlineArchive(deps: Deps, plan: AssessmentPlan): Promise<{ archive: Archive; ledger: WholeLedger }> {
  const read = await readLedger(deps, plan);
  const items: LedgerItem[] = [];
  for await (const item of read.items) items.push(item);
  const ledger = { ...read, items };
  return { archive: await planArchive(ledger, deps.config.archive, deps.clock.now()), ledger };
}

/** Bytes of evidence that go into an archive. */
export function evidenceBytes({ items }: Archive): number {
  return items.flatMap(({ pieces }) => pieces).reduce((sum, { evidence }) => sum + (evidence.size ?? 0), 0);
}

/** The same stored file is read once, however often it goes in. */
function storedBytes({ items }: Archive): number {
  const sizes = new Map(items.flatMap(({ pieces }) => pieces.map(({ evidence }) => [evidence.sha256, evidence.size ?? 0])));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

/**
 * Makes an archive's own papers, and reads every stored file of it once: one that is missing or not what was handed in is refused by name
 * (`archive-damaged`). Then `use` may write it; what was made for it is gone afterwards.
 */
export async function withArchive<T>(
  deps: Deps,
  plan: AssessmentPlan,
  use: (prepared: PreparedArchive) => Promise<T>,
  progress: ReadingProgress = UNHEARD,
): Promise<T> {
  const staged: PackedFile[] = [];
  const keep = async (file: Promise<PackedFile>): Promise<PackedFile> => {
    staged.push(await file);
    return file;
  };
  try {
    return await use(await prepare(deps, plan, { keep, progress }));
  } finally {
    for (const { from } of staged) if ('staged' in from) await deps.files.discard(from.staged);
  }
}

interface Preparing {
  keep(file: Promise<PackedFile>): Promise<PackedFile>;
  progress: ReadingProgress;
}

type PackWritten = (path: string, write: (to: Writable) => Promise<void>) => Promise<PackedFile>;

async function prepare(deps: Deps, plan: AssessmentPlan, { keep, progress }: Preparing): Promise<PreparedArchive> {
  const { archive, ledger } = await outlineArchive(deps, plan);
  const text = (path: string, lines: Iterable<string>): Promise<PackedFile> =>
    keep(pack(deps.files, path, 'deflated', (to) => pipeline(Readable.from(lines), to)));
  const office: PackWritten = (path, write) => keep(pack(deps.files, path, 'stored', write));

  await progress.total(storedBytes(archive));
  const pieces = await packPieces(deps, archive, { text, keep, progress });
  const papers = [
    await office(PAPERS.contents, (to) => writeWorkbook(contentsTable(archive), to)),
    ...(await contentsInWord(archive, office)),
    await office(PAPERS.ledger, (to) => writeWorkbook(ledgerTable(ledger), to)),
    await text(PAPERS.gaps, gapLines(archive)),
  ];
  const [newest] = await listAudit(deps.db, 1);
  const audit = { entries: newest?.n ?? 0, head: newest?.hash ?? CHAIN_START };
  const copies = await packCopies(deps, archive, office);
  const described = [...papers, ...pieces.values(), ...copies];
  const manifest = await text(
    PAPERS.manifest,
    manifestLines({ archive, audit, papers: papers.map(archivedFile), copies: copies.map(archivedFile), pieces }),
  );
  const sums = await text(PAPERS.sums, sumLines([...described, manifest]));
  return { archive, files: [...described, manifest, sums] };
}

function archivedFile({ path, size, sha256 }: PackedFile): ArchivedFile {
  return { path, size, sha256 };
}

/** Word is for what a person reads page by page: a longer one is there as an Excel file alone. */
async function contentsInWord(archive: Archive, office: PackWritten): Promise<PackedFile[]> {
  try {
    const bytes = await writeDocument(contentsTable(archive));
    return [await office(PAPERS.contentsInWord, (to) => pipeline(Readable.from([bytes]), to))];
  } catch (error) {
    if (error instanceof DomainError && error.code === 'too-long-for-word') return [];
    throw error;
  }
}

/** Those that can be made: not every picture can be read here (HEIC). */
async function packCopies(deps: Deps, { items }: Archive, office: PackWritten): Promise<PackedFile[]> {
  const copies: PackedFile[] = [];
  for (const { copyPath, evidence } of items.flatMap(({ pieces }) => pieces)) {
    if (copyPath === null) continue;
    const bytes = await pictureCopy(deps, evidence.sha256!, suffixOf(evidence.safeName));
    if (bytes !== null) copies.push(await office(copyPath, (to) => pipeline(Readable.from([bytes]), to)));
  }
  return copies;
}

async function pictureCopy({ files, inspector }: Deps, key: string, ext: string): Promise<Uint8Array | null> {
  const staged = await files.stage(await files.open(key), Number.MAX_SAFE_INTEGER);
  try {
    return await inspector.pictureCopy({ path: files.local(staged), size: staged.size, ext });
  } finally {
    await files.discard(staged);
  }
}

interface Packing extends Preparing {
  text(path: string, lines: Iterable<string>): Promise<PackedFile>;
}

async function packPieces(deps: Deps, { items }: Archive, { text, keep, progress }: Packing): Promise<Map<ArchivePiece, PackedFile>> {
  const packed = new Map<ArchivePiece, PackedFile>();
  const damaged: string[] = [];
  const known = new Map<string, Measured | undefined>();
  for (const piece of items.flatMap(({ pieces }) => pieces)) {
    const { path, evidence } = piece;
    const key = evidence.sha256;
    if (key === null) {
      packed.set(piece, await text(path, [pieceText(piece)]));
      continue;
    }
    if (!known.has(key)) known.set(key, await measure(deps, key, progress));
    const measured = known.get(key);
    if (measured === undefined) damaged.push(evidence.originalName);
    else if (DEFLATED.has(suffixOf(path)))
      packed.set(piece, await keep(pack(deps.files, path, 'deflated', async (to) => pipeline(await deps.files.open(key), to))));
    else packed.set(piece, { path, method: 'stored', ...measured, packedSize: measured.size, from: { key } });
  }
  if (damaged.length > 0) throw new DomainError('archive-damaged', { names: damaged.slice(0, NAMED), count: damaged.length });
  return packed;
}

/** Texts; everything else people hand in is packed already. */
const DEFLATED: ReadonlySet<string> = new Set(['txt', 'csv', 'tsv', 'md', 'json', 'jsonl', 'log', 'xml', 'rtf']);

const NAMED = 10;

/** Undefined: missing, or not what was handed in. */
async function measure({ files, log }: Deps, key: string, { seen }: ReadingProgress): Promise<Measured | undefined> {
  try {
    const measured = await measureStored(files, key, seen);
    if (measured.sha256 === key) return measured;
    log.error({ key, is: measured.sha256 }, 'a stored file was changed');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    log.error({ key }, 'a stored file is missing');
  }
  return undefined;
}
