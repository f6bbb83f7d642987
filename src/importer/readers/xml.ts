import { XMLParser } from 'fast-xml-parser';
import { ImportRefusal } from '../import-refusal.ts';

/** An element: one key is its tag with the children in order, `:@` its attributes, `#text` a piece of text. */
export interface XmlNode {
  readonly [key: string]: unknown;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  htmlEntities: true, // without it numeric references stay undecoded
  maxNestedTags: 300,
  stopNodes: ['*.w:rPr'],
});

/** About 300 MB of tree; the tables of a year have a tenth of that. */
const MAX_TAGS = 1_500_000;

/** Parses XML that came from outside: no document type (so no entities of its own), a bounded number of tags, bounded nesting. */
export function parseXml(bytes: Buffer): XmlNode[] {
  return parser.parse(withoutFonts(withWordPrefix(decodeXml(bytes)))) as XmlNode[];
}

/** The text of an XML file from outside, after looking that nothing in it costs more than it should. */
export function decodeXml(bytes: Buffer, maxTags = MAX_TAGS): string {
  const xml = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw new ImportRefusal('broken');
  if (countTags(xml) > maxTags) throw new ImportRefusal('too-large');
  return xml;
}

/** Half of a document is fonts. Only what hides or deletes text matters to a reader. */
function withoutFonts(xml: string): string {
  return xml.replace(/<w:rPr>(?:<w:\w+(?:\s[^<>]*)?\/>)*<\/w:rPr>/g, (fonts) => (/<w:(?:vanish|del|moveFrom)\b/.test(fonts) ? fonts : ''));
}

const WORD_NAMESPACE =
  /xmlns(?::([\w.-]+))?\s*=\s*["']http:\/\/(?:schemas\.openxmlformats\.org|purl\.oclc\.org\/ooxml)\/wordprocessingml\/(?:2006\/)?main["']/g;

/** Word and WPS write `w:` before every name; a file may as well use another prefix, or none, for the same namespace. */
function withWordPrefix(xml: string): string {
  const prefixes = new Set(Array.from(xml.slice(0, 20_000).matchAll(WORD_NAMESPACE), ([, prefix]) => prefix ?? ''));
  prefixes.delete('w');
  if (prefixes.size === 0) return xml;
  const isOurs = (prefix: string | undefined) => prefixes.has(prefix ?? '');
  return xml.replace(/<[^<>!?]+>/g, (tag) =>
    tag
      .replace(/^(<\/?)(?:([\w.-]+):)?([\w.-]+)/, (all, open: string, prefix: string | undefined, name: string) =>
        isOurs(prefix) ? `${open}w:${name}` : all,
      )
      .replace(/(\s)([\w.-]+):([\w.-]+=)/g, (all, blank: string, prefix: string, name: string) =>
        isOurs(prefix) ? `${blank}w:${name}` : all,
      ),
  );
}

function countTags(xml: string): number {
  let count = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) count += 1;
  return count;
}

export function tagOf(node: XmlNode): string {
  for (const key in node) if (key !== ':@') return key;
  return '';
}

export function childrenOf(node: XmlNode): readonly XmlNode[] {
  const children = node[tagOf(node)];
  return Array.isArray(children) ? children : [];
}

export function childOf(node: XmlNode | undefined, tag: string): XmlNode | undefined {
  return node && childrenOf(node).find((child) => tagOf(child) === tag);
}

export function attributeOf(node: XmlNode | undefined, name: string): string | undefined {
  return (node?.[':@'] as Record<string, string> | undefined)?.[name];
}

/** The attribute `w:val`, in which WordprocessingML keeps nearly every value. */
export function valueOf(node: XmlNode | undefined): string | undefined {
  return attributeOf(node, 'w:val');
}
