import { toAsciiDigits } from './digits.ts';

/** A heading (考评项目 or 考评内容) taken apart: `name` without number, points and blanks. */
export interface Heading {
  name: string;
  points: number | null;
  /** The most the items below may bring, where it says so: 最多加20分. */
  cap: number | null;
  /** What each item below is worth, where it says so: 共10分，每项5分. */
  each: number | null;
}

export function readHeading(written: string): Heading {
  const bare = toAsciiDigits(written)
    .replace(LETTER, '')
    .replace(DIGITS, '')
    .replace(/\s+/g, '')
    .replace(NUMBER, '')
    .replace(/[:：]$/, '')
    .replace(FRAMED, '$1')
    .replace(CONTINUED, '')
    .replace(WEIGHT, '');
  const each = EACH.exec(bare);
  const withoutCap = bare
    .replace(CAP_IN_BRACKETS, '')
    .replace(CAP, '')
    .replace(EACH, '')
    .replace(/[（(][)）]/, '');
  const points = POINTS.exec(withoutCap);
  return {
    name: withoutCap.slice(0, points?.index),
    points: points ? Number(points[1]) : null,
    cap: readCap(bare),
    each: each ? Number(each[1]) : null,
  };
}

/** The most that may be added or deducted: 最多加10分, 最高不超过5分. Null when nothing is said. */
export function readCap(written: string): number | null {
  const found = CAP.exec(toAsciiDigits(written));
  return found ? Number(found[1]) : null;
}

/** The words that name a cap and its amount, so that the amount is not taken for a rate. */
export const CAP = /(?:最多|最高|上限|不超过|封顶)[^\d，。；、]{0,6}(\d+(?:\.\d+)?)\s*分/;
/** A share of the whole is no amount of points: 党建工作（30%）. */
const WEIGHT = /[（(](?:权重)?\d+(?:\.\d+)?%[)）]$/;
/** On the next page: 一、优质服务（续）. */
const CONTINUED = /[（(]续[表上]?[)）]/;
const EACH = /[，,；;、]?(?:其中)?每(?:一?小?项|个?指标|一?条|题)(?:各|计|为|得|[:：])?(\d+(?:\.\d+)?)分/;
const CAP_IN_BRACKETS = /[（(][^（()）]{0,10}(?:最多|最高|上限|不超过|封顶)[^（()）]*[)）]/;
const POINTS = /[（(]?(?:共计?|合计|计|满分|总分|分值|本类)?[:：为]?(\d+(?:\.\d+)?)分值?[)）]?$/;
const NUMBER =
  /^(?:第[一二三四五六七八九十]+(?:部分|章|类|篇|节|方面|板块)[、.．，,:：]?|第?[一二三四五六七八九十]+[、.．，,:：)）]|[（(](?:[一二三四五六七八九十]+|\d+)[)）]、?|\d+[、.．)）]|[①-⑳][、.．]?|[Ⅰ-Ⅻ](?:[-—–－]\d{1,2})*[、.．]?|[IVX]{1,4}(?:[-—–－]\d{1,2})+[、.．]?)/;
/** A 组织领导, B、市民教育: the letter is a number only where something parts it from the words. */
const LETTER = /^\s*[A-Z]\d{0,2}(?:\s+|[、.．:：]\s*)(?=[一-鿿])/;
/** 1  组织领导, 1.1 学习教育: a blank parts the number from the words; 3 项制度 counts something. */
const DIGITS = /^\s*\d{1,2}(?:[.．]\d{1,2})*\s+(?=[一-鿿])(?![个项次大种类名支家年月日分])/;
/** 【班子建设】: a heading told by its frame instead of a number. */
const FRAMED = /^【([^】]+)】/;
