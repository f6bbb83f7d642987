import { fileURLToPath } from 'node:url';
import { writeXlsx } from 'hucre';
import { expect, test } from 'vitest';
import { ImportRefusal, type ImportRefusalReason } from '../../src/importer/import-refusal.ts';
import { readPlan } from '../../src/importer/read-plan.ts';
import { readPlanHere } from '../../src/importer/read-plan-here.ts';
import { createMessageRenderer } from '../../src/render/messages.ts';
import { xls } from '../helpers/xls.ts';
import { zip } from '../helpers/zip.ts';
import { documentXml, docx, HEADER, paragraph, seed, table, textRow } from './documents.ts';

const render = createMessageRenderer(fileURLToPath(new URL('../../templates/messages', import.meta.url)));
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154', 'hex');
const header = textRow(...HEADER);
const item = textRow('一、甲 1分', '乙 1分', '（1）做事。1分', '办公室');

const rows = [[...HEADER], ['一、甲 1分', '乙 1分', '（1）做事。1分', '办公室']];
const workbook = Buffer.from(await writeXlsx({ sheets: [{ name: '表', rows }] }));
const oldWorkbook = xls([{ name: '表', rows }]);

async function refusalOf(bytes: Uint8Array, name = '任务分解表.docx'): Promise<ImportRefusal> {
  const error = await readPlanHere({ kind: 'file', name, bytes }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ImportRefusal);
  return error as ImportRefusal;
}

/** A compound file with one stream of the given name in its directory. */
function ole(streamName: string): Buffer {
  const bytes = Buffer.alloc(4_096);
  bytes.write('d0cf11e0a1b11ae1', 'hex');
  bytes.writeUInt16LE(9, 30);
  bytes.write(streamName, 1_024, 'utf16le');
  bytes.writeUInt16LE((streamName.length + 1) * 2, 1_024 + 64);
  bytes[1_024 + 66] = 2;
  return bytes;
}

function encryptedDoc(): Buffer {
  const bytes = Buffer.from(seed.doc);
  const directoryEntry = bytes.indexOf(Buffer.from('WordDocument', 'utf16le'));
  const start = (bytes.readUInt32LE(directoryEntry + 116) + 1) * 512;
  bytes.writeUInt16LE(bytes.readUInt16LE(start + 0x0a) | 0x0100, start + 0x0a);
  return bytes;
}

const refused: [what: string, reason: ImportRefusalReason, bytes: Buffer][] = [
  ['a PDF', 'pdf', Buffer.from('%PDF-1.7\n%âãÏÓ')],
  ['a picture', 'picture', PNG],
  [
    'a web page called .xls',
    'other-format',
    Buffer.from('\ufeff<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table></table></html>'),
  ],
  ['a web archive called .doc', 'other-format', Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/related')],
  ['RTF called .doc', 'other-format', Buffer.from('{\\rtf1\\ansi 任务分解表}')],
  ["Word's XML of 2003", 'other-format', Buffer.from('<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>')],
  ['a .docx around a web page', 'other-format', docx('<w:altChunk r:id="r1"/>')],
  ['an .xlsb', 'other-format', zip([{ name: 'xl/workbook.bin', data: '' }])],
  ['a .pptx', 'unknown-type', zip([{ name: 'ppt/presentation.xml', data: '' }])],
  ['a program', 'unknown-type', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2_000)])],
  ['an empty file', 'empty', Buffer.alloc(0)],
  ['a letter', 'not-a-table', docx(paragraph('各部门：请于周五前报送总结。'))],
  ['some other table', 'not-a-table', docx(table(textRow('姓名', '电话'), textRow('张三', '123')))],
  ['a header alone', 'no-items', docx(table(header))],
  ['an .xls with a password', 'encrypted', xls([{ name: '表', rows: [['甲']] }], { encrypted: true })],
  ['a .docx or .xlsx with a password', 'encrypted', ole('EncryptedPackage')],
  ['a .doc with a password', 'encrypted', encryptedDoc()],
  ['a zip with a password', 'encrypted', zip([{ name: 'word/document.xml', data: 'x', encrypted: true }])],
  ['half a .docx', 'broken', seed.docx.subarray(0, 8_000)],
  ['half a .doc', 'broken', seed.doc.subarray(0, 20_000)],
  ['half an .xlsx', 'broken', workbook.subarray(0, 2_000)],
  ['half an .xls', 'broken', oldWorkbook.subarray(0, 3_000)],
  ['an .xlsx without its sheet', 'broken', zip([{ name: 'xl/workbook.xml', data: '<workbook/>' }])],
  ['an empty .xlsx', 'not-a-table', await writeXlsx({ sheets: [{ name: '表', rows: [] }] }).then(Buffer.from)],
  ['a .docx without its text', 'broken', zip([{ name: 'word/styles.xml', data: '<a/>' }])],
];

