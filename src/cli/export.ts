import { extname } from 'node:path';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { openBesideServer } from '../app.ts';
import { loadConfig } from '../config.ts';
import { getCurrentPlan } from '../usecases/current-plan.ts';
import type { Deps } from '../usecases/deps.ts';
import { exportArchive } from '../usecases/export-archive.ts';
import { exportLedger, type LedgerForm } from '../usecases/export-ledger.ts';
import type { ReadingProgress } from '../usecases/prepare-archive.ts';
import { previewArchive } from '../usecases/preview-archive.ts';
import { exportTrail, type TrailForm } from '../usecases/export-trail.ts';
import { writeNewFile } from './new-file.ts';
import { UsageError } from './usage-error.ts';

/** What is exported, and how: by the suffix of the file. */
const WRITERS: Readonly<Record<string, (deps: Deps, year: number | undefined, to: Writable) => Promise<void>>> = {
  'ledger.xlsx': ledgerAs('xlsx'),
  'ledger.docx': ledgerAs('docx'),
  'trail.jsonl': trailAs('jsonl'),
  'trail.xlsx': trailAs('xlsx'),
  'archive.zip': async (deps, year, to) => exportArchive(deps, await getCurrentPlan(deps, year), to, shownProgress()),
};

function ledgerAs(form: LedgerForm) {
  return async (deps: Deps, year: number | undefined, to: Writable): Promise<void> =>
    exportLedger(deps, { plan: await getCurrentPlan(deps, year), form }, to);
}

function trailAs(form: TrailForm) {
  return async (deps: Deps, _: number | undefined, to: Writable): Promise<void> => exportTrail(deps, form, to);
}

/** On a terminal, how far the reading of stored files is: of gigabytes it takes a while. */
function shownProgress(): ReadingProgress | undefined {
  if (!process.stderr.isTTY) return undefined;
  let [all, done, shown] = [0, 0, -1];
  return {
    total: async (bytes) => void (all = bytes),
    async seen(bytes) {
      done += bytes;
      const percent = Math.floor((100 * done) / Math.max(all, done));
      if (percent === shown) return;
      shown = percent;
      process.stderr.write(`\rChecking stored files: ${percent} %${percent === 100 ? '\n' : ''}`);
    },
  };
}

/** `export`: a paper to hand over, also beside a running server. The file appears when it is whole. */
export async function exportPaper(args: string[]): Promise<void> {
  const run = readOptions(args);
  const { deps, close } = await openBesideServer(loadConfig(process.env));
  try {
    console.log(await run(deps));
  } finally {
    await close();
  }
}

/** What is to be done; it returns what there is to say. */
function readOptions(args: string[]): (deps: Deps) => Promise<string> {
  const { values, positionals } = parse(args);
  const { out = '', preview = false } = values;
  const [what = '', ...more] = positionals;
  const year = readYear(values.year);
  const forms = Object.keys(WRITERS).filter((key) => key.startsWith(`${what}.`));
  if (more.length > 0 || forms.length === 0) throw new UsageError('export needs to know what: ledger, archive or trail.');
  if (what === 'trail' && year !== undefined) throw new UsageError('--year is for a ledger or an archive; a trail is always whole.');
  if (preview && what !== 'archive') throw new UsageError('--preview is for an archive.');
  if (preview) return async (deps) => deps.render('archive-preview', await previewArchive(deps, year)).text;
  if (out === '') throw new UsageError('export needs --out FILE.');
  const write = WRITERS[`${what}${extname(out).toLowerCase()}`];
  if (write === undefined) throw new UsageError(`${out}: must end with ${forms.map((form) => extname(form)).join(' or ')}.`);
  return async (deps) => {
    await writeNewFile(out, (to) => write(deps, year, to));
    return `${out}: written.`;
  };
}

function readYear(year: string | undefined): number | undefined {
  if (year !== undefined && !/^20\d\d$/.test(year)) throw new UsageError(`--year ${year}: must be a year such as 2023.`);
  return year === undefined ? undefined : Number(year);
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: { out: { type: 'string' }, year: { type: 'string' }, preview: { type: 'boolean' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
