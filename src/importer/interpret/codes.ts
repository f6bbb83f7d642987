import type { DraftWarning } from '../../domain/plan-draft.ts';

/** Where an item stands, and the numbers it may be called by. */
export interface Numbered {
  category: string;
  section: string;
  /** In the codes' column, for all rows of its group. */
  columnCode: string;
  group: number;
  /** At the start of its text, or in its cell. */
  textCode: string | undefined;
}

/** Codes people type, one for each item: its own number where that is enough, else with the row's, the category's or the section's before it. */
export function chooseCodes(items: readonly Numbered[]): { codes: string[]; warnings: DraftWarning[] } {
  const own = ownCodes(items);
  const repeated = findRepeated(own);
  if (repeated === undefined) return { codes: own, warnings: [] };
  const categories = [...new Set(items.map(({ category }) => category))];
  const inCategory = items.map(({ category }, index) => `${categories.indexOf(category) + 1}-${own[index]}`);
  const inSection = items.map(({ category, section }, index) => {
    const sections = [...new Set(items.filter((item) => item.category === category).map((item) => item.section))];
    return `${categories.indexOf(category) + 1}-${sections.indexOf(section) + 1}-${own[index]}`;
  });
  const codes = [inCategory, inSection].find((candidate) => findRepeated(candidate) === undefined);
  const message = codes
    ? `表里的项号有重复（第${repeated}项），已在前面加上考评项目的序号，例如「${codes[0]!}」`
    : `表里的项号有重复（第${repeated}项），已从 1 开始重新编号`;
  return {
    codes: codes ?? items.map((_, index) => String(index + 1)),
    warnings: [{ code: 'repeated-code', message, at: `第${repeated}项` }],
  };
}

function ownCodes(items: readonly Numbered[]): string[] {
  const inText = items.flatMap(({ textCode }) => textCode ?? []);
  if (inText.length === items.length && findRepeated(inText) === undefined) return inText;
  const groups = Map.groupBy(items, ({ group }) => group);
  const taken = new Map<number, number>();
  return items.map(({ columnCode, group, textCode }, index) => {
    const position = (taken.get(group) ?? 0) + 1;
    taken.set(group, position);
    if (columnCode === '') return textCode ?? String(index + 1);
    return groups.get(group)!.length === 1 ? columnCode : `${columnCode}-${textCode ?? position}`;
  });
}

function findRepeated(codes: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return codes.find((code) => seen.has(code) || !seen.add(code));
}
