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
  stopNodes: ['*.w:rPr'], // half of a document is fonts
});

/** About 300 MB of tree; the tables of a year have a tenth of that. */
const MAX_TAGS = 1_500_000;

/** Parses XML that came from outside: no document type (so no entities of its own), a bounded number of tags, bounded nesting. */
export function parseXml(bytes: Buffer): XmlNode[] {
  const xml = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw new ImportRefusal('broken');
  if (countTags(xml) > MAX_TAGS) throw new ImportRefusal('too-large');
  return parser.parse(xml) as XmlNode[];
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

/** The attribute `w:val`, in which WordprocessingML keeps nearly every value. */
export function valueOf(node: XmlNode | undefined): string | undefined {
  return (node?.[':@'] as Record<string, string> | undefined)?.['w:val'];
}
