import type { DocxNumbering } from './docx-numbering.ts';
import { circled } from './list-number.ts';
import { attributeOf, childOf, childrenOf, tagOf, type XmlNode } from './xml.ts';

/** Elements that only wrap others. */
const WRAPPERS = new Set(['w:sdt', 'w:sdtContent', 'w:ins', 'w:moveTo', 'w:customXml', 'w:smartTag', 'mc:AlternateContent', 'mc:Choice']);

/** What a reader of the text does not see: deleted and moved-away text, text boxes, the reading of a character, the second copy of a drawing. */
const UNSEEN = new Set(['w:del', 'w:moveFrom', 'w:pPr', 'w:rPr', 'w:txbxContent', 'w:rt', 'mc:Fallback']);

/** Elements of the given tags, in order, also inside wrappers but not inside each other. */
export function listElements(nodes: readonly XmlNode[], tags: readonly string[]): XmlNode[] {
  return nodes.flatMap((node) => {
    const tag = tagOf(node);
    if (tags.includes(tag)) return [node];
    return WRAPPERS.has(tag) ? listElements(childrenOf(node), tags) : [];
  });
}

/** A paragraph's lines with its automatic number, trimmed, without empty ones. */
export function paragraphLines(paragraph: XmlNode, numbering: DocxNumbering): string[] {
  const properties = childOf(paragraph, 'w:pPr');
  const text = readFields(textOf(paragraph));
  // A paragraph that is deleted or hidden as a whole has no number, and takes none.
  const isGone = text.trim() === '' && /<[\w.-]*:?(?:del|moveFrom)[\s/>]/.test(rawProperties(properties));
  if (isGone || (text.trim() === '' && isHidden(properties))) return [];
  return `${numbering.next(properties)}${text}`
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function textOf(node: XmlNode): string {
  const tag = tagOf(node);
  if (UNSEEN.has(tag)) return '';
  if (tag === 'w:t' || tag === 'm:t') return childrenOf(node).map(ownText).join('');
  if (tag === 'w:br' || tag === 'w:cr') return '\n';
  if (tag === 'w:tab' || tag === 'w:ptab') return ' ';
  if (tag === 'w:noBreakHyphen') return '-';
  if (tag === 'w:sym') return symbol(node);
  if (tag === 'w:instrText') return `${FIELD}${childrenOf(node).map(ownText).join('')}${FIELD_END}`;
  if (tag === 'w:r' && isHidden(node)) return '';
  return childrenOf(node).map(textOf).join('');
}

function ownText({ '#text': text }: XmlNode): string {
  return typeof text === 'string' ? text : '';
}

/** Whether the `w:rPr` of a run, or of a paragraph's mark, says so (隐藏文字). */
function isHidden(node: XmlNode | undefined): boolean {
  const [, value] = /<[\w.-]*:?vanish(?:\s+[\w.-]*:?val\s*=\s*["'](\w*)["'])?[\s/>]/.exec(rawProperties(node)) ?? [undefined, 'off'];
  return !['0', 'false', 'off'].includes(value ?? 'on');
}

/** Font properties stay unparsed: half of a document is fonts. */
function rawProperties(node: XmlNode | undefined): string {
  const properties = childOf(node, 'w:rPr');
  return properties === undefined ? '' : childrenOf(properties).map(ownText).join('');
}

const [FIELD, FIELD_END] = ['\u{f0000}', '\u{f0001}'];

/** Field codes are not seen, but 带圈字符 makes ① out of one: `eq \o\ac(○,1)`. */
function readFields(text: string): string {
  if (!text.includes(FIELD)) return text;
  return text.replaceAll(FIELD_END + FIELD, '').replace(/\u{f0000}([^\u{f0001}]*)\u{f0001}/gu, (_, code: string) => {
    const number = /^\s*eq\s*\\o\s*\\ac\s*\(\s*[○◯]\s*[,，;]\s*(\d{1,2})\s*\)/i.exec(code)?.[1];
    return number === undefined ? '' : (circled(Number(number)) ?? number);
  });
}

/** A character of a font of pictures (`w:sym`): the circled numbers and marks that stand in tables; other pictures are left out. */
function symbol(node: XmlNode): string {
  const code = Number.parseInt(attributeOf(node, 'w:char') ?? '', 16);
  const font = attributeOf(node, 'w:font') ?? '';
  const place = code & 0xff;
  if (/^wingdings$/i.test(font)) {
    if (place >= 0x81 && place <= 0x8a) return circled(place - 0x80)!;
    if (place >= 0x8c && place <= 0x95) return circled(place - 0x8b)!;
    return WINGDINGS[place] ?? '';
  }
  return code > 0x1f && code < 0xe000 ? String.fromCharCode(code) : '';
}

const WINGDINGS: Record<number, string> = { 0x6c: '●', 0x6e: '■', 0x6f: '□', 0xa8: '□', 0xfb: '×', 0xfc: '✓', 0xfd: '☒', 0xfe: '☑' };
