import { writeXlsx } from 'hucre';
import { readDocx } from '../../src/importer/readers/docx.ts';
import { xls } from '../helpers/xls.ts';
import { zip, type ZipFile } from '../helpers/zip.ts';
import { seed } from './documents.ts';

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** A workbook whose one sheet is written out, as Excel writes what libraries do not, or as nobody should. */
export function rawWorkbook(sheet: string, styles = '', parts: readonly ZipFile[] = [], charts: readonly string[] = []): Buffer {
  const names = ['Sheet1', ...charts].map(
    (name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="r${index === 0 ? 0 : index + 2}"/>`,
  );
  return zip([
    { name: '[Content_Types].xml', data: `<Types xmlns="${PACKAGE}/content-types"/>` },
    { name: '_rels/.rels', data: relations(['officeDocument', 'xl/workbook.xml']) },
    {
      name: 'xl/workbook.xml',
      data: `<workbook ${MAIN} xmlns:r="${RELATION}"><sheets>${names.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: relations(
        ['worksheet', 'worksheets/sheet1.xml'],
        ['styles', 'styles.xml'],
        ['sharedStrings', 'sharedStrings.xml'],
        ...charts.map((_, index): [string, string] => ['chartsheet', `chartsheets/sheet${index + 1}.xml`]),
      ),
    },
    { name: 'xl/styles.xml', data: `<styleSheet ${MAIN}>${styles}</styleSheet>` },
    { name: 'xl/worksheets/sheet1.xml', data: `<worksheet ${MAIN}>${sheet}</worksheet>` },
    ...parts,
  ]);
}

function relations(...targets: [type: string, target: string][]): string {
  const all = targets.map(([type, target], index) => `<Relationship Id="r${index}" Type="${RELATION}/${type}" Target="${target}"/>`);
  return `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}

export function rawText(ref: string, value: string): string {
  return `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;
}

/** The notice of 2023 as somebody retypes it in Excel: its title as the name of the sheet, merged cells as they are. */
export async function seedWorkbook(): Promise<Buffer> {
  const { name, rows, merges } = await seedSheet();
  const asObjects = merges.map(([startRow, endRow, startCol, endCol]) => ({ startRow, endRow, startCol, endCol }));
  return Buffer.from(await writeXlsx({ sheets: [{ name, rows, merges: asObjects }] }));
}

export async function seedOldWorkbook(): Promise<Buffer> {
  return xls([await seedSheet()]);
}

async function seedSheet(): Promise<{ name: string; rows: string[][]; merges: [number, number, number, number][] }> {
  const { tables } = await readDocx(seed.docx);
  const { before, rows } = tables[0]!;
  const filled = rows.map((row) => {
    const texts = ['', '', '', ''];
    for (const { col, lines } of row) texts[col] = lines.join('\n');
    return texts;
  });
  const merges = rows.flatMap((row, at) =>
    row
      .filter(({ rowspan, colspan }) => rowspan * colspan > 1)
      .map(({ col, rowspan, colspan }): [number, number, number, number] => [at, at + rowspan - 1, col, col + colspan - 1]),
  );
  return { name: before.at(-1)!, rows: filled, merges };
}
