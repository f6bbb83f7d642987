import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { openBesideServer, openRenderer } from '../app.ts';
import { loadConfig, loadDirectory, readConfig } from '../config.ts';
import { createCalendar } from '../domain/calendar.ts';
import type { DirectoryFile } from '../domain/directory.ts';
import { ConfigError } from '../domain/errors.ts';
import type { PlanDraft } from '../domain/plan-draft.ts';
import { planJson } from './plan-json.ts';
import { previewPlanFile, publishPlanFile, readPlanFile } from '../usecases/import-file.ts';
import { UsageError } from './usage-error.ts';

interface ImportOptions {
  json: boolean;
  confirm: boolean;
  year: number | undefined;
  path: string;
}

/** `import`: shows what a 任务分解表 says; with `--confirm` it comes into force, also beside a running server. */
export async function importTable(args: string[]): Promise<void> {
  const { json, confirm, year, path } = readOptions(args);
  const name = basename(path);
  const directory = json ? findDirectory() : loadDirectory(process.env);
  const calendar = createCalendar(readConfig(process.env).config.calendar);
  const { draft, shown } = await readPlanFile({ name, bytes: await readTable(path) }, { year, directory, calendar });
  if (confirm && draft.year === null) throw new ConfigError(['The table does not say its year: add --year YYYY.']);
  const said = confirm ? await publish(name, draft, json ? console.error : console.log) : undefined;
  if (json) console.log(JSON.stringify(planJson(shown), null, 2));
  else console.log(said ?? openRenderer()('import-preview', previewPlanFile(draft, directory!)).text);
}

function readOptions(args: string[]): ImportOptions {
  const { values, positionals } = parse(args);
  const { 'dry-run': dryRun, json, confirm, year } = values;
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('import takes exactly one file.');
  if (dryRun && confirm) throw new UsageError('--dry-run and --confirm exclude each other.');
  if (year !== undefined && !/^20\d\d$/.test(year)) throw new UsageError(`--year ${year}: must be a year such as 2023.`);
  return { json, confirm, year: year === undefined ? undefined : Number(year), path };
}

function parse(args: string[]) {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const options = { 'dry-run': flag, json: flag, confirm: flag, year: { type: 'string' } } as const;
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function readTable(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError([`${path} cannot be read (${code})`]);
  }
}

/** What was read can be shown without a directory; then nobody says which departments it does not know. */
function findDirectory(): DirectoryFile | undefined {
  try {
    return loadDirectory(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(`Departments were not checked: ${error.problems.join('; ')}`);
    return undefined;
  }
}

const OUTCOMES = { published: 'import-confirmed', replaced: 'import-replaced', unchanged: 'import-unchanged' } as const;

async function publish(name: string, draft: PlanDraft, tell: (text: string) => void): Promise<string> {
  const { deps, close } = await openBesideServer(loadConfig(process.env));
  try {
    const outcome = await publishPlanFile(deps, name, draft, (preview) => tell(deps.render('import-difference', preview).text));
    if (outcome.kind === 'outdated') throw new ConfigError(['The plan in force changed meanwhile: run the command again.']);
    return deps.render(OUTCOMES[outcome.kind], outcome).text;
  } finally {
    await close();
  }
}
