import { fileTypeFromBuffer } from 'file-type';
import { ImportRefusal } from '../import-refusal.ts';
import { hasSaneSectors, isPasswordProtected, listOleNames } from './ole.ts';
import { openZip } from './zip.ts';

const startsWith = (bytes: Buffer, hex: string) => bytes.subarray(0, hex.length / 2).toString('hex') === hex;

/** Decides from the bytes alone what a file is: names lie. Refuses what cannot be read, with the way out. */
export async function sniff(bytes: Buffer): Promise<'docx' | 'doc' | 'xlsx' | 'xls' | 'text'> {
  if (startsWith(bytes, 'd0cf11e0a1b11ae1')) return sniffOle(bytes);
  if (startsWith(bytes, '504b')) return sniffZip(bytes);
  const head = bytes.subarray(0, 4_100);
  if (head.subarray(0, 1_024).includes('%PDF-')) throw new ImportRefusal('pdf');
  if (isOtherFormat(head)) throw new ImportRefusal('other-format');
  const mime = (await fileTypeFromBuffer(head))?.mime;
  if (mime?.startsWith('image/')) throw new ImportRefusal('picture');
  if (mime !== undefined && !mime.startsWith('text/')) throw new ImportRefusal('unknown-type');
  return 'text';
}

/** What Word, Excel and many web systems also save as .doc and .xls: web pages, web archives, RTF, the XML of 2003. */
function isOtherFormat(head: Buffer): boolean {
  const text = head
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^[\xef\xbb\xbf\xff\xfe\s]+/, '');
  return /^(?:\{\\rtf|MIME-Version:|<(?:!doctype html|html|head|meta|body|table|style|\?xml|\?mso-))/i.test(text);
}

async function sniffZip(bytes: Buffer): Promise<'docx' | 'xlsx'> {
  const { names } = await openZip(bytes);
  if (names.includes('xl/workbook.bin')) throw new ImportRefusal('other-format');
  if (names.some((name) => name.startsWith('xl/'))) return 'xlsx';
  if (!names.some((name) => name.startsWith('word/'))) throw new ImportRefusal('unknown-type');
  return 'docx';
}

/** Old Word, old Excel and password-protected new files share one container. */
function sniffOle(bytes: Buffer): 'doc' | 'xls' {
  const names = listOleNames(bytes);
  if (names.has('EncryptedPackage') || isPasswordProtected(bytes)) throw new ImportRefusal('encrypted');
  if (names.size === 0 || !hasSaneSectors(bytes)) throw new ImportRefusal('broken');
  if (names.has('WordDocument')) return 'doc';
  if (names.has('Workbook') || names.has('Book')) return 'xls';
  throw new ImportRefusal('unknown-type');
}
