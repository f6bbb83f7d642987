import { scoreItem, sumItems, type ItemScore } from '../../domain/score/share-score.ts';
import { totalOf } from '../../domain/score/sum-score.ts';
import type { PrintedColumn, PrintedRow, PrintedTable } from '../printed-table.ts';
import { adjustmentRows, totalRows } from './adjustment-rows.ts';
import { itemRows } from './item-rows.ts';
import type { Ledger, LedgerItem } from './ledger.ts';
import { madeOnNote } from './words.ts';

/** The ledger (台账) in the notice's own layout, and beside it who handed in what, when it was made, and what it brings. */
export function ledgerTable(ledger: Ledger): PrintedTable {
  const { year, title, today } = ledger;
  return {
    name: '台账',
    title: `${planSubject(title, year)}台账`,
    note: madeOnNote(today),
    columns: columnsOf(ledger),
    rows: rowsOf(ledger),
  };
}

/** What a year's papers are called by: 2023年度院机关文明创建任务, of a table called 2023年度院机关文明创建任务分解表（暂定稿）. */
export function planSubject(title: string, year: number): string {
  const subject = title.replace(/[（(][^（()）]*[)）]$/u, '').replace(/分解表$/u, '');
  return `${subject.includes(String(year)) ? '' : `${year}年度`}${subject}`;
}

function columnsOf({ ownLabels, hasSections }: Ledger): PrintedColumn[] {
  return [
    { label: '考评项目', width: 4, align: 'center' },
    ...(hasSections ? [{ label: '考评内容', width: 5, align: 'center' } as const] : []),
    { label: '考评标准', width: 22, align: 'left' },
    ...ownLabels.map((label): PrintedColumn => ({ label, width: 5, align: 'center' })),
    { label: '分值', width: 2.5, align: 'center' },
    { label: '报送部门', width: 5, align: 'center' },
    { label: '完成状态', width: 6, align: 'center' },
    { label: '佐证材料', width: 17, align: 'left' },
    { label: '形成日期', width: 5, align: 'center' },
    { label: '自评得分', width: 3, align: 'center' },
    { label: '审核得分', width: 3, align: 'center' },
    { label: '备注', width: 9, align: 'left' },
  ];
}

async function* rowsOf(ledger: Ledger): AsyncIterable<PrintedRow> {
  let sums = sumItems([]);
  let before: LedgerItem | undefined;
  for await (const item of ledger.items) {
    const score = scoreOf(item);
    sums = sumItems([sums, score]);
    yield* itemRows(item, { ledger, score, before });
    before = item;
  }
  yield* adjustmentRows(ledger);
  yield* totalRows(ledger, sums, totalOf(sums.approved, ledger.sum), columnsOf(ledger).length);
}

function scoreOf({ task, shares }: LedgerItem): ItemScore | null {
  if (task.cancelled === 1) return null;
  const deliverables = shares.flatMap((share) => share.deliverables);
  return scoreItem({ task, deliverables, unclaimed: shares.filter((share) => share.deliverables.length === 0).length });
}
