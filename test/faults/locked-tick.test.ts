import { readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readPlanHere } from '../../src/importer/read-plan-here.ts';
import { createLogger } from '../../src/log.ts';
import { inTransaction } from '../../src/usecases/in-transaction.ts';
import { publishPlanFile } from '../../src/usecases/import-file.ts';
import { setMilestones } from '../../src/usecases/set-milestones.ts';
import { tick } from '../../src/usecases/tick.ts';
import { createOffice, type Office } from '../helpers/office.ts';

const table = { name: 'a.docx', bytes: await readFile(new URL('../data/task-table-2023.docx', import.meta.url)) };

let office: Office;
let other: DatabaseSync;
beforeEach(async () => {
  office = await createOffice();
  await publishPlanFile(office.deps, table.name, await readPlanHere({ kind: 'file', ...table }), () => {});
  const dates = { year: undefined, code: undefined, stages: [{ title: '年中', days: ['6-30'] }], actor: { id: 'zhou', source: 'sandbox' } };
  await inTransaction(office.deps, (tx) => setMilestones(tx, dates));
  other = new DatabaseSync(join(office.deps.config.dataDir, 'wenming.db'));
  office.at('2023-06-20', '09:00');
});
afterEach(async () => {
  other.close();
  await office.close();
});

it('tells everybody everything on the day, when somebody else held the database over a tick', async () => {
  let isLocked = true;
  const release = (): void => {
    if (isLocked) other.exec('ROLLBACK');
    isLocked = false;
  };
  // Let go in the middle of what a tick makes of it, or after all it had patience for.
  const log = createLogger('debug', { write: (line: string) => (line.includes('trying again in an hour') ? release() : undefined) });
  other.exec('BEGIN IMMEDIATE');
  await tick({ ...office.deps, log }).catch(() => undefined);
  release();
  await tick(office.deps);
  const told = (await office.told('zhang')).map(({ text }) => text).filter((text) => text.includes('快到期'));
  expect(told).toEqual([expect.stringContaining('办公室有 10 项快到期')]);
});
