import { suffixOf } from './file-name.ts';

/** An item as far as a file name can point at it. */
interface HintedTask {
  code: string;
  text: string;
}

/**
 * Items that file names point at: 「（3）方案」, 「第3项照片」, 「3-方案」, or words of only one item's text. Several mean that it
 * has to be asked; names that say nothing do not count against the others.
 */
export function tasksNamedBy<T extends HintedTask>(fileNames: readonly string[], tasks: readonly T[]): T[] {
  const stems = fileNames.map((name) => comparable(name.slice(0, name.length - suffixOf(name).length)));
  const named = stems.flatMap((stem) => {
    const byCode = tasks.filter(({ code }) => namesCode(stem, comparable(code)));
    if (byCode.length > 0) return byCode;
    const byWords = tasks.filter(({ text }) => sharesWords(stem, comparable(text)));
    return byWords.length === 1 ? byWords : [];
  });
  return [...new Set(named)];
}

/** At the front only: 「方案(1)」 is what a browser calls a second download. A number after the dash makes it a date. */
function namesCode(stem: string, code: string): boolean {
  if (stem.includes(`第${code}项`) || stem.includes(`第${code}条`) || stem.startsWith(`(${code})`)) return true;
  const rest = stem.replace(/^0+(?=\d)/, '');
  return rest.startsWith(code) && /^[-_、.](?!\d)/.test(rest.slice(code.length));
}

/** Four characters in a row: two-character words are everywhere in such tables. */
function sharesWords(stem: string, text: string): boolean {
  const characters = [...stem];
  return characters.some((_, at) => {
    const words = characters.slice(at, at + WORDS_LENGTH).join('');
    return /^\p{Script=Han}+$/u.test(words) && [...words].length === WORDS_LENGTH && text.includes(words);
  });
}

const WORDS_LENGTH = 4;

function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[—–﹣]/gu, '-')
    .replace(/\s+/gu, '')
    .toLowerCase();
}
