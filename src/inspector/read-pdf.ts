import { isDay, type Day } from '../domain/calendar.ts';
import { endsAsArchive } from './disguise.ts';
import { withPdf } from './open-pdf.ts';
import type { Paper } from './paper.ts';

/** Words of a PDF, line by line: all of a short one, of a long one its beginning and its last page. */
export async function readPdf(bytes: Buffer): Promise<Paper> {
  // Before the library takes the bytes away.
  const disguised = endsAsArchive(bytes);
  return withPdf(bytes, async (document) => {
    const pages = document.numPages;
    const whole = pages <= PAGES_READ;
    const read = whole ? Array.from({ length: pages }, (_, n) => n + 1) : [1, 2, 3, pages];
    const texts: string[][] = [];
    for (const n of read) texts.push(linesOf((await (await document.getPage(n)).getTextContent()).items));
    const { info } = await document.getMetadata();
    return {
      head: { lines: texts[0] ?? [], margins: [], pages: texts.slice(1), cells: false },
      lines: texts.flat(),
      whole,
      pages,
      disguised,
      createdOn: dayOfDate((info as { CreationDate?: unknown }).CreationDate),
    };
  });
}

const PAGES_READ = 20;

/** `D:20230420091500+08'00'` */
function dayOfDate(date: unknown): Day | undefined {
  const digits = /^D:(\d{4})(\d\d)(\d\d)/.exec(typeof date === 'string' ? date : '');
  const day = digits?.slice(1).join('-') ?? '';
  return isDay(day) ? day : undefined;
}

/** The library cuts lines into pieces: what stands on one height is one line. */
function linesOf(items: readonly object[]): string[] {
  const lines: string[] = [];
  let height: number | undefined;
  for (const item of items) {
    if (!('str' in item && 'transform' in item)) continue;
    const { str, transform } = item as { str: string; transform: number[] };
    const at = transform[5];
    if (height === undefined || at === undefined || Math.abs(at - height) > SAME_LINE) lines.push(str);
    else lines.push(`${lines.pop() ?? ''}${str}`);
    height = at;
  }
  return lines;
}

/** In points: a third of a line of text. */
const SAME_LINE = 4;
