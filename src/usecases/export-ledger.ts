import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { AssessmentPlan } from '../domain/plan.ts';
import { writeDocument } from '../exporter/docx/write-document.ts';
import { ledgerTable } from '../exporter/ledger/ledger-table.ts';
import { writeWorkbook } from '../exporter/xlsx/write-workbook.ts';
import type { Deps } from './deps.ts';
import { readLedger } from './read-ledger.ts';

/** Excel or Word. */
export type LedgerForm = 'xlsx' | 'docx';

/** Writes the ledger (台账) of a year as it stands now, and ends `to`. */
export async function exportLedger(deps: Deps, { plan, form }: { plan: AssessmentPlan; form: LedgerForm }, to: Writable): Promise<void> {
  const table = ledgerTable(await readLedger(deps, plan));
  if (form === 'xlsx') return writeWorkbook(table, to);
  to.end(await writeDocument(table));
  await finished(to);
}
