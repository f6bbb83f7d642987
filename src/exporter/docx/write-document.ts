import { fork } from 'node:child_process';
import { once } from 'node:events';
import { DomainError } from '../../domain/errors.ts';
import { BARE_ENV } from '../../ports/bare-env.ts';
import type { PrintedRow, PrintedTable } from '../printed-table.ts';
import type { WholeTable } from './build-document.ts';

/** More rows the library takes too much time and memory for, and nobody reads them in Word. */
const MOST_ROWS = 2_000;

const TIME_LIMIT_MS = 60_000;
const MEMORY_LIMIT_MB = 800;

/**
 * A table as a Word file (.docx). The library holds all of it and blocks for seconds, so it works in a process of its own. Refused with
 * `too-long-for-word` above 2,000 rows.
 */
export async function writeDocument(table: PrintedTable): Promise<Buffer> {
  const rows: PrintedRow[] = [];
  for await (const row of table.rows) {
    rows.push(row);
    if (rows.length > MOST_ROWS) throw new DomainError('too-long-for-word', { rows: MOST_ROWS });
  }
  const writer = fork(new URL('./write-document-process.ts', import.meta.url), [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${MEMORY_LIMIT_MB}`],
    env: BARE_ENV,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: TIME_LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  try {
    const answered = once(writer, 'message') as Promise<[Uint8Array]>;
    const ended = once(writer, 'exit').then(([code, signal]) => {
      throw new Error(`writing a Word file failed: the writer ended with ${String(code ?? signal)}`);
    });
    writer.send({ ...table, rows } satisfies WholeTable);
    const [bytes] = await Promise.race([answered, ended]);
    return Buffer.from(bytes);
  } finally {
    writer.kill('SIGKILL');
  }
}
