import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { listAuditAfter, listAuditSubjects } from '../db/audit.ts';
import { listMembers } from '../db/directory.ts';
import type { ChainedEntry } from '../domain/audit-chain.ts';
import { trailLines } from '../exporter/trail-lines.ts';
import { trailTable, type ReadableEntry } from '../exporter/trail-table.ts';
import { writeWorkbook } from '../exporter/xlsx/write-workbook.ts';
import type { Deps } from './deps.ts';

/** Lines that can be verified, or a sheet that can be read. */
export type TrailForm = 'jsonl' | 'xlsx';

/** Writes 操作留痕 from the first entry to the last, and ends `to`. Names people: for admins. */
export async function exportTrail(deps: Pick<Deps, 'db' | 'clock'>, form: TrailForm, to: Writable): Promise<void> {
  if (form === 'xlsx') return writeWorkbook(trailTable(readableEntries(deps), deps.clock.now()), to);
  const lines = trailLines(flat(pagesOf(deps)));
  await pipeline(Readable.from(lines), to);
}

const ENTRIES_AT_ONCE = 500;

async function* pagesOf({ db }: Pick<Deps, 'db'>): AsyncIterable<ChainedEntry[]> {
  for (let n = 0; ;) {
    const entries = await listAuditAfter(db, n, ENTRIES_AT_ONCE);
    if (entries.length === 0) return;
    yield entries;
    n = entries.at(-1)!.n;
  }
}

async function* flat(pages: AsyncIterable<ChainedEntry[]>): AsyncIterable<ChainedEntry> {
  for await (const page of pages) yield* page;
}

async function* readableEntries(deps: Pick<Deps, 'db'>): AsyncIterable<ReadableEntry> {
  const names = new Map((await listMembers(deps.db)).map(({ id, name }) => [id, name]));
  for await (const page of pagesOf(deps)) {
    const subjects = await listAuditSubjects(deps.db, page);
    for (const entry of page) {
      const code = subjects.tasks.get(entry.taskId ?? '');
      const number = subjects.submissions.get(entry.submissionId ?? '');
      const about = [code === undefined ? '' : `第${code}项`, number === undefined ? '' : `B${number}`]
        .filter((part) => part !== '')
        .join(' ');
      yield { ...entry, who: names.get(entry.actor) ?? null, about };
    }
  }
}
