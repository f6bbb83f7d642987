// One piece of work in a process of its own, so that its memory is its own: says what it took and ends.
import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openBesideServer } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { ABOVE, type PrintedRow } from '../../src/exporter/printed-table.ts';
import { writeWorkbook } from '../../src/exporter/xlsx/write-workbook.ts';
import { createDiskStore } from '../../src/files/disk.ts';
import { getCurrentPlan } from '../../src/usecases/current-plan.ts';
import { exportArchive } from '../../src/usecases/export-archive.ts';

export type Work =
  /** Serves so many bytes to whoever asks, until it is told to end. */
  | { what: 'source'; bytes: number }
  /** The least there is: fetched, hashed, written and flushed. */
  | { what: 'bare'; url: string; folder: string }
  | { what: 'store'; url: string; folder: string; atOnce: number }
  | { what: 'ledger'; folder: string; rows: number }
  | { what: 'archive'; env: Record<string, string>; out: string };

export interface Figures {
  ms: number;
  /** The longest that anything else in the process had to wait, in milliseconds. */
  block: number;
  /** Megabytes that were ever resident, Node itself included. */
  memory: number;
}

async function prepare(work: Exclude<Work, { what: 'source' }>): Promise<() => Promise<void>> {
  if (work.what === 'bare') return () => writeBare(work.url, join(work.folder, 'bare'));
  if (work.what === 'ledger') {
    const table = { name: '台账', title: '台账', note: '', columns: LABELS.map((label) => ({ label, width: 10, align: 'left' as const })) };
    return () => writeWorkbook({ ...table, rows: ledgerRows(work.rows) }, createWriteStream(join(work.folder, 'ledger.xlsx')));
  }
  if (work.what === 'archive') {
    const { deps } = await openBesideServer(loadConfig(work.env));
    const plan = await getCurrentPlan(deps, undefined);
    return () => exportArchive(deps, plan, createWriteStream(work.out, { flush: true }));
  }
  const store = await createDiskStore(join(work.folder, 'files'));
  const keep = async (): Promise<void> => {
    const staged = await store.stage(await fetchFrom(work.url), Number.MAX_SAFE_INTEGER);
    await store.commit(staged, staged.sha256);
  };
  return async () => void (await Promise.all(Array.from({ length: work.atOnce }, keep)));
}

async function writeBare(url: string, path: string): Promise<void> {
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(await fetchFrom(url), hashing, createWriteStream(path, { flush: true }));
  await rename(path, `${path}-${hash.digest('hex')}`);
}

function fetchFrom(url: string): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  get(url, { agent: false }, resolve).on('error', reject);
  return promise;
}

const LABELS = [
  '考评项目',
  '考评内容',
  '考评标准',
  '分值',
  '责任部门',
  '完成时限',
  '完成状态',
  '佐证材料',
  '形成日期',
  '自评得分',
  '审核得分',
  '备注',
];

function* ledgerRows(count: number): Iterable<PrintedRow> {
  for (let n = 0; n < count; n += 1) {
    const text = `（${n + 1}）开展全民阅读进机关活动，及时补充更新理论书籍，组织干部职工参加读书会，全年不少于4次`;
    const evidence = `B${n + 1} 《机关工会读书会方案》 6月15日 文明办〔2023〕${n + 1}号；读书会照片 4 张`;
    const [category, section] = [n % 100 === 0 ? '一、突出政治建设深化理论武装' : ABOVE, n % 10 === 0 ? '理论学习' : ABOVE];
    yield { kind: 'body', cells: [category, section, text, 0.5, '机关工会', '6月30日', '审核通过', evidence, '2023-06-15', 0.5, 0.5, ''] };
  }
}

async function serve(bytes: number): Promise<string> {
  const chunk = randomBytes(256 * 1024);
  const server = createServer((_, response) => {
    response.setHeader('content-length', bytes);
    void pipeline(
      Readable.from(
        Array.from({ length: bytes / chunk.length }, () => chunk),
        { objectMode: false },
      ),
      response,
    ).catch(() => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function measure(work: Exclude<Work, { what: 'source' }>): Promise<Figures> {
  const run = await prepare(work);
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const from = performance.now();
  await run();
  const ms = performance.now() - from;
  delays.disable();
  if ('folder' in work) await rm(join(work.folder, 'files'), { recursive: true, force: true });
  return { ms, block: delays.max / 1_000_000, memory: process.resourceUsage().maxRSS / 1_024 };
}

process.on('message', (work: Work) => {
  const doing = work.what === 'source' ? serve(work.bytes) : measure(work);
  void doing.then((said) => process.send!(said));
});
process.on('disconnect', () => process.exit());
