import type { Day } from '../../domain/calendar.ts';
import { dayOf } from '../../domain/calendar.ts';
import { stemOf } from '../../domain/file-name.ts';
import { FORM_WORDS, madeOnNote, remarks, REPLACED } from '../ledger/words.ts';
import { LEFT, type PrintedColumn, type PrintedRow, type PrintedTable } from '../printed-table.ts';
import type { Archive, ArchiveItem, ArchivePiece } from './archive.ts';

const COLUMNS: PrintedColumn[] = [
  { label: '序号', width: 5, align: 'center' },
  { label: '责任者', width: 8, align: 'center' },
  { label: '文号', width: 9, align: 'center' },
  { label: '题名', width: 28, align: 'left' },
  { label: '日期', width: 6, align: 'center' },
  { label: '页数', width: 3, align: 'center' },
  { label: '备注', width: 16, align: 'left' },
];

/** 卷内目录: what lies in an archive, item by item; the number of a piece is how its file's name begins. */
export function contentsTable({ subject, madeAt, items }: Archive): PrintedTable {
  const count = items.reduce((sum, { pieces }) => sum + pieces.length, 0);
  return {
    name: '卷内目录',
    title: `${subject}档案卷内目录`,
    note: `共 ${count} 件　${madeOnNote(dayOf(madeAt))}`,
    columns: COLUMNS,
    rows: rowsOf(items),
  };
}

function* rowsOf(items: readonly ArchiveItem[]): Iterable<PrintedRow> {
  for (const item of items) {
    const { code, title, pieces, purged, gaps } = item;
    const missing = gaps.length === 0 ? '' : `，缺 ${gaps.length} 项，见缺项.txt`;
    yield { kind: 'heading', cells: [`第${code}项　${title}（${pieces.length} 件${missing}）`, ...COLUMNS.slice(1).map(() => LEFT)] };
    for (const piece of [...pieces, ...purged].toSorted((a, b) => (a.place < b.place ? -1 : 1))) yield pieceRow(piece);
  }
}

function pieceRow(piece: ArchivePiece): PrintedRow {
  const { place, department, evidence } = piece;
  const { sourceDepartment, docNumber, madeOn, pages } = evidence;
  const cells = [place, sourceDepartment ?? department, docNumber ?? '', titleOf(piece), dayWords(madeOn), pages ?? '', remarkOf(piece)];
  return { kind: 'body', cells };
}

/** As its sender calls it, else a file by the name it came with, a link by where it leads. */
function titleOf({ evidence: { form, originalName, title, url } }: ArchivePiece): string {
  if (title !== null) return title;
  if (form !== 'file') return url ?? FORM_WORDS[form];
  return stemOf(originalName);
}

/** 20230615, as archivists write it. */
function dayWords(day: Day | null): string {
  return day?.replaceAll('-', '') ?? '';
}

function remarkOf({ submission, isOld, evidence }: ArchivePiece): string {
  const { form, url, keptAt, caption, madeOn, madeOnConfirmed, purgedAt, purgeReason } = evidence;
  return remarks(
    `B${submission}`,
    form === 'link' ? `链接 ${url ?? ''}` : '',
    form === 'register' ? `登记，存放：${keptAt ?? ''}` : '',
    caption ?? '',
    isOld ? REPLACED : '',
    madeOn !== null && madeOnConfirmed === 0 ? '日期未确认' : '',
    purgedAt === null ? '' : `文件已清除：${purgeReason ?? ''}`,
  );
}
