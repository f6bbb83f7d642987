import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { insertBurst } from '../../src/db/bursts.ts';
import { insertEvidence } from '../../src/db/evidence.ts';
import { insertSubmission } from '../../src/db/submissions.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { DEPARTMENTS } from '../helpers/large-year.ts';
import type { Figures, Work } from './evidence-process.ts';
import { median, table } from './figures.ts';
import { createLargeOffice } from './large-office.ts';

const ROUNDS = 5;
const MB = 1024 * 1024;
const LARGE = 256 * MB;
const AT_ONCE = 5;
const ROWS = 30_000;

/** An archive of 2 GB, of pictures and scans and some texts, and one of a tenth. */
const SIZES = [
  { pieces: 40, texts: 40 },
  { pieces: 400, texts: 40 },
];
const PIECE = 5 * MB;
const TEXT = Buffer.from('整改 数据安全 责任 部门 完成 佐证 审核 制度 培训 检查 报告 日志 备份\n'.repeat(4_000));

/** What comes into the store and what goes out of it, each in a process of its own, beside the least that does the same. */
export async function benchEvidence(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wenming-bench-'));
  try {
    await benchIntake(folder);
    for (const size of SIZES) await benchArchive(folder, size);
    await benchLedger(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchIntake(folder: string): Promise<void> {
  const { child, said: url } = await ask<string>({ what: 'source', bytes: LARGE });
  const [bare, store]: Figures[][] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const turns = [
      async () => bare!.push(await measure({ what: 'bare', url, folder })),
      async () => store!.push(await measure({ what: 'store', url, folder, atOnce: 1 })),
    ];
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
  }
  const idle = await measure({ what: 'store', url, folder, atOnce: 0 });
  const many: Figures[] = [];
  for (let round = 0; round < ROUNDS; round += 1) many.push(await measure({ what: 'store', url, folder, atOnce: AT_ONCE }));
  child.disconnect();
  const over = (runs: readonly Figures[]) => (Math.max(...runs.map(({ memory }) => memory)) - idle.memory).toFixed(0);
  table(
    ['256 MB by HTTP', 'MB per second', '÷ bare', 'longest block, ms', 'memory over idle, MB'],
    [
      ['hashed, written, flushed', speed(bare!, LARGE), '1.00', block(bare!), over(bare!)],
      ['into the store', speed(store!, LARGE), (time(bare!) / time(store!)).toFixed(2), block(store!), over(store!)],
      [`${AT_ONCE} at once into the store`, speed(many, AT_ONCE * LARGE), '', block(many), over(many)],
    ],
  );
}

async function benchArchive(folder: string, size: (typeof SIZES)[number]): Promise<void> {
  const office = await createLargeOffice('SQLite', 24 * DEPARTMENTS);
  try {
    const { deps, close } = await office.open();
    const bytes = await fillStore(deps, size);
    await close();
    const [zip, ours]: Figures[][] = [[], []];
    for (let round = 0; round < 3; round += 1) {
      zip!.push(zipStored(join(office.env['DATA_DIR']!, 'files'), join(folder, 'zip-0.zip')));
      const out = join(folder, 'archive.zip');
      ours!.push(await measure({ what: 'archive', env: office.env, out }));
      await rm(out);
    }
    table(
      ['archive', 'MB', 'MB per second', '÷ zip -0', 'longest block, ms', 'memory, MB'],
      [
        ['zip -0 of the same files', (bytes / MB).toFixed(0), speed(zip!, bytes), '1.00', '', ''],
        [
          'ours, each file checked first',
          (bytes / MB).toFixed(0),
          speed(ours!, bytes),
          (time(zip!) / time(ours!)).toFixed(2),
          block(ours!),
          Math.max(...ours!.map(({ memory }) => memory)).toFixed(0),
        ],
      ],
    );
  } finally {
    await office.remove();
  }
}

/** Approved pieces, one 报送 each; returns their bytes. */
async function fillStore({ db, files, newId }: Deps, { pieces, texts }: (typeof SIZES)[number]): Promise<number> {
  const deliverables = await db
    .selectFrom('deliverables')
    .select(['id', 'departmentId'])
    .limit(pieces + texts)
    .execute();
  await sql`update deliverables set state = 'approved'`.execute(db);
  let sum = 0;
  for (const [n, { id, departmentId }] of deliverables.entries()) {
    const isText = n < texts;
    const bytes = isText
      ? Buffer.concat([Buffer.from(`第${n}篇\n`), TEXT])
      : Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(PIECE)]);
    const staged = await files.stage(Readable.from([bytes]), Number.MAX_SAFE_INTEGER);
    await files.commit(staged, staged.sha256);
    sum += staged.size;
    const name = isText ? '心得体会.txt' : '读书会方案.pdf';
    const [submissionId, burstId, at] = [newId(), newId(), '2023-06-15T02:00:00.000Z'];
    await insertBurst(db, {
      id: burstId,
      memberId: 'm1',
      channel: 'sandbox',
      roomId: '',
      forDepartmentId: null,
      year: null,
      deliverableId: id,
      question: null,
      candidates: [],
      problem: null,
      note: '',
      endsAt: at,
      ended: 1,
    });
    const submission = { id: submissionId, number: n + 1, deliverableId: id, departmentId, memberId: 'm1', version: 1, note: '' };
    await insertSubmission(db, {
      ...submission,
      state: 'approved',
      createdAt: at,
      submittedAt: at,
      announcedVersion: 1,
      onBehalf: 0,
      withdrawnReason: null,
    });
    const piece = { id: newId(), burstId, submissionId, version: 1, memberId: 'm1', originalName: name, safeName: name, receivedAt: at };
    await insertEvidence(db, { ...piece, state: 'stored', attempts: 0, size: staged.size, sha256: staged.sha256 });
  }
  return sum;
}

