import type { TrailHead } from '../trail-lines.ts';
import type { Archive, ArchivePiece } from './archive.ts';

/** One file of an archive: what its bytes are. */
export interface ArchivedFile {
  path: string;
  size: number;
  /** Lower-case hex. */
  sha256: string;
}

/** One piece of evidence as manifest.json has it. */
export interface ManifestPiece extends ArchivedFile {
  /** 03-01: the item and its number there. */
  place: string;
  department: string;
  /** B12. */
  submission: string;
  version: number | null;
  evidence: string;
  form: string;
  originalName: string;
  madeOn: string | null;
  docNumber: string | null;
  approvedBy: string | null;
  approvedAt: string | null;
}

/** manifest.json: what an archive (档案) is, for programs. */
export interface Manifest {
  format: 1;
  year: number;
  subject: string;
  /** UTC. */
  madeAt: string;
  /** Of 操作留痕 when it was made: an exported trail has an entry with this number and this hash. */
  audit: TrailHead;
  /** Items of the table that lack something. */
  lacking: string[];
  papers: ArchivedFile[];
  /** Copies of large pictures (pictureCopies). */
  copies: ArchivedFile[];
  pieces: ManifestPiece[];
}

export interface ManifestInput {
  archive: Archive;
  audit: TrailHead;
  papers: readonly ArchivedFile[];
  copies: readonly ArchivedFile[];
  /** In the order of the archive. */
  pieces: Iterable<[ArchivePiece, ArchivedFile]>;
}

/** A line for each file: it may be long, and can be read by people, too. */
export function* manifestLines({ archive, audit, papers, copies, pieces }: ManifestInput): Iterable<string> {
  const { year, subject, madeAt, items } = archive;
  const lacking = items.filter(({ gaps, purged }) => gaps.length + purged.length > 0).map(({ code }) => code);
  const head: Omit<Manifest, 'papers' | 'copies' | 'pieces'> = { format: 1, year, subject, madeAt: madeAt.toISOString(), audit, lacking };
  yield `${JSON.stringify(head).slice(0, -1)},\n"papers":[`;
  yield* listed(papers);
  yield `],\n"copies":[`;
  yield* listed(copies);
  yield `],\n"pieces":[`;
  yield* listed(described(pieces));
  yield ']}\n';
}

function* listed(entries: Iterable<object>): Iterable<string> {
  let mark = '\n';
  for (const entry of entries) {
    yield `${mark}${JSON.stringify(entry)}`;
    mark = ',\n';
  }
}

function* described(pieces: Iterable<[ArchivePiece, ArchivedFile]>): Iterable<ManifestPiece> {
  for (const [{ place, department, submission, approval, evidence }, { path, size, sha256 }] of pieces) {
    const { id, form, version, originalName, madeOn, docNumber } = evidence;
    yield {
      path,
      size,
      sha256,
      place,
      department,
      submission: `B${submission}`,
      version,
      evidence: id,
      form,
      originalName,
      madeOn,
      docNumber,
      approvedBy: approval?.by ?? null,
      approvedAt: approval?.at ?? null,
    };
  }
}

/** SHA256SUMS, as `sha256sum -c` reads it. */
export function* sumLines(files: Iterable<ArchivedFile>): Iterable<string> {
  for (const { sha256, path } of files) yield `${sha256}  ${path}\n`;
}
