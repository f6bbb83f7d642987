import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { insertRows } from '../../src/db/insert-rows.ts';
import type { Database } from '../../src/db/tables.ts';
import { findMember } from '../../src/db/directory.ts';
import { readPlanHere } from '../../src/importer/read-plan-here.ts';
import type { Jobs } from '../../src/ports/job-queue.ts';
import { handIn } from '../../src/usecases/hand-in.ts';
import { publishPlanFile } from '../../src/usecases/import-file.ts';
import { listPendingReviews } from '../../src/usecases/list-pending-reviews.ts';
import { showSubmission } from '../../src/usecases/show-submission.ts';
import { storeEvidence } from '../../src/usecases/store-evidence.ts';
import { createOffice, type Office } from '../helpers/office.ts';

const MANY = 10_000;
const bytes = await readFile(new URL('../data/task-table-2023.docx', import.meta.url));
const draft = await readPlanHere({ kind: 'file', name: 'a.docx', bytes });

let office: Office;
beforeEach(async () => {
  office = await createOffice();
  await publishPlanFile(office.deps, 'a.docx', draft, () => {});
  await office.handIn('wang', '3');
});
afterEach(() => office.close());

/** As many stored files beside the one that is there. */
async function fill(count: number): Promise<void> {
  const { db } = office.deps;
  const { inboundId: _, attachmentId: __, ...one } = await db.selectFrom('evidence').selectAll().executeTakeFirstOrThrow();
  const rows = Array.from({ length: count }, (_row, n) => ({
    ...one,
    id: `many-${n}`,
    position: n + 1,
    sha256: n.toString(16).padStart(64, '0'),
    originalName: `照片${n + 2}.jpg`,
  }));
  await insertRows(db, 'evidence', rows);
}

/** The same office, with a count of the rows its statements bring. */
function counting(): { deps: Office['deps']; rows(): number } {
  let rows = 0;
  const db: Database = office.deps.db.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      rows += result.rows.length;
      return result;
    },
  });
  return { deps: { ...office.deps, db }, rows: () => rows };
}

it('「B1」 with ten thousand files is a few messages, from any file on', async () => {
  await fill(MANY - 1);
  const { deps, rows } = counting();
  const asker = (await findMember(deps.db, 'wang'))!;
  const first = await showSubmission(deps, { asker, source: 'sandbox', number: 1, piece: undefined });
  expect(first.parts.map(({ lines }) => lines.length)).toEqual([10, 10, 10, 10, 10]);
  expect(first.head).toMatchObject({ total: MANY, from: 1, to: 50 });
  const shown = deps.render('submission', { ...first.head, lines: first.parts[0]!.lines, parts: first.parts.length }).text;
  expect(shown).toContain('共 10000 份，第 1 至 50 份：');
  expect(shown).toContain('后面的发「B1-51」。');
  const last = await showSubmission(deps, { asker, source: 'sandbox', number: 1, piece: MANY - 2 });
  expect(last.parts.flatMap(({ lines }) => lines.map(({ position, name }) => `${position} ${name}`))).toEqual(
    [MANY - 2, MANY - 1, MANY].map((n) => `${n} 照片${n}.jpg`),
  );
  await listPendingReviews(deps, asker);
  expect(rows()).toBeLessThan(300);
});

it('the next file costs no more rows when thousands came before it', async () => {
  const few = await costOfOneMore();
  await fill(MANY);
  expect(await costOfOneMore()).toBeLessThanOrEqual(few + 5);
});

async function costOfOneMore(): Promise<number> {
  const { deps, rows } = counting();
  const jobs = office.jobs.length;
  const name = `又一份${jobs}.txt`;
  const received = await office.receive('wang', '提交 3', [{ name, bytes: Buffer.from(name) }]);
  await handIn(deps, { ...received, year: undefined, code: '3', note: '' });
  for (const job of office.jobs.slice(jobs)) {
    if (job.name === 'store-evidence') await storeEvidence(deps, (job.data as Jobs['store-evidence']).evidenceId);
  }
  return rows();
}
