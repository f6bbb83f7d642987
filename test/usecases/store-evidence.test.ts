import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readPlanHere } from '../../src/importer/read-plan-here.ts';
import { readFile } from 'node:fs/promises';
import { ChannelError } from '../../src/ports/channel.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { handIn } from '../../src/usecases/hand-in.ts';
import { publishPlanFile } from '../../src/usecases/import-file.ts';
import { findPendingEvidence } from '../../src/db/unsettled.ts';
import { storeEvidence } from '../../src/usecases/store-evidence.ts';
import { sweep } from '../../src/usecases/sweep.ts';
import { createOffice, type Office } from '../helpers/office.ts';
import { createPlatform } from '../helpers/platform.ts';

const bytes = await readFile(new URL('../data/task-table-2023.docx', import.meta.url));
const draft = await readPlanHere({ kind: 'file', name: 'a.docx', bytes });

let office: Office;
let deps: Deps;
/** How often the platform was asked for the file, and what it answers instead of giving it. */
let asked: number;
let failNext: ChannelError[];

beforeEach(async () => {
  office = await createOffice();
  [asked, failNext] = [0, []];
  const platform = createPlatform();
  platform.download = async () => {
    asked++;
    const failure = failNext.shift();
    if (failure !== undefined) throw failure;
    return { stream: Readable.from([Buffer.from('读书会方案')]), name: undefined };
  };
  deps = { ...office.deps, channels: new Map([['sandbox', platform]]) };
  await publishPlanFile(deps, 'a.docx', draft, () => {});
  const received = await office.receive('wang', '提交 3', [{ name: '方案.txt', bytes: Buffer.from('') }]);
  await handIn(deps, { ...received, year: undefined, code: '3', note: '' });
});
afterEach(() => office.close());

const evidence = () => deps.db.selectFrom('evidence').selectAll().executeTakeFirstOrThrow();

/** All that is waiting for its turn is woken, as every ten seconds. */
async function wakeAll(): Promise<void> {
  office.jobs.length = 0;
  await sweep(deps);
  for (const { name } of office.jobs) if (name === 'store-evidence') await storeEvidence(deps, (await evidence()).id);
}

/** As if so many real seconds had passed. */
async function wait(seconds: number): Promise<void> {
  const { id, nextAttemptAt } = await evidence();
  const earlier = new Date(Date.parse(nextAttemptAt!) - seconds * 1_000).toISOString();
  await deps.db.updateTable('evidence').set({ nextAttemptAt: earlier }).where('id', '=', id).execute();
}

it('asks for a file again when the platform says, not before, whoever looks', async () => {
  failNext.push(new ChannelError('sandbox', '45009', 'over the limit', { permanent: false, retryAfterMs: 60_000 }));
  await wakeAll();
  for (let n = 0; n < 6; n++) await wakeAll();
  expect(asked).toBe(1);
  expect(await findPendingEvidence(deps.db)).toBeUndefined();
  await wait(30);
  await wakeAll();
  expect(asked).toBe(1);
  await wait(31);
  await wakeAll();
  expect(asked).toBe(2);
  expect(await evidence()).toMatchObject({ state: 'stored', attempts: 1 });
});

it('outlives minutes without an answer, and gives up after eight tries', async () => {
  const silent = () => new ChannelError('sandbox', 'no-answer', 'silent', { permanent: false });
  failNext.push(...Array.from({ length: 8 }, silent));
  let seconds = 0;
  for (let tries = 0; tries < 8; tries++) {
    await wakeAll();
    const { nextAttemptAt, state } = await evidence();
    if (state === 'pending') seconds += (Date.parse(nextAttemptAt!) - Date.now()) / 1_000;
    await wait(60);
  }
  expect(asked).toBe(8);
  expect(seconds).toBeGreaterThan(200);
  expect(await evidence()).toMatchObject({ state: 'failed', remark: 'unreachable' });
});

it('does not ask again for what is gone', async () => {
  failNext.push(new ChannelError('sandbox', 'gone', 'no longer there', { permanent: true }));
  await wakeAll();
  await wakeAll();
  expect(asked).toBe(1);
  expect(await evidence()).toMatchObject({ state: 'failed', remark: 'gone' });
});
