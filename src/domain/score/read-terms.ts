import { isDay } from '../calendar.ts';
import type { HeadcountBand, Rate, RuleTerms } from './rule-terms.ts';

/** What is known of a rule's row (加分项 / 扣分项) when its terms are read. */
export interface RuleText {
  text: string;
  /** Amounts of its own column, for a text that names none. */
  rates: readonly number[];
  /** What the row is worth, for 扣完为止. */
  worth: number | null;
}

/** Reads a rule's terms from its text: what it does not say is not made up. */
export function readRuleTerms({ text: written, rates, worth }: RuleText): RuleTerms {
  const text = halfWidth(written.slice(0, LONGEST)).replace(/[^\S\n]+/g, ' ');
  const read = readRates(text);
  return {
    rates: read.length > 0 ? read : rates.map((amount) => ({ subject: '', label: '', from: amount, to: amount, per: null, extra: false })),
    highestOnly: readHighestOnly(text),
    window: readWindow(text),
    minLength: readMinLength(text),
    headcount: readHeadcount(text),
    doubles: /加倍|翻倍|双倍/.test(text),
    veto: VETO.exec(text)?.[0] ?? null,
    untilNothingLeft: /扣完为止/.test(text) ? { of: worth } : null,
  };
}

// No rule says more; what is longer is no rule, and must not take long.
const LONGEST = 5_000;

