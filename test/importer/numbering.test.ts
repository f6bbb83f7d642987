import { expect, test } from 'vitest';
import { listNumber } from '../../src/importer/readers/list-number.ts';
import { readDocx } from '../../src/importer/readers/docx.ts';
import { zip } from '../helpers/zip.ts';
import { cell, documentXml, row, table } from './documents.ts';

const level = (at: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`;
const list = (id: number, ...levels: string[]) => `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`;
const use = (id: number, abstract: number, more = '') => `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstract}"/>${more}</w:num>`;
const reference = (numId: number, at?: number) =>
  `<w:numPr>${at === undefined ? '' : `<w:ilvl w:val="${at}"/>`}<w:numId w:val="${numId}"/></w:numPr>`;
const numbered = (text: string, numId: number, at = 0) => styled(text, reference(numId, at));
const styled = (text: string, properties: string) => `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
const THREE = list(
  0,
  level(0, 'chineseCounting', '%1、'),
  level(1, 'decimal', '（%2）', '<w:suff w:val="nothing"/>'),
  level(2, 'decimal', '%2.%3'),
);

async function lines(body: string, numbering: string, styles = ''): Promise<string[]> {
  const { after } = await readDocx(
    zip([
      { name: 'word/document.xml', data: documentXml(body) },
      { name: 'word/numbering.xml', data: `<w:numbering xmlns:w="w">${numbering}</w:numbering>` },
      { name: 'word/styles.xml', data: `<w:styles xmlns:w="w">${styles}</w:styles>` },
    ]),
  );
  return after;
}

test('automatic numbers stand before their paragraphs, lower levels start again', async () => {
  const body = [
    numbered('甲', 1),
    numbered('做', 1, 1),
    numbered('细', 1, 2),
    numbered('再做', 1, 1),
    styled('不编号', reference(0)),
    numbered('乙', 1),
    numbered('又做', 1, 1),
    numbered('细', 1, 2),
  ].join('');
  expect(await lines(body, THREE + use(1, 0))).toEqual([
    '一、 甲',
    '（1）做',
    '1.1 细',
    '（2）再做',
    '不编号',
    '二、 乙',
    '（1）又做',
    '1.1 细',
  ]);
});

test('a level that never starts again goes on', async () => {
  const numbering = list(0, level(0, 'decimal', '%1.'), level(1, 'decimal', '(%2)', '<w:lvlRestart w:val="0"/>')) + use(1, 0);
  const body = [numbered('甲', 1), numbered('做', 1, 1), numbered('乙', 1), numbered('做', 1, 1)].join('');
  expect(await lines(body, numbering)).toEqual(['1. 甲', '(1) 做', '2. 乙', '(2) 做']);
});

test('lists of one pattern count together until one says where it starts', async () => {
  const start = (value: number) => `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="${value}"/></w:lvlOverride>`;
  const numbering = list(0, level(0, 'decimal', '%1、')) + use(1, 0) + use(2, 0) + use(3, 0, start(1)) + use(4, 0, start(7));
  const body = [1, 1, 2, 3, 3, 4].map((id) => numbered('做', id)).join('');
  expect(await lines(body, numbering)).toEqual(['1、 做', '2、 做', '3、 做', '1、 做', '2、 做', '7、 做']);
});

test('a list may change a level of its pattern', async () => {
  const override = `<w:lvlOverride w:ilvl="0">${level(0, 'decimalEnclosedCircle', '%1').replace('w:val="1"', 'w:val="3"')}</w:lvlOverride>`;
  expect(await lines(numbered('做', 1) + numbered('做', 1), list(0, level(0, 'decimal', '%1、')) + use(1, 0, override))).toEqual([
    '③ 做',
    '④ 做',
  ]);
});

test('a style gives its paragraphs their list and level, also through the style it is based on', async () => {
  const numbering =
    list(0, level(0, 'upperRoman', '%1—', '<w:pStyle w:val="Top"/>'), level(1, 'decimal', '%1-%2', '<w:pStyle w:val="Sub"/><w:isLgl/>')) +
    use(1, 0);
  const style = (id: string, content: string, more = '') => `<w:style w:type="paragraph" w:styleId="${id}"${more}>${content}</w:style>`;
  const styles = [
    style('Top', `<w:pPr>${reference(1)}</w:pPr>`),
    style('Sub', `<w:pPr>${reference(1)}</w:pPr>`),
    style('Other', '<w:basedOn w:val="Top"/>'),
    style('Normal', '', ' w:default="1"'),
  ].join('');
  const body = ['Top', 'Sub', 'Sub', 'Other'].map((id) => styled('做', `<w:pStyle w:val="${id}"/>`)).join('') + styled('不编号', '');
  expect(await lines(body, numbering, styles)).toEqual(['I— 做', '1-1 做', '1-2 做', 'II— 做', '不编号']);
});

test('bullets are not read; an empty paragraph has its number, a deleted or hidden one has none', async () => {
  const gone = (properties: string) => `<w:p><w:pPr>${reference(1, 0)}<w:rPr>${properties}</w:rPr></w:pPr></w:p>`;
  const numbering = list(0, level(0, 'decimal', '%1')) + use(1, 0) + list(1, level(0, 'bullet', '')) + use(2, 1);
  const body = [numbered('', 1), gone('<w:del w:id="1"/>'), gone('<w:vanish/>'), numbered('', 1), numbered('点', 2)].join('');
  expect(await lines(body, numbering)).toEqual(['1', '2', '点']);
});

test('numbers run through the cells of a table', async () => {
  const body =
    table(row(cell(numbered('', 1)), cell(numbered('甲', 2))), row(cell(numbered('', 1)), cell(numbered('乙', 2)))) + numbered('后', 1);
  const numbering = list(0, level(0, 'decimal', '%1')) + use(1, 0) + list(1, level(0, 'decimal', '（%1）')) + use(2, 1);
  const { tables, after } = await readDocx(
    zip([
      { name: 'word/document.xml', data: documentXml(body) },
      { name: 'word/numbering.xml', data: `<w:numbering xmlns:w="w">${numbering}</w:numbering>` },
    ]),
  );
  expect(tables[0]!.rows.map((cells) => cells.map(({ lines: found }) => found.join('')))).toEqual([
    ['1', '（1） 甲'],
    ['2', '（2） 乙'],
  ]);
  expect(after).toEqual(['3 后']);
});

test('lists and styles that refer to themselves or to nothing give no number', async () => {
  const styles = '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>';
  const numbering = `<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/></w:abstractNum>${use(1, 0)}${use(2, 9)}`;
  const body =
    styled('甲', '<w:pStyle w:val="A"/>') + numbered('乙', 1) + numbered('丙', 2) + numbered('丁', 3) + numbered('戊', 1, 400_000_000);
  expect(await lines(body, numbering, styles)).toEqual(['甲', '乙', '丙', '丁', '戊']);
});

test.each<[string, number, string]>([
  ['decimal', 12, '12'],
  ['decimalZero', 7, '07'],
  ['decimalFullWidth', 12, '１２'],
  ['chineseCounting', 10, '十'],
  ['chineseCountingThousand', 21, '二十一'],
  ['japaneseCounting', 111, '一百一十一'],
  ['chineseCountingThousand', 1_002, '一千零二'],
  ['ideographTraditional', 3, '丙'],
  ['ideographDigital', 10, '一〇'],
  ['chineseLegalSimplified', 12, '壹拾贰'],
  ['decimalEnclosedCircle', 20, '⑳'],
  ['decimalEnclosedCircleChinese', 21, '㉑'],
  ['decimalEnclosedParen', 3, '⑶'],
  ['upperRoman', 14, 'XIV'],
  ['lowerRoman', 4, 'iv'],
  ['upperLetter', 2, 'B'],
  ['lowerLetter', 28, 'bb'],
  ['somethingNew', 5, '5'],
  ['upperRoman', 2_000_000_000, '2000000000'],
  ['lowerLetter', 2_000_000_000, '2000000000'],
])('%s %i is %s', (format, value, written) => {
  expect(listNumber(value, format)).toBe(written);
});
