/** The texts directly under `<xml>`, by element. */
export type XmlFields = ReadonlyMap<string, string>;

/**
 * Reads WeCom's XML: elements without attributes, CDATA, references to characters. What lies deeper than one level is only
 * checked. undefined for anything else: a document type, and with it entities of one's own, is no part of the grammar.
 */
export function readXml(xml: string): XmlFields | undefined {
  const fields = new Map<string, string>();
  const open: string[] = [];
  let text = '';
  for (let at = DECLARATION.exec(xml)?.[0].length ?? 0; at < xml.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(xml);
    if (token === null) return undefined;
    const [, cdata, plain, opened, closed] = token;
    if (opened !== undefined) {
      if (open.length === MOST_DEEP || (open.length === 0 && opened !== 'xml')) return undefined;
      open.push(opened);
      text = '';
    } else if (closed !== undefined) {
      if (open.pop() !== closed) return undefined;
      if (open.length === 1) fields.set(closed, text);
      text = '';
    } else {
      // Blanks inside CDATA were typed by somebody, those outside only set the elements apart.
      text += cdata ?? decode(plain!.trim());
      if (open.length === 0 && text !== '') return undefined;
    }
  }
  return open.length === 0 && fields.size > 0 ? fields : undefined;
}

/** A text as an element's content. */
export function toCdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

const DECLARATION = /^\s*<\?xml\s[^<>]*\?>/;
// A closing tag may come as `</TaskId >`.
const TOKEN = /<!\[CDATA\[([^]*?)\]\]>|([^<]+)|<([A-Za-z_][\w.-]*)\s*>|<\/([A-Za-z_][\w.-]*)\s*>/y;
const MOST_DEEP = 16;

const REFERENCE = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos));/g;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (written, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name]!;
    const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : written;
  });
}
