import { buffer } from 'node:stream/consumers';
import { type Entry, openPromise } from 'yauzl';
import { isDay } from '../domain/calendar.ts';
import { attributeOf, childrenOf, parseXml, tagOf, type XmlNode } from '../importer/readers/xml.ts';
import type { Paper } from './paper.ts';
import { UnreadError } from './unread-error.ts';

const MAX_ENTRIES = 5_000;
/** Of the parts that are read, unpacked. yauzl breaks off an entry that holds more than it claims. */
const MAX_UNPACKED = 16 * 1024 * 1024;

/** What unpacks to more, and to so many times its own size, was made to. */
const BOMB = { bytes: 100 * 1024 * 1024, times: 100 };

/** Parts with the words of a paper; the order is that in which a reader meets them. */
const BODIES = /^(?:word\/document\.xml|xl\/sharedStrings\.xml|ppt\/slides\/slide1\.xml|Doc_0\/Pages\/Page_0\/Content\.xml)$/;
const MARGINS = /^(?:word\/(?:header|footer)\d*\.xml|xl\/(?:workbook|worksheets\/sheet[1-3])\.xml)$/;

const PROPERTIES = /^docProps\/(?:app|core)\.xml$/;

/** Words of a .docx, .xlsx, .pptx or .ofd, as far as they tell how the paper begins; of any other archive the names in it. Pictures are not unpacked. */
export async function readOffice(path: string, size: number): Promise<Paper> {
  const zip = await openPromise(path, { autoClose: false });
  try {
    if (zip.entryCount === 0) throw new UnreadError('broken');
    if (zip.entryCount > MAX_ENTRIES) throw new UnreadError('too-large');
    let whole = 0;
    const names: string[] = [];
    const parts: Entry[] = [];
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new UnreadError('encrypted');
      names.push(entry.fileName);
      whole += entry.uncompressedSize;
      if (BODIES.test(entry.fileName) || MARGINS.test(entry.fileName) || PROPERTIES.test(entry.fileName)) parts.push(entry);
    }
    if (whole > BOMB.bytes && whole > BOMB.times * size) return { bomb: true };
    let unpacked = 0;
    const properties: Pick<Paper, 'createdOn' | 'pages'> = {};
    let [lines, margins]: [string[], string[]] = [[], []];
    for (const entry of parts) {
      unpacked += entry.uncompressedSize;
      if (unpacked > MAX_UNPACKED) throw new UnreadError('too-large');
      const nodes = parseXml(await buffer(await zip.openReadStreamPromise(entry)));
      const found = linesOf(nodes);
      if (PROPERTIES.test(entry.fileName)) Object.assign(properties, propertiesOf(nodes));
      else if (BODIES.test(entry.fileName)) lines = lines.concat(found);
      else margins = margins.concat(found);
    }
    const cells = names.includes('xl/workbook.xml');
    return {
      head: { lines, margins, cells },
      names: lines.length + margins.length > 0 ? [] : names.map(lastPart),
      // Of the others only the beginning was read, or cells in no order.
      ...(names.includes('word/document.xml') ? { lines, whole: true } : {}),
      macros: names.some((name) => /(?:^|\/)vbaProject\.bin$/i.test(name)),
      ...properties,
    };
  } finally {
    zip.close();
  }
}

function lastPart(name: string): string {
  return name.split(/[/\\]/u).at(-1) ?? '';
}

/** Elements that begin a line: paragraphs of Word and PowerPoint, cells and margins of Excel, pieces of an OFD page. */
const LINES = new Set(['w:p', 'a:p', 'si', 'is', 'ofd:TextCode']);
const MARGIN_LINES = new Set(['oddHeader', 'evenHeader', 'firstHeader', 'oddFooter', 'evenFooter', 'firstFooter']);
const WORDS = new Set(['w:t', 'a:t', 't', 'ofd:TextCode']);
/** Second copies of drawings, how characters are read, text that was deleted. */
const UNSEEN = new Set(['mc:Fallback', 'rPh', 'w:del', 'w:moveFrom', 'w:rPr', 'w:pPr']);

/** Every line of a part, those of text boxes (文本框) too, each before the paragraph it is anchored in. */
function linesOf(nodes: readonly XmlNode[]): string[] {
  const lines: string[] = [];
  const textOf = (node: XmlNode): string => {
    const tag = tagOf(node);
    if (UNSEEN.has(tag)) return '';
    if (tag === 'w:br' || tag === 'w:cr' || tag === 'a:br') return '\n';
    if (tag === 'w:tab') return ' ';
    if (tag === 'sheet') lines.push(attributeOf(node, 'name') ?? '');
    if (MARGIN_LINES.has(tag)) {
      lines.push(...marginLines(ownText(node)));
      return '';
    }
    const text = WORDS.has(tag) ? ownText(node) : childrenOf(node).map(textOf).join('');
    if (!LINES.has(tag)) return text;
    for (const line of text.split('\n')) lines.push(line);
    return '';
  };
  for (const node of nodes) textOf(node);
  return lines;
}

/** When it was made, and on how many pages, as its program wrote it down. */
function propertiesOf(nodes: readonly XmlNode[]): Pick<Paper, 'createdOn' | 'pages'> {
  const texts = new Map(nodes.flatMap(childrenOf).map((node) => [tagOf(node), ownText(node)]));
  const createdOn = texts.get('dcterms:created')?.slice(0, 10) ?? '';
  const pages = Number(texts.get('Pages') ?? texts.get('Slides'));
  return {
    ...(isDay(createdOn) ? { createdOn } : {}),
    ...(Number.isInteger(pages) && pages > 0 && pages < MAX_PAGES ? { pages } : {}),
  };
}

const MAX_PAGES = 100_000;

function ownText(node: XmlNode): string {
  return childrenOf(node)
    .map(({ '#text': text }) => (typeof text === 'string' ? text : ''))
    .join('');
}

/** &L, &C and &R begin its three parts; &"宋体,加粗" and &12 only say how it looks. */
function marginLines(text: string): string[] {
  return text.split(/&[LCR]/u).map((part) => part.replace(/&"[^"]*"|&\d+|&[A-Z+]/giu, ''));
}
