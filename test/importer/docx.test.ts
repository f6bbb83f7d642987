import { expect, test } from 'vitest';
import { toMatrix } from '../../src/importer/grid.ts';
import { readDocx } from '../../src/importer/readers/docx.ts';
import { zip } from '../helpers/zip.ts';
import { cell, docx, paragraph, row, table, textRow } from './documents.ts';

/** Every place of the first table with what stands there; merged cells repeat. */
async function places(body: string): Promise<string[][]> {
  const { tables } = await readDocx(docx(body));
  return toMatrix(tables[0]!).map((cells) => Array.from(cells, (found) => found?.lines.join('|') ?? ''));
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
  const inner = `<w:sdt><w:sdtContent>${cell(table(textRow('内', '层')))}</w:sdtContent></w:sdt>`;
  const controlled = `<w:sdt><w:sdtContent>${row(inner, cell(paragraph('外')))}</w:sdtContent></w:sdt>`;
  expect(await places(table(controlled))).toEqual([['内|层', '外']]);
});

test('a table that only frames the page is not there', async () => {
  const framed = table(row(cell(`${paragraph('任务分解表')}${table(textRow('甲', '乙'))}`)), row(cell(paragraph('联系人'))));
  const { tables, after } = await readDocx(docx(framed));
  expect(tables.map(({ before, rows }) => [before, rows.length, rows[0]!.length])).toEqual([[['任务分解表'], 1, 2]]);
  expect(after).toEqual(['联系人']);
});

test('cells may begin further right, and be merged the old way', async () => {
  const shifted = `<w:tr><w:trPr><w:gridBefore w:val="1"/><w:cnfStyle w:val="100000000000"/></w:trPr>${cell(paragraph('丙'))}</w:tr>`;
  const merged = row(cell(paragraph('甲'), '<w:hMerge w:val="restart"/>'), cell('<w:p/>', '<w:hMerge/>'));
  const hidden = `<w:tr><w:trPr><w:hidden/></w:trPr>${cell(paragraph('暗'))}</w:tr>`;
  expect(await places(table(merged, hidden, shifted))).toEqual([
    ['甲', '甲'],
    ['', '丙'],
  ]);
});

test('hidden text, text boxes, footnote marks and field codes are not read', async () => {
  const run = (content: string, properties = '') => `<w:r><w:rPr><w:sz w:val="21"/>${properties}</w:rPr>${content}</w:r>`;
  const content = [
    run('<w:t>开展</w:t>'),
    run('<w:t>暗</w:t>', '<w:vanish/>'),
    run('<w:t>学习</w:t>', '<w:vanish w:val="0"/>'),
    run('<w:footnoteReference w:id="2"/>', '<w:vertAlign w:val="superscript"/>'),
    run(
      '<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice></mc:AlternateContent>',
    ),
    run('<w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText><w:fldChar w:fldCharType="end"/>'),
  ];
  expect(await places(table(row(cell(`<w:p>${content.join('')}</w:p>`))))).toEqual([['开展学习']]);
});

test('symbols and circled characters are read as the characters they show', async () => {
  const circled = '<w:r><w:instrText>eq \\o\\ac(○,</w:instrText></w:r><w:r><w:instrText>11)</w:instrText></w:r><w:r><w:t>做</w:t></w:r>';
  const symbols = '<w:r><w:sym w:font="Wingdings" w:char="F082"/><w:sym w:font="Wingdings" w:char="F0FE"/><w:tab/><w:t>事</w:t></w:r>';
  expect(await places(table(row(cell(`<w:p>${circled}</w:p>`), cell(`<w:p>${symbols}</w:p>`))))).toEqual([['⑪做', '②☑ 事']]);
});

test.each([
  ['another prefix', 'x:', 'xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'],
  ['the strict namespace', 'y:', 'xmlns:y="http://purl.oclc.org/ooxml/wordprocessingml/main"'],
  ['no prefix', '', 'xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main" xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'],
])('a file with %s reads the same', async (_what, prefix, declared) => {
  const merged = `${table(row(cell(paragraph('甲 w:a'), '<w:gridSpan w:val="2"/>')), textRow('乙', '丙'))}`;
  const renamed = merged.replaceAll('<w:', `<${prefix}`).replaceAll('</w:', `</${prefix}`);
  const attributes = prefix === '' ? renamed : renamed.replaceAll(' w:val', ` ${prefix}val`);
  const data = `<${prefix}document ${declared}><${prefix}body>${attributes}</${prefix}body></${prefix}document>`;
  const { tables } = await readDocx(zip([{ name: 'word/document.xml', data }]));
  expect(toMatrix(tables[0]!).map((cells) => cells.map((found) => found?.lines.join('|')))).toEqual([
    ['甲 w:a', '甲 w:a'],
    ['乙', '丙'],
  ]);
});

test('several tables keep the paragraphs around them', async () => {
  const { tables, after } = await readDocx(
    docx([paragraph('上'), table(textRow('一')), paragraph('中'), table(textRow('二')), paragraph('下')].join('')),
  );
  expect(tables.map(({ before }) => before)).toEqual([['上'], ['中']]);
  expect(after).toEqual(['下']);
});
