import { part, trim, type Said } from './said.ts';

const NUMERAL = '[零〇一二两三四五六七八九十百]{1,6}';
const PIECE = '(?:\\d{1,3}|[Ⅰ-Ⅻ]|[①-⑳])';
const CHAIN = `(?:\\d{1,3}|[Ⅰ-Ⅻ]|[IVX]{1,4})(?: ?- ?${PIECE}){1,4}`;
/** 3.5, 1.1.2, as decimal outlines number theirs. */
const DOTTED = '\\d{1,2}(?:\\.\\d{1,2}){1,3}';
const PLAIN = `${CHAIN}|\\d{1,3}|${NUMERAL}`;
const NUMBER = `${DOTTED}|${PLAIN}`;
// 「提交 3份材料」「提交 6月总结」 name a count or a date, no item.
const NOT_A_COUNT = '(?![\\d份个张次页件篇月日年号幅%]|\\.\\d)';

/** 第3项, （3）, 3项, ③: nobody means anything else by these. */
const MARKED = new RegExp(`^(?:第 ?(${NUMBER}) ?(?:项任务|项|条|(?=[ ,.:;]|$))|\\( ?(${PLAIN}) ?\\)项?|(${NUMBER}) ?项(?!目)|([①-⑳]))`);
/** 3, 3., 3、, Ⅲ-1-①, 1.1.2, but not 3.5 nor 23.6.30, which may be days; 三 only when it stands alone: 「提交一份」. */
const BARE = new RegExp(
  `^(?:(${CHAIN})(?!\\d)|((?!2\\d\\.)\\d{1,2}(?:\\.\\d{1,2}){2,3})(?![\\d.])|(\\d{1,3})${NOT_A_COUNT}|(${NUMERAL})(?=[ ,.:;]|$))`,
);

/** An item (第 N 项) named at the beginning, and what follows. */
export interface NamedItem {
  /** As the table's codes are kept: `3`, `Ⅲ-1-①`, `3.5`. */
  code: string;
  /** Said as 第N项, not merely as a number. */
  asItem: boolean;
  rest: Said;
}

export function readItem(said: Said): NamedItem | undefined {
  const match = MARKED.exec(said.folded) ?? BARE.exec(said.folded);
  const written = match?.slice(1).find((group) => group !== undefined);
  if (!match || written === undefined) return undefined;
  const after = part(said, match[0].length);
  return {
    code: toCode(written),
    asItem: match[0].startsWith('第') && /[项条务]$/.test(match[0]),
    rest: trim(part(after, /^[ .,:;)]*/.exec(after.folded)![0].length)),
  };
}

function toCode(written: string): string {
  if (written.includes('.')) return written;
  const pieces = written.split('-').map((piece) => piece.trim());
  if (pieces.length === 1) return String(toNumber(written));
  return pieces.map((piece, i) => (/^\d+$/.test(piece) ? String(Number(piece)) : i === 0 ? toRoman(piece) : piece)).join('-');
}

/** 12, 十二, 零, ⑫. */
export function toNumber(written: string): number {
  if (/^\d+$/.test(written)) return Number(written);
  const circled = written.charCodeAt(0) - '①'.charCodeAt(0);
  return circled >= 0 && circled < 20 ? circled + 1 : fromNumeral(written);
}

function fromNumeral(written: string): number {
  let sum = 0;
  let digit = 0;
  for (const character of written) {
    const unit = character === '百' ? 100 : character === '十' ? 10 : 0;
    if (unit > 0) {
      sum += Math.max(digit, 1) * unit;
      digit = 0;
    } else digit = character === '两' ? 2 : Math.max(DIGITS.indexOf(character), 0);
  }
  return sum + digit;
}

const DIGITS = '零一二三四五六七八九';

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

function toRoman(written: string): string {
  const at = ROMAN.indexOf(written);
  return at < 0 ? written : String.fromCharCode('Ⅰ'.charCodeAt(0) + at);
}

/** A numbered thing at the beginning (B12, S5, J3), and what follows. */
export interface Numbered {
  number: number;
  /** The letter was said. */
  lettered: boolean;
  rest: Said;
}

export function readNumber(said: Said, letter: 'B' | 'S' | 'J'): Numbered | undefined {
  const match = NUMBERS[letter].exec(said.folded);
  const [all, lettered, written] = match ?? [];
  if (all === undefined || written === undefined) return undefined;
  return { number: toNumber(written), lettered: lettered !== undefined, rest: trim(part(said, all.length)) };
}

/** Several at the beginning, each once: 「B12 B13」, 「B12、13和B15」. One without its letter has to be separated by more than a blank. */
export function readNumbers(said: Said, letter: 'B' | 'S' | 'J'): { numbers: number[]; rest: Said } | undefined {
  const first = readNumber(said, letter);
  if (first === undefined) return undefined;
  const numbers = [first.number];
  let { rest } = first;
  for (;;) {
    const before = said.folded.slice(0, said.folded.length - rest.folded.length);
    const joined = /^(?:和|与|及|跟) ?/.exec(rest.folded)?.[0] ?? '';
    const next = readNumber(trim(part(rest, joined.length)), letter);
    const isSeparated = joined !== '' || /[,;] *$/.test(before);
    // 「通过 B12，4.5分」, 「撤回 B12，3张发错了」
    const isAmount = next !== undefined && /^(?:\.\d|[分份个张次页件篇年月日])/.test(next.rest.folded);
    if (next === undefined || !(next.lettered || (isSeparated && !isAmount))) return { numbers: [...new Set(numbers)], rest };
    numbers.push(next.number);
    rest = next.rest;
  }
}

const numbered = (letter: string): RegExp =>
  new RegExp(`^(?:第 ?)?(?:([${letter}]) ?-? ?)?(\\d{1,9}|${NUMERAL}(?=[ ,.;]|$))(?!\\d) ?(?:号|\\.(?!\\d))?`);
const NUMBERS = { B: numbered('Bb'), S: numbered('Ss'), J: numbered('Jj') };
