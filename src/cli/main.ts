import { openRenderer } from '../app.ts';
import { loadEnvFile } from '../config.ts';
import { ConfigError, DomainError } from '../domain/errors.ts';
import { backup } from './backup.ts';
import { doctor } from './doctor.ts';
import { exportPaper } from './export.ts';
import { importTable } from './import.ts';
import { migrate } from './migrate.ts';
import { restoreBackup } from './restore.ts';
import { UsageError } from './usage-error.ts';
import { verifyData } from './verify.ts';

/** One command of the operator. Throws what the person has to know. */
type CommandLine = (args: string[]) => Promise<void>;

const COMMANDS: Record<string, CommandLine> = {
  import: importTable,
  export: exportPaper,
  migrate,
  verify: verifyData,
  doctor,
  backup,
  restore: restoreBackup,
};

const USAGE = `Usage: npm run cli -- COMMAND

  import [--dry-run] [--json] [--confirm] [--year YYYY] FILE
      Read a table of tasks (任务分解表: .docx, .doc, .xlsx, .xls, .csv or text) and show what was read.
      --confirm   put it into force; when its year stands already, say the difference and replace it
      --dry-run   touch nothing, not even the database (also the case without --confirm)
      --json      print what was read as one JSON object
      --year      assume this year when the table does not say its own
  export ledger --out FILE [--year YYYY]
      Write the ledger (台账) of a year, the current one unless said otherwise, as an Excel (.xlsx) or Word (.docx) file.
  export archive (--out FILE.zip | --preview) [--year YYYY]
      Write the archive (档案) of a year: every approved piece under its item, 卷内目录, ledger, gaps, SHA256SUMS, manifest.json.
      --preview   only show how its files will be called (config/archive.yaml), how much there is and what is missing
  export trail --out FILE
      Write the audit trail (操作留痕) as lines that can be verified (.jsonl) or as a sheet to read (.xlsx).
  migrate
      Bring the database up to date.
  verify
      Look whether the database, the audit trail (操作留痕) and every stored file are as they were written.
  verify [--here] ARCHIVE [TRAIL], verify TRAIL
      Look whether an exported archive (.zip) and an exported trail (.jsonl) are, and belong together; needs no database.
      --here      look also whether the archive's evidence and audit trail are those of this database
  backup --out FILE [--files DIR]
      Write the database and every stored file into a new zip FILE, also beside a running server. With --files the stored files go into
      the folder DIR instead, each once: every night after the first only what is new.
  restore FILE [--files DIR]
      Put a backup into an empty place (a new DATA_DIR, or an empty DATABASE_URL), then verify it.
  doctor
      Say what is misconfigured and how to mend it. Changes nothing. Exit code 1 when something does not work.`;

async function main([name = '', ...args]: string[]): Promise<void> {
  if (['', 'help', '--help', '-h'].includes(name)) return console.log(USAGE);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new UsageError(`There is no command ${JSON.stringify(name)}.`);
  loadEnvFile();
  await command(args);
}

/** What went wrong, as the person at the terminal can use it. */
function explain(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`;
  if (error instanceof ConfigError) return error.problems.join('\n');
  if (error instanceof DomainError) return openRenderer()(`refusals/${error.code}`, error.details).text.replace(/\s*\n\s*/g, '');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
