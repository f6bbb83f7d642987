import { zip } from '../../helpers/zip.ts';

/** A piece of WordprocessingML. Plain strings are text: `\n` ends a paragraph, `\v` is a line break within one. */
export interface Xml {
  xml: string;
}

/** A cell with the columns it spans; `down` says whether it starts a downward merge or goes on with one. */
export interface Cell {
  content: string | Xml[];
  across: number;
  down?: 'start' | 'on';
}

export interface Row {
  cells: Cell[];
  properties: string;
}

/** The levels of one automatic numbering: Word's format and the text around the number, as `['decimal', '（%1）']`. */
export type Numbering = [format: string, text: string][];

/** A Word file as Word writes it: with content types, relations and, where paragraphs are numbered by Word, a numbering part. */
export function buildDocx(body: (string | Xml)[], numberings: Numbering[] = []): Buffer {
  const content = body.map((part) => (typeof part === 'string' ? paragraphs(part) : part.xml)).join('');
  return zip([
    { name: '[Content_Types].xml', data: `${XML}<Types xmlns="${PACKAGE}/content-types">${CONTENT_TYPES}</Types>` },
    { name: '_rels/.rels', data: relations(['officeDocument', 'word/document.xml']) },
    { name: 'word/_rels/document.xml.rels', data: relations(['numbering', 'numbering.xml']) },
    { name: 'word/document.xml', data: `${XML}<w:document xmlns:w="${WORD}"><w:body>${content}<w:sectPr/></w:body></w:document>` },
    { name: 'word/numbering.xml', data: `${XML}<w:numbering xmlns:w="${WORD}">${numberingPart(numberings)}</w:numbering>` },
  ]);
}

export function table(...rows: (Row | (string | Cell)[])[]): Xml {
  const full = rows.map((cells) => (Array.isArray(cells) ? row(...cells) : cells));
  const width = Math.max(...full.map(({ cells }) => cells.reduce((sum, { across: columns }) => sum + columns, 0)));
  return { xml: `<w:tbl><w:tblPr/><w:tblGrid>${'<w:gridCol w:w="1500"/>'.repeat(width)}</w:tblGrid>${full.map(rowXml).join('')}</w:tbl>` };
}

function row(...cells: (string | Cell)[]): Row {
  return { cells: cells.map((cell) => (typeof cell === 'string' ? { content: cell, across: 1 } : cell)), properties: '' };
}

/** A row Word repeats at the top of each page. */
export const headerRow = (...cells: (string | Cell)[]): Row => ({ ...row(...cells), properties: '<w:tblHeader/>' });

/** A row deleted with tracked changes on. */
export const deletedRow = (...cells: (string | Cell)[]): Row => ({ ...row(...cells), properties: `<w:del ${TRACKED}/>` });

/** A row put in with tracked changes on. */
export const insertedRow = (...cells: (string | Cell)[]): Row => ({ ...row(...cells), properties: `<w:ins ${TRACKED}/>` });

export const across = (columns: number, content: string | Xml[]): Cell => ({ content, across: columns });
export const down = (content: string | Xml[], columns = 1): Cell => ({ content, across: columns, down: 'start' });
export const on: Cell = { content: '', across: 1, down: 'on' };
export const cellOf = (...content: Xml[]): Cell => ({ content, across: 1 });

export const paragraph = (...runs: (string | Xml)[]): Xml => ({ xml: `<w:p>${runs.map(run).join('')}</w:p>` });

/** A paragraph Word numbers by itself: the number is nowhere in its text. `list` counts from 1 in the order of the numberings. */
export function numbered(list: number, text: string, level = 0): Xml {
  const properties = `<w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr></w:pPr>`;
  return { xml: `<w:p>${properties}${run(text)}</w:p>` };
}

export const inserted = (text: string): Xml => ({ xml: `<w:ins ${TRACKED}>${run(text)}</w:ins>` });

export const deleted = (text: string): Xml => ({
  xml: `<w:del ${TRACKED}><w:r><w:delText xml:space="preserve">${escape(text)}</w:delText></w:r></w:del>`,
});

/** Words taken from one place and put in another with tracked changes on. */
export const movedAway = (text: string): Xml => ({ xml: `<w:moveFrom ${TRACKED}>${run(text)}</w:moveFrom>` });
export const movedHere = (text: string): Xml => ({ xml: `<w:moveTo ${TRACKED}>${run(text)}</w:moveTo>` });

/** Runs within what Word puts around them: a smart tag on a date, a link, a content control. */
export const wrapped = (how: 'smartTag' | 'hyperlink', text: string): Xml => ({ xml: `<w:${how}>${run(text)}</w:${how}>` });
export const controlled = (...content: Xml[]): Xml => ({
  xml: `<w:sdt><w:sdtPr/><w:sdtContent>${content.map(({ xml }) => xml).join('')}</w:sdtContent></w:sdt>`,
});

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const MIME = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const TRACKED = 'w:id="1" w:author="创建办" w:date="2024-01-05T09:00:00Z"';
const CONTENT_TYPES = [
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
  `<Override PartName="/word/document.xml" ContentType="${MIME}.document.main+xml"/>`,
  `<Override PartName="/word/numbering.xml" ContentType="${MIME}.numbering+xml"/>`,
].join('');

function relations([type, target]: [type: string, target: string]): string {
  const relation = `<Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/>`;
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relation}</Relationships>`;
}

function numberingPart(numberings: Numbering[]): string {
  const abstract = numberings.map(
    (levels, index) => `<w:abstractNum w:abstractNumId="${index}">${levels.map(levelXml).join('')}</w:abstractNum>`,
  );
  const concrete = numberings.map((_, index) => `<w:num w:numId="${index + 1}"><w:abstractNumId w:val="${index}"/></w:num>`);
  return [...abstract, ...concrete].join('');
}

function levelXml([format, text]: [format: string, text: string], level: number): string {
  return `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${escape(text)}"/></w:lvl>`;
}

function rowXml({ cells, properties }: Row): string {
  return `<w:tr>${properties === '' ? '' : `<w:trPr>${properties}</w:trPr>`}${cells.map(cellXml).join('')}</w:tr>`;
}

function cellXml({ content, across: columns, down: merge }: Cell): string {
  const span = columns > 1 ? `<w:gridSpan w:val="${columns}"/>` : '';
  const vertical = merge === undefined ? '' : `<w:vMerge${merge === 'start' ? ' w:val="restart"' : ''}/>`;
  const inner = typeof content === 'string' ? paragraphs(content) : content.map(({ xml }) => xml).join('');
  return `<w:tc><w:tcPr><w:tcW w:w="1500" w:type="dxa"/>${span}${vertical}</w:tcPr>${inner}</w:tc>`;
}

function paragraphs(text: string): string {
  return text
    .split('\n')
    .map((line) => paragraph(line).xml)
    .join('');
}

function run(part: string | Xml): string {
  if (typeof part !== 'string') return part.xml;
  const pieces = part.split('\v').map((piece) => `<w:t xml:space="preserve">${escape(piece)}</w:t>`);
  return `<w:r>${pieces.join('<w:br/>')}</w:r>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
