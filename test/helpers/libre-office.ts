import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The text of each page as LibreOffice prints a document. `name` says by its suffix what it is. */
export async function printedPages(name: string, bytes: Buffer): Promise<string[]> {
  const dir = await mkdtemp(join(tmpdir(), 'wenming-print-'));
  try {
    const document = join(dir, name);
    await writeFile(document, bytes);
    // A profile of its own: two of them with one profile wait for each other.
    const profile = `-env:UserInstallation=${pathToFileURL(join(dir, 'profile')).href}`;
    await run('soffice', ['--headless', profile, '--convert-to', 'pdf', '--outdir', dir, document]);
    const pdf = document.replace(/\.\w+$/, '.pdf');
    await run('pdftotext', ['-layout', pdf, join(dir, 'text')]);
    return (await readFile(join(dir, 'text'), 'utf8')).split('\f').slice(0, -1);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
