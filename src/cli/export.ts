import { extname } from 'node:path';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { openBesideServer } from '../app.ts';
import { loadConfig } from '../config.ts';
import { getCurrentPlan } from '../usecases/current-plan.ts';
import type { Deps } from '../usecases/deps.ts';
import { exportLedger, type LedgerForm } from '../usecases/export-ledger.ts';
import { exportTrail, type TrailForm } from '../usecases/export-trail.ts';
import { writeNewFile } from './new-file.ts';
import { UsageError } from './usage-error.ts';

/** What is exported, and how: by the suffix of the file. */
const WRITERS: Readonly<Record<string, (deps: Deps, year: number | undefined, to: Writable) => Promise<void>>> = {
  'ledger.xlsx': ledgerAs('xlsx'),
  'ledger.docx': ledgerAs('docx'),
  'trail.jsonl': trailAs('jsonl'),
  'trail.xlsx': trailAs('xlsx'),
};

function ledgerAs(form: LedgerForm) {
  return async (deps: Deps, year: number | undefined, to: Writable): Promise<void> =>
    exportLedger(deps, { plan: await getCurrentPlan(deps, year), form }, to);
}

function trailAs(form: TrailForm) {
  return async (deps: Deps, _: number | undefined, to: Writable): Promise<void> => exportTrail(deps, form, to);
}

/** `export`: a paper to hand over, also beside a running server. The file appears when it is whole. */
export async function exportPaper(args: string[]): Promise<void> {
  const { write, out, year } = readOptions(args);
  const { deps, close } = await openBesideServer(loadConfig(process.env));
  try {
    await writeNewFile(out, (to) => write(deps, year, to));
    console.log(`${out}: written.`);
  } finally {
    await close();
  }
}

function readOptions(args: string[]) {
  const { values, positionals } = parse(args);
  const { out = '', year } = values;
  const [what = '', ...more] = positionals;
  const forms = Object.keys(WRITERS).filter((key) => key.startsWith(`${what}.`));
  if (more.length > 0 || forms.length === 0) throw new UsageError('export needs to know what: ledger or trail.');
  if (out === '') throw new UsageError('export needs --out FILE.');
  const write = WRITERS[`${what}${extname(out).toLowerCase()}`];
  if (write === undefined) throw new UsageError(`${out}: must end with ${forms.map((form) => extname(form)).join(' or ')}.`);
  if (year !== undefined && !/^20\d\d$/.test(year)) throw new UsageError(`--year ${year}: must be a year such as 2023.`);
  return { write, out, year: year === undefined ? undefined : Number(year) };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: { out: { type: 'string' }, year: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
