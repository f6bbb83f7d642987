import { writeXlsx } from 'hucre/xlsx';

export interface Sheet {
  name: string;
  /** Numbers and days are real ones, as typed into a spreadsheet; `null` is an empty cell. */
  rows: (string | number | Date | null)[][];
  /** Merged areas as the spreadsheet names them: `A2:A5`. */
  merges?: string[];
}

export async function buildXlsx(...sheets: Sheet[]): Promise<Buffer> {
  return Buffer.from(
    await writeXlsx({ sheets: sheets.map(({ name, rows, merges = [] }) => ({ name, rows, merges: merges.map(mergeRange) })) }),
  );
}

/** A day as a spreadsheet keeps it: midnight without a zone. */
export const day = (date: string) => new Date(`${date}T00:00:00Z`);

function mergeRange(area: string) {
  const [, startColumn, startRow, endColumn, endRow] = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(area)!;
  return {
    startRow: Number(startRow) - 1,
    startCol: column(startColumn!),
    endRow: Number(endRow) - 1,
    endCol: column(endColumn!),
  };
}

const column = (letter: string) => letter.charCodeAt(0) - 'A'.charCodeAt(0);
