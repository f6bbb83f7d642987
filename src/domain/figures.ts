const UNIT = String.raw`(?:%|‰|人次|篇次|人|名|次|场|期|份|篇|条|件|个|项|户|元|万|亿|小时|课时|天|册|本|张|家|位|批|倍|轮|支|对|组|平方|亩|公里|千米|公斤|吨|余|多)`;
/** 第3项 and 十个坚持 count nothing: numerals are figures only where they are long enough to have been counted. */
const FIGURE = new RegExp(String.raw`(?<![第\d.])\d[\d,]*(?:\.\d+)?${UNIT}|[一二三四五六七八九十百千]{2,}(?:余|多)?${UNIT}|百分之`, 'u');

/** Whether a text names amounts: 参加 23 人次, 85%, 三十余人. Dates, numbers of papers and of items are none. */
export function hasFigures(text: string): boolean {
  return FIGURE.test(text.normalize('NFKC').replaceAll(/\s+/gu, ''));
}
