import { Readable, type Writable } from 'node:stream';
import type { PrintedTable } from '../printed-table.ts';
import { openZipWriter } from '../zip-writer.ts';
import { LABEL_ROW, sheetXml } from './sheet.ts';
import { stylesXml } from './styles.ts';
import { xmlText } from './xml-text.ts';

/** A table as an Excel file (.xlsx), written while its rows come: memory does not grow with them. Ends `to`. */
export async function writeWorkbook(table: PrintedTable, to: Writable): Promise<void> {
  const zip = openZipWriter(to);
  for (const [name, xml] of partsOf(table)) zip.addBuffer(Buffer.from(xml), name, { mtime: NO_TIME });
  const sheet = Readable.from(sheetXml(table), { highWaterMark: 1 });
  await zip.add(sheet, 'xl/worksheets/sheet1.xml', { mtime: NO_TIME, compressionLevel: FAST });
  await zip.end();
}

/** The same rows are the same file, whenever it is written. */
const NO_TIME = new Date(1980, 0, 1);

const FAST = 3;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEETS = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function partsOf({ name }: PrintedTable): [name: string, xml: string][] {
  const sheet = xmlText(name);
  // A name of the sheet in a formula stands in quotes; ours have none themselves.
  const labels = `'${sheet}'!$${LABEL_ROW}:$${LABEL_ROW}`;
  return [
    [
      '[Content_Types].xml',
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEETS}.sheet.main+xml"/>\
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEETS}.worksheet+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="${SHEETS}.styles+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${XML}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews>\
<sheets><sheet name="${sheet}" sheetId="1" r:id="rId1"/></sheets>\
<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">${labels}</definedName></definedNames></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>\
<Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', stylesXml()],
  ];
}
