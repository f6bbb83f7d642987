import { expect, test } from 'vitest';
import { toMatrix } from '../../src/importer/grid.ts';
import { readDocx } from '../../src/importer/readers/docx.ts';
import { cell, docx, paragraph, row, table, textRow } from './documents.ts';

/** Every place of the first table with what stands there; merged cells repeat. */
async function places(body: string): Promise<string[][]> {
  const { tables } = await readDocx(docx(body));
  return toMatrix(tables[0]!).map((cells) => cells.map((found) => found?.lines.join('|') ?? ''));
}

test('cells merged downward and across stand in every place they cover', async () => {
  const merged = (text: string, how: string) => cell(text === '' ? '<w:p/>' : paragraph(text), `<w:vMerge${how}/>`);
  expect(
    await places(
      table(
        row(merged('甲', ' w:val="restart"'), cell(paragraph('乙')), cell(paragraph('丙'))),
        row(merged('', ''), cell(paragraph('丁'), '<w:gridSpan w:val="2"/>')),
        row(merged('戊', ' w:val="restart"'), cell(paragraph('己')), cell(paragraph('庚'))),
      ),
    ),
  ).toEqual([
    ['甲', '乙', '丙'],
    ['甲', '丁', '丁'],
    ['戊', '己', '庚'],
  ]);
});

test('lines of a cell are its paragraphs and breaks, without empty ones', async () => {
  const content = `${paragraph(' 办公室 ')}<w:p/><w:p><w:r><w:t>机关</w:t><w:t>党委</w:t><w:br/><w:t>机关&#x5de5;会</w:t></w:r></w:p>`;
  expect(await places(table(row(cell(content))))).toEqual([['办公室|机关党委|机关工会']]);
});

test('tracked deletions are gone, insertions are there', async () => {
  const content =
    '<w:p><w:r><w:t>7</w:t></w:r><w:del><w:r><w:delText>8</w:delText><w:t>9</w:t></w:r></w:del><w:ins><w:r><w:t>分</w:t></w:r></w:ins></w:p>';
  const deletedRow = `<w:tr><w:trPr><w:del w:id="1"/></w:trPr>${cell(paragraph('旧'))}</w:tr>`;
  expect(await places(table(row(cell(content)), deletedRow))).toEqual([['7分']]);
});

test('content controls and tables within a cell are read through', async () => {
  const controlled = `<w:sdt><w:sdtContent>${row(`<w:sdt><w:sdtContent>${cell(table(textRow('内', '层')))}</w:sdtContent></w:sdt>`)}</w:sdtContent></w:sdt>`;
  expect(await places(table(controlled))).toEqual([['内|层']]);
});

test('several tables keep the paragraphs around them', async () => {
  const { tables, after } = await readDocx(
    docx([paragraph('上'), table(textRow('一')), paragraph('中'), table(textRow('二')), paragraph('下')].join('')),
  );
  expect(tables.map(({ before }) => before)).toEqual([['上'], ['中']]);
  expect(after).toEqual(['下']);
});
