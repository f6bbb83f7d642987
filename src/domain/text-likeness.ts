/** An item's text made ready for being compared with many others: its pairs of characters. */
export interface ComparableText {
  plain: string;
  pairs: ReadonlySet<string>;
}

/** Of two texts only what they say counts: not blanks, which Word and pasted text put differently, nor the number and the points beside it. */
export function comparableText(text: string): ComparableText {
  const plain = text.normalize('NFKC').replace(/\s+/gu, '').replace(NUMBER, '').replace(POINTS, '');
  const words = plain.replace(QUOTAS, '').replace(/[^\p{L}\p{N}]/gu, '');
  return { plain, pairs: new Set([...words].slice(1).map((character, index) => words[index]! + character)) };
}

/** 「（3）」「3.」「三、」「III-1-1」 in front, as NFKC leaves them. */
const NUMBER =
  /^(?:\((?:\d{1,3}|[一二三四五六七八九十]{1,3})\)|(?:[IVX]{1,4}|\d{1,3})(?:[-—]\d{1,3})+|\d{1,3}[.、)](?!\d)|[一二三四五六七八九十]{1,3}、)/u;
/** 「5分」「（5分）」 at the end. */
const POINTS = /\(?\d{1,3}(?:\.\d{1,2})?分\)?[。;.]?$/u;

/** 「全年不少于4次」 stands in many items and tells none from another. */
const QUOTAS = /(?:全年|每年|每半年|每季度?|每个?月)?(?:不少于|至少|不低于)?\d{1,4}[次场期篇条张份个]?(?:以上)?/gu;

/** Shared pairs against all of both (Dice): 1 for the same words, 0 for nothing in common. */
export function likeness(a: ComparableText, b: ComparableText): number {
  if (a.plain === b.plain) return 1;
  if (a.pairs.size + b.pairs.size === 0) return 0;
  const [few, many] = a.pairs.size <= b.pairs.size ? [a.pairs, b.pairs] : [b.pairs, a.pairs];
  let shared = 0;
  for (const pair of few) if (many.has(pair)) shared += 1;
  return (2 * shared) / (a.pairs.size + b.pairs.size);
}

/**
 * For each text of `texts` the few of `others` that share most of its rarer pairs: who may be alike at all, without comparing every one
 * with every other.
 */
export function nearestTexts(texts: readonly ComparableText[], others: readonly ComparableText[]): number[][] {
  const holders = new Map<string, number[]>();
  others.forEach(({ pairs }, index) => {
    for (const pair of pairs) {
      const known = holders.get(pair);
      if (known === undefined) holders.set(pair, [index]);
      else known.push(index);
    }
  });
  return texts.map(({ pairs }) => {
    const shared = new Map<number, number>();
    const sharers = [...pairs].reduce((sum, pair) => sum + (holders.get(pair)?.length ?? 0), 0);
    const rare = sharers <= MOST_SHARED ? Infinity : COMMON;
    for (const pair of pairs) {
      const found = holders.get(pair) ?? [];
      if (found.length <= rare) for (const index of found) shared.set(index, (shared.get(index) ?? 0) + 1);
    }
    return [...shared]
      .sort((a, b) => b[1] - a[1])
      .slice(0, NEAREST)
      .map(([index]) => index);
  });
}

// Pairs that many items have (工作, 开展) tell nothing apart and cost most.
const MOST_SHARED = 20_000;
const COMMON = 200;
const NEAREST = 8;
