import { listElsewhere, listReturnedBytes } from '../db/evidence-uses.ts';
import type { Evidence } from '../domain/evidence.ts';
import { shortFileName } from '../domain/file-name.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import { checkAmounts, checkEvidence, RETURN_REASONS } from '../domain/pre-check.ts';
import { checklistView } from './checklist-view.ts';
import type { Deps } from './deps.ts';
import { withYears } from './with-years.ts';

/** One kind of warning (预检提示) and the files it is about. */
export interface FindingView {
  rule: string;
  /** The reason a reviewer would return for (R1 …), null for none. */
  reason: string | null;
  /** Named files, each with what its finding says of it. Empty where it is about all of them. */
  files: ({ name: string } & Readonly<Record<string, unknown>>)[];
  /** Files beyond those named. */
  more: number;
  details: Readonly<Record<string, unknown>>;
}

/**
 * What checks find in files of one 报送: for its department, which is not told what others handed in, and reads in its checklist what is
 * still missing; or for reviewers.
 */
export async function findingsView(
  deps: Deps,
  { deliverable, files, audience }: { deliverable: NamedDeliverable; files: readonly Evidence[]; audience: 'department' | 'reviewer' },
): Promise<FindingView[]> {
  const ids = files.map(({ id }) => id);
  const all = await withYears(deps, await listElsewhere(deps.db, ids));
  const returned = await listReturnedBytes(deps.db, ids);
  const elsewhere = audience === 'reviewer' ? all : all.filter(({ departmentId }) => departmentId === deliverable.departmentId);
  const found = files.flatMap((file) =>
    checkEvidence(file, { year: deliverable.year, quotas: deliverable.quotas, elsewhere, returned }).map(({ rule, details }) => ({
      rule,
      file: { ...details, name: shortFileName(file.originalName, 30) },
    })),
  );
  const ofFiles = [...Map.groupBy(found, ({ rule }) => rule)].map(([rule, ones]) => ({
    rule,
    reason: RETURN_REASONS[rule] ?? null,
    files: ones.slice(0, NAMES_SHOWN).map(({ file }) => file),
    more: Math.max(0, ones.length - NAMES_SHOWN),
    details: ones[0]!.file,
  }));
  if (audience === 'department') return ofFiles;
  const { asked } = await checklistView(deps, deliverable);
  const ofAll = checkAmounts(asked).map(({ rule, details }) => ({
    rule,
    reason: RETURN_REASONS[rule] ?? null,
    files: [],
    more: 0,
    details,
  }));
  return [...ofFiles, ...ofAll];
}

const NAMES_SHOWN = 3;
