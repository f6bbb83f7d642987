/** The three levels (密级) of 国家秘密. */
const LEVEL = '(?:绝密|机密|秘密)';
/** How long: 10年, 6个月, 长期, 启用前, or a day. */
const SOME_TERM = String.raw`(?:\d{1,2}年|[一二三四五六七八九十]{1,3}年|\d{1,2}个?月|长期|永久|启用前|解密前|公布前|\d{4}年\d{1,2}月\d{1,2}日)`;
const TERM = `${SOME_TERM}?`;
const OPEN = String.raw`[【\[(「『〖〔]`;
const CLOSE = String.raw`[】\])」』〗〕]`;
const MARK = `${OPEN}?${LEVEL}${CLOSE}?[★☆✭✰]${TERM}${CLOSE}?`;

/** What may stand on the line of a mark: the number of the copy (份号) before it, the urgency after it. */
const BEFORE = String.raw`(?:份号[::]?)?(?:№|No\.?)?\d{0,8}(?:密级[::])?`;
const AFTER = '(?:特急|特提|加急|平急|急件)?';
const MARKED_LINE = new RegExp(`^${BEFORE}${MARK}${AFTER}$`, 'iu');
/** Without the star only at the top of a page: 「秘密」 alone on a line further down may be anything. */
const LEVEL_LINE = new RegExp(`^(?:密级[::])?${OPEN}?${LEVEL}级?${CLOSE}?${TERM}${AFTER}$`, 'u');
const LEVEL_ROW = new RegExp(`^密级[::]${OPEN}?${LEVEL}`, 'u');

const MARKED_NAME = [
  new RegExp(`${LEVEL}${CLOSE}?[★☆✭✰]`, 'u'),
  new RegExp(`${OPEN}${LEVEL}级?(?:件|文件)?${TERM}${CLOSE}`, 'u'),
  new RegExp(`^${LEVEL}级?(?:件|文件)?(?:[-_—:·.]|$)`, 'u'),
  new RegExp(`[-_—:·]${LEVEL}级?(?:件|文件)?$`, 'u'),
];

/** Whether a file's name carries a mark of secrecy (密级标志): 「【秘密】通知.docx」, 「机密★10年 纪要.pdf」. 「保密工作方案」 and 「秘密花园读后感」 do not. */
export function isMarkedName(name: string): boolean {
  const stem = plain(name).replace(/\.[a-z0-9]{1,5}$/iu, '');
  return MARKED_NAME.some((pattern) => pattern.test(stem));
}

/** As people type it into a sentence: after a blank, with a mark nobody writes by chance. Quoted (“机密★10年”) it is only spoken of. */
const MARKED_WORDS = new RegExp(
  String.raw`(?:^|\s|密级:|[【\[(〖〔])${LEVEL.replaceAll('密', String.raw`\s?密`)}\s?${CLOSE}?\s?(?:[★☆✭✰](?![★☆✭✰])|\*\s?${SOME_TERM})`,
  'mu',
);

/** Whether something typed, a remark or a text, carries a mark of secrecy (密级标志) on a line with other words. */
export function areMarkedWords(text: string): boolean {
  return MARKED_WORDS.test(text.normalize('NFKC').replace(/[\p{Cf}]+/gu, ''));
}

/** The beginning of a paper, line by line. */
export interface PaperHead {
  /** Of the first page, in order. */
  lines: readonly string[];
  /** Of headers and footers, and what sheets of a workbook are called. */
  margins: readonly string[];
  /** How each further page begins that was read: papers are bound together, the notice before what it goes with. */
  pages?: readonly (readonly string[])[];
  /** Cells of a workbook: there a level alone is what a column says of other papers. */
  cells: boolean;
}

/**
 * Whether a paper carries a mark of secrecy where marks stand: on a line of its own on the first page or at the top of another, or in its header. Papers that only
 * speak of 国家秘密 (a lesson on the 保密法, a plan for 保密工作) do not.
 */
export function isMarkedPaper({ lines, margins, pages = [], cells }: PaperHead): boolean {
  const head = written(lines);
  const edge = margins.map(plain);
  const tops = pages.flatMap((page) => written(page).slice(0, TOP_LINES));
  if ([...head.slice(0, HEAD_LINES), ...edge, ...tops].some((line) => MARKED_LINE.test(line))) return true;
  return !cells && [...head.slice(0, TOP_LINES), ...edge].some((line) => LEVEL_LINE.test(line) || LEVEL_ROW.test(line));
}

const HEAD_LINES = 60;
const TOP_LINES = 12;

function written(lines: readonly string[]): string[] {
  return lines.map(plain).filter((line) => line !== '');
}

/** 「秘 密 ★」 is how typists spread it, often with wide blanks. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{Cc}\p{Cf}]+/gu, '');
}
