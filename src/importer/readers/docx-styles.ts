import { attributeOf, childOf, childrenOf, tagOf, valueOf, type XmlNode } from './xml.ts';

/** What a paragraph or a style says about its list (`w:numPr`). `numId` 0 takes a list away. */
export interface ListReference {
  numId: string | undefined;
  level: number | undefined;
}

/** A list with the style that gave it, where it was not the paragraph itself. */
export interface FoundList {
  numId: string;
  level: number | undefined;
  style: string | undefined;
}

interface Style extends ListReference {
  basedOn: string | undefined;
}

/** The styles of a document (styles.xml), as far as lists depend on them. */
export interface DocxStyles {
  /** The list of a paragraph with the given properties, from itself or from its style and those that style is based on. */
  listOf(properties: XmlNode | undefined): FoundList | undefined;
  /** The list a numbering style stands for. */
  numIdOf(style: string): string | undefined;
}

export function readStyles(root: XmlNode | undefined): DocxStyles {
  const styles = new Map<string, Style>();
  let standard: string | undefined;
  for (const style of root === undefined ? [] : childrenOf(root).filter((node) => tagOf(node) === 'w:style')) {
    const id = attributeOf(style, 'w:styleId');
    if (id === undefined) continue;
    styles.set(id, { basedOn: valueOf(childOf(style, 'w:basedOn')), ...readReference(childOf(style, 'w:pPr')) });
    if (attributeOf(style, 'w:type') === 'paragraph' && isOn(attributeOf(style, 'w:default'))) standard ??= id;
  }

  function fromStyle(first: string | undefined): FoundList | undefined {
    const seen = new Set<string>();
    let level: number | undefined;
    for (let id = first; id !== undefined && !seen.has(id); id = styles.get(id)?.basedOn) {
      seen.add(id); // a style may be based on itself
      const style = styles.get(id);
      level ??= style?.level;
      if (style?.numId !== undefined) return { numId: style.numId, level, style: id };
    }
    return undefined;
  }

  return {
    listOf: (properties) => {
      const own = readReference(properties);
      if (own.numId !== undefined) return { numId: own.numId, level: own.level, style: undefined };
      const found = fromStyle(valueOf(childOf(properties, 'w:pStyle')) ?? standard);
      return found && { ...found, level: own.level ?? found.level };
    },
    numIdOf: (style) => styles.get(style)?.numId,
  };
}

function readReference(properties: XmlNode | undefined): ListReference {
  const reference = childOf(properties, 'w:numPr');
  const level = valueOf(childOf(reference, 'w:ilvl'));
  return { numId: valueOf(childOf(reference, 'w:numId')), level: level === undefined ? undefined : Number(level) };
}

/** Word's way to write yes: the attribute left out, or one of these. */
function isOn(value: string | undefined): boolean {
  return value !== undefined && !['0', 'false', 'off'].includes(value);
}
