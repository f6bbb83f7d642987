import type { DocxStyles, FoundList } from './docx-styles.ts';
import { listNumber } from './list-number.ts';
import { attributeOf, childOf, childrenOf, tagOf, valueOf, type XmlNode } from './xml.ts';

interface Level {
  start: number;
  format: string;
  /** 「（%1）」, 「%1.%2」. */
  text: string;
  /** Whether all its numbers are shown in digits. */
  isLegal: boolean;
  /** Up to which level (from 1) a higher number makes it start again: 0 never, undefined any. */
  restart: number | undefined;
  suffix: string;
  /** The paragraph style that belongs to this level. */
  style: string | undefined;
}

interface List {
  abstract: string;
  starts: Map<number, number>;
  levels: Map<number, Level>;
}

interface AbstractList {
  levels: Map<number, Level>;
  link: string | undefined;
}

/** The automatic numbers of a document, which stand nowhere in its text. They depend on all paragraphs before, so they are asked for in order. */
export interface DocxNumbering {
  /** What Word shows before the paragraph: 「（1）」 and the blank after it, or nothing. */
  next(properties: XmlNode | undefined): string;
}

const MAX_LEVEL = 8;
const MAX_TEXT = 40;

export function createNumbering(root: XmlNode | undefined, styles: DocxStyles): DocxNumbering {
  const abstracts = readEach(root, 'w:abstractNum', 'w:abstractNumId', readAbstract);
  const lists = readEach(root, 'w:num', 'w:numId', readList);
  const counters = new Map<string, Map<number, number>>();
  const begun = new Set<string>();

  function levelsOf(list: List): Map<number, Level> {
    const abstract = abstracts.get(list.abstract);
    const linked = abstract?.link === undefined ? undefined : lists.get(styles.numIdOf(abstract.link) ?? '');
    const levels = linked === undefined ? abstract?.levels : abstracts.get(linked.abstract)?.levels;
    return new Map([...(levels ?? []), ...list.levels]);
  }

  /** Lists made from one pattern go on counting together, until one says where it starts. */
  function count(list: List, numId: string, at: number, levels: Map<number, Level>): Map<number, number> {
    const numbers = counters.get(list.abstract) ?? new Map<number, number>();
    counters.set(list.abstract, numbers);
    const key = `${numId} ${at}`;
    const start = begun.has(key) ? undefined : list.starts.get(at);
    begun.add(key);
    const before = numbers.get(at);
    numbers.set(at, start ?? (before === undefined ? levels.get(at)!.start : before + 1));
    for (let deeper = at + 1; deeper <= MAX_LEVEL; deeper += 1) if (at < (levels.get(deeper)?.restart ?? deeper)) numbers.delete(deeper);
    return numbers;
  }

  return {
    next: (properties) => {
      const found = styles.listOf(properties);
      const list = found && lists.get(found.numId);
      if (!found || !list) return '';
      const levels = levelsOf(list);
      const at = found.level ?? levelOfStyle(found, levels);
      const level = levels.get(at);
      if (level === undefined) return '';
      const numbers = count(list, found.numId, at, levels);
      if (level.format === 'bullet') return '';
      const text = level.text.replace(/%([1-9])/g, (_, place: string) => {
        const shown = levels.get(Number(place) - 1);
        const number = numbers.get(Number(place) - 1) ?? shown?.start ?? 1;
        return listNumber(number, level.isLegal ? 'decimal' : (shown?.format ?? 'decimal'));
      });
      return text.trim() === '' || level.suffix === 'nothing' ? text : `${text} `;
    },
  };
}

function levelOfStyle({ style }: FoundList, levels: Map<number, Level>): number {
  return [...levels].find(([, level]) => style !== undefined && level.style === style)?.[0] ?? 0;
}

function readEach<T>(root: XmlNode | undefined, tag: string, id: string, read: (node: XmlNode) => T): Map<string, T> {
  const nodes = root === undefined ? [] : childrenOf(root).filter((node) => tagOf(node) === tag);
  return new Map(nodes.map((node) => [attributeOf(node, id) ?? '', read(node)]));
}

function readAbstract(node: XmlNode): AbstractList {
  return { levels: readLevels(node), link: valueOf(childOf(node, 'w:numStyleLink')) };
}

function readList(node: XmlNode): List {
  const overrides = childrenOf(node).filter((child) => tagOf(child) === 'w:lvlOverride');
  const starts = overrides.flatMap((override): [number, number][] => {
    const start = valueOf(childOf(override, 'w:startOverride'));
    return start === undefined ? [] : [[Number(attributeOf(override, 'w:ilvl')), wholeNumber(start, 1)]];
  });
  return {
    abstract: valueOf(childOf(node, 'w:abstractNumId')) ?? '',
    starts: new Map(starts),
    levels: new Map(overrides.flatMap((override) => [...readLevels(override)])),
  };
}

function readLevels(node: XmlNode): Map<number, Level> {
  const levels = childrenOf(node).filter((child) => tagOf(child) === 'w:lvl');
  return new Map(
    levels.map((level): [number, Level] => [Number(attributeOf(level, 'w:ilvl')), readLevel(level)]).filter(([at]) => at <= MAX_LEVEL),
  );
}

function readLevel(level: XmlNode): Level {
  const restart = valueOf(childOf(level, 'w:lvlRestart'));
  const legal = childOf(level, 'w:isLgl');
  return {
    start: wholeNumber(valueOf(childOf(level, 'w:start')), 0),
    format:
      valueOf(childOf(level, 'w:numFmt') ?? childOf(childOf(childOf(level, 'mc:AlternateContent'), 'mc:Fallback'), 'w:numFmt')) ??
      'decimal',
    text: (valueOf(childOf(level, 'w:lvlText')) ?? '').slice(0, MAX_TEXT),
    isLegal: legal !== undefined && valueOf(legal) !== '0',
    restart: restart === undefined ? undefined : wholeNumber(restart, 0),
    suffix: valueOf(childOf(level, 'w:suff')) ?? 'tab',
    style: valueOf(childOf(level, 'w:pStyle')),
  };
}

function wholeNumber(value: string | undefined, otherwise: number): number {
  const number = Number(value);
  return Number.isSafeInteger(number) && number >= 0 ? number : otherwise;
}
