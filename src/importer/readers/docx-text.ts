import { childrenOf, tagOf, type XmlNode } from './xml.ts';

/** Elements that only wrap others. */
const WRAPPERS = new Set(['w:sdt', 'w:sdtContent', 'w:ins', 'w:moveTo', 'w:customXml', 'w:smartTag']);

/** What a reader does not see: deleted and moved-away text, field codes, the second copy of a drawing. */
const UNSEEN = new Set(['w:del', 'w:moveFrom', 'w:pPr', 'w:rPr', 'w:instrText', 'mc:Fallback']);

/** Elements of the given tags, in order, also inside wrappers but not inside each other. */
export function listElements(nodes: readonly XmlNode[], tags: readonly string[]): XmlNode[] {
  return nodes.flatMap((node) => {
    const tag = tagOf(node);
    if (tags.includes(tag)) return [node];
    return WRAPPERS.has(tag) ? listElements(childrenOf(node), tags) : [];
  });
}

/** A paragraph's lines, trimmed, without empty ones. */
export function paragraphLines(paragraph: XmlNode): string[] {
  return textOf(paragraph)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function textOf(node: XmlNode): string {
  const tag = tagOf(node);
  if (UNSEEN.has(tag)) return '';
  if (tag === 'w:t') return childrenOf(node).map(ownText).join('');
  if (tag === 'w:br' || tag === 'w:cr') return '\n';
  if (tag === 'w:tab') return ' ';
  if (tag === 'w:noBreakHyphen') return '-';
  return childrenOf(node).map(textOf).join('');
}

function ownText({ '#text': text }: XmlNode): string {
  return typeof text === 'string' ? text : '';
}
