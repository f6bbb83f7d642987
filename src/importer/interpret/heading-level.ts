import { toAsciiDigits } from './digits.ts';

const CHINESE = '[一二三四五六七八九十]+';
const WIDEST = new RegExp(`^(?:${CHINESE}\\s*[、.．，,:：]|第\\s*${CHINESE}\\s*(?:部分|章|类|篇|方面|板块|项)|[Ⅰ-Ⅻ]\\s*[、.．\\s])`);
const NARROWER = new RegExp(`^[（(]\\s*${CHINESE}\\s*[)）]|^第\\s*${CHINESE}\\s*节`);
/** An item may be numbered so as well: only where a row is a heading anyway. */
const DECIMAL = /^\d{1,2}[.．]\d{1,2}(?![\d.．])/;

/** How wide a heading row is: 0 a category (一、), 1 a section within it （一）, 1.1. Without a number it is a category. */
export function headingLevel(written: string, category: string): 0 | 1 {
  if ((NARROWER.test(written.trim()) || DECIMAL.test(written.trim())) && category !== '') return 1;
  return 0;
}

/** Numbered as headings are, and as short. */
export function looksLikeHeading(written: string): boolean {
  const text = written.trim();
  return text.length <= 60 && !/[。；;]$/.test(text) && (WIDEST.test(text) || NARROWER.test(text));
}

/** 一月份, 3月, 2024年5月, 第一季度, 上半年: a list by months or quarters. */
export function isPeriod(written: string): boolean {
  const bare = toAsciiDigits(written).replace(/\s+/g, '');
  return PERIOD.test(bare.replace(/^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])/, ''));
}

const PERIOD =
  /^(?:20\d\d年)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?|第?[一二三四1-4]季度|[上下]半年|第[一二三四五]周)(?:工作|任务|重点)?(?:工作|安排|任务|计划)?(?:[（(][^（()）]*[)）])?[:：]?$/;