test.each(refused)('%s is refused as %s', async (_what, reason, bytes) => {
  expect((await refusalOf(bytes)).reason).toBe(reason);
});

test.each(refused)('the refusal of %s says what to do instead', async (_what, _reason, bytes) => {
  const { code, details } = await refusalOf(bytes);
  expect(render(`refusals/${code}`, details).text).toMatch(/^[^\n]+。\n请[^\n]+。$/);
});

const hostile: [what: string, reason: ImportRefusalReason, bytes: Buffer][] = [
  [
    '25 MB in 30 kB',
    'too-large',
    zip([
      { name: 'word/document.xml', data: documentXml('') },
      { name: 'word/media/1', data: Buffer.alloc(25_000_000) },
    ]),
  ],
  ['a size that lies', 'broken', zip([{ name: 'word/document.xml', data: Buffer.alloc(30_000_000, ' '), declaredSize: 1_000 }])],
  ['thousands of entries', 'too-large', zip(Array.from({ length: 3_000 }, (_, index) => ({ name: `word/${index}`, data: '' })))],
  ['a path that climbs out', 'broken', zip([{ name: '../word/document.xml', data: documentXml('') }])],
  ['a document type', 'broken', zip([{ name: 'word/document.xml', data: `<!DOCTYPE a [<!ENTITY b "c">]>${documentXml('&b;')}` }])],
  ['deep nesting', 'broken', docx('<w:sdt>'.repeat(100_000))],
  ['millions of tags', 'too-large', docx('<w:p/>'.repeat(1_600_000))],
  ['10,000 columns', 'too-large', docx(table(header, item, textRow(...Array.from({ length: 10_000 }, () => 'x'))))],
  ['a cell over a billion columns', 'too-large', docx(table(header, item.replace('<w:tcPr>', '<w:tcPr><w:gridSpan w:val="999999999"/>')))],
  ['6,000 rows', 'too-large', docx(table(header, item.repeat(6_000)))],
  ['21 MB of text', 'too-large', Buffer.alloc(21 * 1024 * 1024, '字')],
];

test.each(hostile)('%s is refused as %s, soon', async (_what, reason, bytes) => {
  expect((await refusalOf(bytes)).reason).toBe(reason);
});

test('a .doc whose sectors run in a circle is refused', async () => {
  const bytes = Buffer.from(seed.doc);
  const table = (bytes.readUInt32LE(76) + 1) * 512;
  bytes.writeInt32LE(1, table);
  bytes.writeInt32LE(0, table + 4);
  expect((await refusalOf(bytes, '任务分解表.doc')).reason).toBe('broken');
});

test('what one file does to its reader leaves the caller alive and answering', async () => {
  const { promise: beat, resolve } = Promise.withResolvers<void>();
  const bomb = readPlan({ kind: 'text', text: `\t考评标准\n\t责任部门\n\n${'\t\n\n'.repeat(6_000_000)}` });
  setImmediate(resolve);
  await beat;
  await expect(bomb).rejects.toMatchObject({ name: 'ImportRefusal', reason: 'too-large' });
  expect((await readPlan({ kind: 'file', name: 'a.docx', bytes: seed.docx })).tasks).toHaveLength(22);
});