/** What zip takes for the same files when it packs nothing. */
function zipStored(dir: string, out: string): Figures {
  const from = performance.now();
  const { status, stderr } = spawnSync('sh', ['-c', 'zip -q -0 -r "$1" . -x "staging/*" && sync "$1"', 'sh', out], {
    cwd: dir,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`zip: ${stderr}`);
  const ms = performance.now() - from;
  spawnSync('rm', [out]);
  return { ms, block: 0, memory: 0 };
}

async function benchLedger(folder: string): Promise<void> {
  const runs: Figures[] = [];
  for (let round = 0; round < ROUNDS; round += 1) runs.push(await measure({ what: 'ledger', folder, rows: ROWS }));
  table(
    ['ledger', 'rows', 'rows per second', 'longest block, ms', 'memory, MB'],
    [
      [
        '台账.xlsx',
        ROWS.toLocaleString('en'),
        (ROWS / (time(runs) / 1_000)).toFixed(0),
        block(runs),
        Math.max(...runs.map(({ memory }) => memory)).toFixed(0),
      ],
    ],
  );
}

async function measure(work: Work): Promise<Figures> {
  const { child, said } = await ask<Figures>(work);
  child.disconnect();
  return said;
}

async function ask<T>(work: Work): Promise<{ child: ChildProcess; said: T }> {
  const child = fork(new URL('./evidence-process.ts', import.meta.url));
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  child.once('message', (said) => resolve(said as T));
  child.once('exit', (code, signal) => reject(new Error(`${work.what} ended with ${code ?? signal}`)));
  child.send(work);
  return { child, said: await promise };
}

function time(runs: readonly Figures[]): number {
  return median(runs.map(({ ms }) => ms));
}

function speed(runs: readonly Figures[], bytes: number): string {
  return (bytes / MB / (time(runs) / 1_000)).toFixed(0);
}

function block(runs: readonly Figures[]): string {
  return Math.max(...runs.map((one) => one.block)).toFixed(0);
}