/** Digits, points and percent signs as ASCII, in the same length. */
function halfWidth(text: string): string {
  return text.replace(/[０-９．％]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
}

const VETO = /一票否决|(?:取消|撤销|丧失)[^，。；,;]{0,8}(?:资格|称号)|不得(?:参评|申报|晋级|评优|推荐)/;

function readHighestOnly(text: string): RuleTerms['highestOnly'] {
  if (/同一[^，。；]{0,12}(?:最高|不重复|不累计)/.test(text)) return 'work';
  return /(?:最高|最多)只?(?:能)?[计取]一[项次个]|(?:只|仅)[计取记算]最高|[按取以就]最高[^，。；\d]{0,8}(?:[计加算]|[一1][项次]|$)|就高|不(?:重复|累计)[计加扣]/.test(
    text,
  )
    ? 'rule'
    : null;
}

const TO = '\\s*(?:[-－—–~～至到])\\s*';
const MONTHS = new RegExp(
  `(20\\d\\d)\\s*年\\s*(\\d{1,2})\\s*月(?:\\s*(\\d{1,2})\\s*日)?${TO}(?:(20\\d\\d)\\s*年\\s*)?(\\d{1,2})\\s*月(?:\\s*(\\d{1,2})\\s*日)?`,
);
const YEARS = new RegExp(`(20\\d\\d)\\s*年?(?:度)?${TO}(20\\d\\d)\\s*年`);
/** 「2023年1月1日以来」 */
const SINCE = /(20\d\d)\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)?\s*(?:以来|以后|之后|起(?!草))/;
const ONE_YEAR = /(20\d\d)\s*年(?:度)?[（(，,]?\s*以[^，。；]{0,8}(?:时间|日期)为准/;

function readWindow(text: string): RuleTerms['window'] {
  const months = MONTHS.exec(text);
  if (months !== null) {
    const [year = '', month = '', date = '1', lastYear = year, lastMonth = '', lastDate] = months.slice(1);
    const from = dayIn(year, month, date);
    const to = lastDate === undefined ? lastOf(lastYear, lastMonth) : dayIn(lastYear, lastMonth, lastDate);
    return isDay(from) && isDay(to) && from <= to ? { from, to } : null;
  }
  const years = YEARS.exec(text) ?? ONE_YEAR.exec(text);
  const since = years === null ? SINCE.exec(text) : null;
  if (since !== null) {
    const from = dayIn(since[1]!, since[2] ?? '1', since[3] ?? '1');
    return isDay(from) ? { from, to: null } : null;
  }
  return years === null ? null : { from: `${years[1]}-01-01`, to: `${years[2] ?? years[1]}-12-31` };
}

function dayIn(year: string, month: string, date: string): string {
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

function lastOf(year: string, month: string): string {
  return new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10);
}

function readMinLength(text: string): number | null {
  const found = /(?:不少于|不低于|至少)\s*(\d+)\s*字|(\d+)\s*字(?:及?以上|起)/.exec(text);
  return found === null ? null : Number(found[1] ?? found[2]);
}

const INCLUDED = '[（(]?[含不]{0,2}[)）]?';
const STAFF = [
  `(?<from>\\d+)\\s*人?${INCLUDED}${TO}(?:(?<to>\\d+)\\s*人(?![（(]不含)|(?<until>\\d+)\\s*人[（(]不含[)）])`,
  `(?<above>\\d+)\\s*人?${INCLUDED}及?以上[、，,至]?\\s*(?:(?<upTo>\\d+)\\s*人${INCLUDED}及?以下|(?:不足|不满)\\s*(?<short>\\d+)\\s*人)`,
  `(?:不足|不满|少于)\\s*(?<below>\\d+)\\s*人`,
  `(?<least>\\d+)\\s*人${INCLUDED}及?以上`,
  `(?<most>\\d+)\\s*人${INCLUDED}及?以下`,
].join('|');
const BAND = new RegExp(`(?:${STAFF})[^，。；%\\d]{0,8}[，,]?[^，。；%\\d]{0,8}(?<percent>\\d+(?:\\.\\d+)?)\\s*%`, 'g');

function readHeadcount(text: string): HeadcountBand[] {
  return [...text.matchAll(BAND)].map(({ groups = {} }) => {
    const from = groups['from'] ?? groups['above'] ?? groups['least'] ?? 0;
    const short = groups['until'] ?? groups['short'] ?? groups['below'];
    const to = groups['to'] ?? groups['upTo'] ?? groups['most'] ?? (short === undefined ? null : Number(short) - 1);
    return { from: Number(from), to: to === null ? null : Number(to), percent: Number(groups['percent']) };
  });
}

interface Found {
  /** Words in front of the amount, brackets kept. */
  words: string;
  amounts: [from: number, to: number][];
  per: string | null;
  extra: boolean;
  clause: number;
}

const NUMBER = '\\d+(?:\\.\\d+)?';
const AMOUNT = new RegExp(
  `(加扣|加减|扣减|[加扣减计记得]|(?<=^|[，,的项次篇件例\\s])奖励?)?\\s*((?:${NUMBER})(?:${TO}${NUMBER}|(?:\\s*[、/]\\s*${NUMBER})+)?)\\s*分(?!钟|别)(?:\\s*/\\s*([项例起条次件人篇个]))?`,
  'g',
);
const CAP = /(?:最多|最高|上限|累计|不超过)[^\d，。；、]{0,8}$/;

function readRates(text: string): Rate[] {
  return nameRates(text.split(/[。；;\n]|注[:：]/u).flatMap((clause, index) => findAmounts(clause, index)));
}

/** 「低于 60 分的扣 5 分」: the first is a condition. */
const CONDITION = /(?:低于|不足|不到|高于|达到?|超过|满|得分为?)\s*$/;
const PER = /(?:每\s*一?|[1一])([项例起条次件人篇个])[^，]{0,4}$/;

function findAmounts(clause: string, index: number): Found[] {
  const found: Found[] = [];
  let from = 0;
  for (const match of clause.matchAll(AMOUNT)) {
    const [all, verb, amounts = '', unit] = match;
    const words = clause.slice(from, match.index);
    if (verb === undefined && CONDITION.test(words)) continue;
    from = match.index + all.length;
    if (CAP.test(words + (verb ?? ''))) continue;
    const per = unit ?? PER.exec(words)?.[1] ?? null;
    const extra = verb === '加扣' || /另[行外]?$/.test(words);
    const last = found.at(-1);
    // 「分别加3分、2分、1分」
    if (last !== undefined && /^\s*[、，,和及]\s*$/.test(words)) last.amounts.push(...amountsIn(amounts));
    else found.push({ words, amounts: amountsIn(amounts), per, extra, clause: index });
  }
  return found;
}

function amountsIn(written: string): [number, number][] {
  const numbers = (written.match(new RegExp(NUMBER, 'g')) ?? []).map(Number);
  if (/[、/]/.test(written)) return numbers.map((amount) => [amount, amount]);
  const [from = 0, to = from] = numbers;
  return [[Math.min(from, to), Math.max(from, to)]];
}

interface Named extends Rate {
  clause: number;
  /** With what it shares in front: 单位获得国家级荣誉称号. */
  whole: string;
}

/** 「班子成员受处分的扣5分，中层干部扣3分」: the second names whom it concerns itself. */
const PERSON = /(?:干部|人员|领导|职工|成员|负责人|[正副]职|党员)$/u;

/** What a condition begins with: in front of it stands what it shares with the ones beside it. */
const MARKERS = ['获得', '获', '受到', '受', '在', '造成', '为', '达到', '被'] as const;

/** Divides the words of each amount into what it shares with its neighbours and what tells it from them. */
function nameRates(found: readonly Found[]): Rate[] {
  const named: Named[] = found.flatMap(({ words, amounts, per, extra, clause }) => {
    const { subject, whole } = conditionOf(words);
    const each = amounts.length > 1 ? listedIn(whole, amounts.length) : [whole];
    return amounts.map(([from, to], index) => ({ subject, label: '', whole: each[index] ?? whole, from, to, per, extra, clause }));
  });
  named.forEach((rate, index) => divide(rate, named[index - 1], named[index + 1]));
  return named.map(({ clause: _clause, whole: _whole, ...rate }) => rate);
}

function divide(rate: Named, before: Named | undefined, after: Named | undefined): void {
  const shared = after === undefined ? undefined : sharedWith(rate, after);
  rate.label = shared === undefined ? rate.whole : rate.whole.slice(shared.length);
  if (shared !== undefined && shared !== '') rate.subject = [rate.subject, shared].filter((part) => part !== '').join('，');
  else if (rate.subject === '' && before !== undefined && continues(rate, before)) rate.subject = before.subject;
  rate.label = withoutMarker(rate.label);
}

/** The words in front which the next one leaves out. */
function sharedWith({ whole, clause }: Named, after: Named): string | undefined {
  const opening = MARKERS.find((marker) => after.whole.startsWith(marker));
  if (opening !== undefined) {
    const at = whole.indexOf(opening[0]!);
    return at > 0 ? whole.slice(0, at) : undefined;
  }
  if (clause !== after.clause || PERSON.test(after.whole) || MARKERS.some((marker) => after.whole.includes(marker))) return undefined;
  const ends = MARKERS.map((marker) => whole.lastIndexOf(marker)).filter((at) => at > 0);
  return ends.length === 0 ? undefined : whole.slice(0, Math.max(...ends));
}

function continues({ whole, clause }: Named, before: Named): boolean {
  return clause === before.clause || MARKERS.some((marker) => whole.startsWith(marker) && before.subject !== '');
}

function withoutMarker(label: string): string {
  const marker = [...MARKERS, '发生', '出现', '每'].find((one) => label.startsWith(one) && label.length > one.length + 1);
  return (marker === undefined ? label : label.slice(marker.length)).replace(/^的/u, '');
}

/** The condition itself, without how it is counted; what stands before its last comma is the subject. */
function conditionOf(words: string): { subject: string; whole: string } {
  const condition = words
    .replace(/^[\s，,、：:]+|(?<=^|[，,])\s*每(?=被)/gu, '')
    .replace(/^([^，,：:（(]{2,12})[：:]/u, '$1，')
    .replace(
      /(?:[，,的]\s*(?:根据|按照?|视)[^，,（(）)]{0,12})?[，,]?\s*(?:的)?[，,]?\s*(?:(?:每\s*一?|[1一])[项例起条次件人篇个](?:作品|次)?)?\s*(?:分别|各|一次性|另行|另外?)?\s*$/u,
      '',
    )
    .replace(/的?[，,：:\s+＋－-]*$/u, '');
  const parts = splitOutsideBrackets(condition.replace(MONTHS, '').replace(YEARS, '').replace(SINCE, '').replace(DATED, '')).filter(
    (part) => !BESIDE.test(part),
  );
  const whole = (parts.at(-1) ?? '').replace(/\s+/g, '');
  return {
    subject: parts
      .slice(0, -1)
      .map((part) => part.replace(/的$/u, '').replace(/\s+/g, ''))
      .join('，'),
    whole,
  };
}

const DATED = /[（(]?以[^，。；]{0,8}(?:时间|日期)为准[)）]?/;
/** What a clause says of the rule rather than of one amount. */
const BESIDE = /加倍|翻倍|双倍|按\s*\d+(?:\.\d+)?\s*%|扣完为止/;

function splitOutsideBrackets(text: string): string[] {
  return text
    .replace(/[，,](?![^（(]*[)）])/gu, '\n')
    .split('\n')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** 「国家、省、市级」 and 「一、二、三等奖」 are three; what the last one ends with the others mean, too. */
function listedIn(whole: string, count: number): string[] {
  const parts = whole.split(/[、和及/]/u);
  if (parts.length !== count) return Array.from({ length: count }, () => whole);
  const ending = /(?:级别?|等奖|等次|名|类)$/u.exec(parts.at(-1)!)?.[0] ?? '';
  return parts.map((part) => (part.endsWith(ending) ? part : part + ending));
}
