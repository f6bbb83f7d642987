import { createArchiveNamer, type ArchiveNamer, type NamedItem, type NamingRule } from '../../domain/archive-names.ts';
import { isOverdue } from '../../domain/deliverable.ts';
import { suffixOf } from '../../domain/file-name.ts';
import { replacedEvidence } from '../../domain/replaced-evidence.ts';
import { PICTURE_COPY_BYTES } from '../../ports/inspector.ts';
import { taskClause } from '../../domain/task-title.ts';
import { checklistWords } from '../ledger/checklist-words.ts';
import { gapWords } from '../ledger/item-rows.ts';
import { planSubject } from '../ledger/ledger-table.ts';
import type { Ledger, LedgerDeliverable, LedgerEvidence, LedgerItem } from '../ledger/ledger.ts';
import { remarks } from '../ledger/words.ts';
import type { Archive, ArchiveGap, ArchiveItem, ArchivePiece } from './archive.ts';
import { createTurns } from './turns.ts';

/** A ledger with all its items at hand. */
export type WholeLedger = Omit<Ledger, 'items'> & { items: readonly LedgerItem[] };

export interface ArchiveRule extends NamingRule {
  /** What a 补正 replaced goes in, too. */
  oldVersions: boolean;
  /** Of large pictures a copy of at most 2 MB goes in, too, as portals take them. */
  pictureCopies: boolean;
}

/** The archive's own papers, beside the folders. */
export const PAPERS = {
  contents: '卷内目录.xlsx',
  contentsInWord: '卷内目录.docx',
  ledger: '台账.xlsx',
  gaps: '缺项.txt',
  manifest: 'manifest.json',
  sums: 'SHA256SUMS',
} as const;

/** What an archive (档案) of a ledger holds, and how it is called there: the same ledger and rule always give the same. */
export async function planArchive(ledger: WholeLedger, rule: ArchiveRule, madeAt: Date): Promise<Archive> {
  const others = createTurns();
  const handedIn: Unnamed[][] = [];
  for (const item of ledger.items) {
    handedIn.push(piecesOf(item, rule));
    await others();
  }
  const namer = createArchiveNamer(rule, {
    codes: ledger.items.map(({ task }) => task.code),
    most: handedIn.reduce((most, pieces) => Math.max(most, pieces.length), 0),
    taken: Object.values(PAPERS),
  });
  const items: ArchiveItem[] = [];
  for (const [index, item] of ledger.items.entries())
    items.push(await archiveItem(item, handedIn[index]!, { namer, ledger, rule, others }));
  return { year: ledger.year, subject: planSubject(ledger.title, ledger.year), madeAt, items };
}

type Unnamed = Omit<ArchivePiece, 'path' | 'place' | 'copyPath'>;

function piecesOf({ shares }: LedgerItem, { oldVersions }: ArchiveRule): Unnamed[] {
  return shares.flatMap(({ name: department, deliverables }) =>
    deliverables.flatMap(({ state, submission, approval, evidence }) => {
      if (state !== 'approved' || submission === null) return [];
      const replaced = replacedEvidence(evidence);
      const pieces = evidence.map((piece): Unnamed => ({
        department,
        submission: submission.number,
        isOld: replaced.has(piece.id),
        approval,
        evidence: piece,
      }));
      return oldVersions ? pieces : pieces.filter(({ isOld }) => !isOld);
    }),
  );
}

async function archiveItem(
  item: LedgerItem,
  pieces: readonly Unnamed[],
  { namer, ledger, rule, others }: { namer: ArchiveNamer; ledger: WholeLedger; rule: ArchiveRule; others(): Promise<void> },
): Promise<ArchiveItem> {
  const { code, text } = item.task;
  const named: NamedItem = { categoryPosition: item.category.position, category: item.category.name, code, title: taskClause(text) };
  const placed: ArchivePiece[] = [];
  for (const [index, piece] of pieces.entries()) {
    const { department, submission, isOld, evidence } = piece;
    const n = index + 1;
    const about = { n, department, name: nameOf(evidence), madeOn: evidence.madeOn, submission, mark: isOld ? `v${evidence.version}` : '' };
    const path = namer.pathOf(named, about);
    const isCopied = rule.pictureCopies && !isOld && isLargePicture(evidence);
    const copyPath = isCopied ? namer.pathOf(named, { ...about, name: asJpeg(about.name), mark: '2MB' }) : null;
    placed.push({ ...piece, path, copyPath, place: namer.placeOf(code, n) });
    await others();
  }
  const [purged, kept] = [placed.filter(isPurged), placed.filter((piece) => !isPurged(piece))];
  return { code, title: named.title, pieces: kept, purged, gaps: item.task.cancelled === 1 ? [] : gapsOf(item, ledger) };
}

function isLargePicture({ sha256, size, safeName }: LedgerEvidence): boolean {
  return sha256 !== null && (size ?? 0) > PICTURE_COPY_BYTES && PICTURES.has(suffixOf(safeName));
}

const PICTURES: ReadonlySet<string> = new Set(['jpg', 'jpeg', 'png', 'gif', 'tif', 'tiff', 'webp', 'avif', 'heic']);

function asJpeg(name: string): string {
  return `${name.slice(0, -suffixOf(name).length)}jpg`;
}

function isPurged({ evidence }: ArchivePiece): boolean {
  return evidence.purgedAt !== null;
}

/** What did not come as a file is a text in the archive. */
function nameOf({ form, safeName, title }: LedgerEvidence): string {
  return form === 'file' ? safeName : `${title ?? FORMS[form]}.txt`;
}

const FORMS = { link: '链接', text: '文字', register: '登记' } as const;

function gapsOf(item: LedgerItem, ledger: WholeLedger): ArchiveGap[] {
  const { shares } = item;
  if (shares.length === 0) return [{ department: '', milestone: null, why: '没有责任部门' }];
  return shares.flatMap((share): ArchiveGap[] => {
    const { name: department, deliverables } = share;
    if (deliverables.length === 0) return [{ department, milestone: null, why: '待认领，名称未对应到部门' }];
    const gaps = deliverables.filter(isGap).map((deliverable) => {
      const why = remarks(gapWords(deliverable, ledger.year), isOverdue(deliverable, ledger.today) ? '已逾期' : '');
      return { department, milestone: deliverable.milestoneName, why };
    });
    const lacking = checklistWords(share, item, ledger);
    return lacking === '' ? gaps : [...gaps, { department, milestone: null, why: lacking }];
  });
}

function isGap({ state, detached }: LedgerDeliverable): boolean {
  return detached === 0 && state !== 'approved' && state !== 'waived';
}
