import { readFileSync } from 'node:fs';
import type { GridDocument } from '../../src/importer/grid.ts';
import { zip } from '../helpers/zip.ts';

/** The office's notice of 2023, as Word file, as Word 97 file and as pasted text. */
export const seed = {
  docx: readFileSync(new URL('../data/task-table-2023.docx', import.meta.url)),
  doc: readFileSync(new URL('../data/task-table-2023.doc', import.meta.url)),
  text: readFileSync(new URL('../data/notice-2023.txt', import.meta.url), 'utf8'),
};

export const HEADER = ['考评项目', '考评内容', '考评标准', '责任部门'];

/** A Word file around the given body. */
export function docx(body: string): Buffer {
  return zip([{ name: 'word/document.xml', data: documentXml(body) }]);
}

export function documentXml(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`;
}

export const paragraph = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
export const cell = (content: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`;
export const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;
export const textRow = (...texts: string[]) => row(...texts.map((text) => cell(paragraph(text))));
export const table = (...rows: string[]) => `<w:tbl>${rows.join('')}</w:tbl>`;

/** A grid without merged cells; a line break in a cell parts its lines. */
export function grid(rows: readonly (readonly string[])[], before: string[] = ['2024年度创建任务分解表']): GridDocument {
  const cells = rows.map((texts) =>
    texts.map((text, col) => ({ col, colspan: 1, rowspan: 1, lines: text === '' ? [] : text.split('\n') })),
  );
  return { tables: [{ before, rows: cells }], after: [] };
}
