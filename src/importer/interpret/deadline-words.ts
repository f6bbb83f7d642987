import type { DeadlineDraft } from '../../domain/plan-draft.ts';
import { toNumber } from './digits.ts';

type Groups = Record<string, string | undefined>;

/** One way a table words a deadline (完成时限). */
export interface DeadlineReading {
  type: DeadlineDraft['type'];
  /** Over text with ASCII digits. */
  pattern: RegExp;
  /** Running text uses such words without meaning a deadline; only a column for deadlines is taken at its word. */
  onlyInColumn?: true;
  /** Days `YYYY-MM-DD`; '' for one there is not. */
  dates?: (groups: Groups, year: number) => string[];
}

const YEAR = '(?:(?<year>20\\d\\d)\\s*[年./-]\\s*|(?<nextYear>次年|翌年|下一?年)\\s*)?';
const MONTH = '(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])';
/** 2025.10, 2025/3 */
const MONTH_IN_DIGITS = '(?:1[0-2]|0?[1-9])';
const DAY_OF = '\\s*(?:月份?\\s*(?:(?<day>\\d{1,2})\\s*[日号]?(?!\\d)|(?<part>[上中下]旬|初|底|末|月底|月末))?)';
const BEFORE = '\\s*(?:之?以?前|止|截止)';
/** 初稿, 定稿 tell two days of one item apart. */
const NAME = '(?:\\s*(?:完成|报送|提交|报|上报)?(?:初稿|定稿|终稿|送审稿|征求意见稿))?';
const ALL_MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
const QUARTER_STARTS = [1, 4, 7, 10];
const QUARTER_ENDS = [3, 6, 9, 12];
const HALF_YEAR_ENDS = [6, 12];

const single = ({ month, day: of, part, nextYear }: Groups, year: number): string[] => [
  dayOfMonth(nextYear === undefined ? year : year + 1, month, of, part),
];
/** A month without such a day has its last one: 每月30日 in February. */
const rhythm =
  (months: readonly number[]) =>
  ({ day: of, otherDay, part, next, weekday }: Groups, year: number): string[] =>
    months.flatMap((month) => {
      if (weekday !== undefined) return lastWeekday(year, month, '一二三四五六日天'.indexOf(weekday) + 1);
      const at = month + (next === undefined ? 0 : 1);
      const on = (one: string | undefined) =>
        dayOfMonth(at > 12 ? year + 1 : year, String(at > 12 ? at - 12 : at), one, part) ||
        dayOfMonth(year, String(month), undefined, undefined);
      return otherDay === undefined ? on(of) : [on(of), on(otherDay)];
    });
const quarter = ({ quarter: n, nextYear }: Groups, year: number): string[] =>
  single({ month: String(toNumber(n ?? '') * 3), nextYear }, year);
const inYear =
  (month: string) =>
  ({ nextYear }: Groups, year: number): string[] =>
    single({ month, nextYear }, year);

/** 11月—次年3月: what ends before it begins ends in the next year. */
const endYear = ({ month, toYear, toMonth }: Groups, year: number): number => {
  if (toYear !== undefined) return Number(toYear);
  return toNumber(toMonth ?? '') < toNumber(month ?? '') ? year + 1 : year;
};

const monthRhythm =
  '(?<next>次月|下月)?\\s*(?:最?(?:末|后一?个?)(?:周|星期)(?<weekday>[一二三四五六日天])?|最后一?个?(?:工作日|天)|(?<day>\\d{1,2})\\s*[日号]?(?:\\s*[、和及]\\s*(?<otherDay>\\d{1,2}))?\\s*[日号]|(?<part>[上中下]旬|初|底|末))?';

export const READINGS: readonly DeadlineReading[] = [
  {
    type: 'monthly',
    pattern: new RegExp(`每个?月度?(?!.{0,3}[次场期篇]以上)${monthRhythm}${BEFORE}${NAME}`, 'g'),
    dates: rhythm(ALL_MONTHS),
  },
  {
    type: 'quarterly',
    pattern: new RegExp(`每个?季度?的?(?:首月|第一个月|头一?个月)${monthRhythm}(?:${BEFORE})?${NAME}`, 'g'),
    dates: rhythm(QUARTER_STARTS),
  },
  {
    type: 'quarterly',
    pattern: new RegExp(`每个?季度?(?:的?(?:最后一个月|末月))?${monthRhythm}(?:结束)?${BEFORE}${NAME}`, 'g'),
    dates: rhythm(QUARTER_ENDS),
  },
  { type: 'half-yearly', pattern: new RegExp(`每半年(?:末|底)?${BEFORE}`, 'g'), dates: rhythm(HALF_YEAR_ENDS) },
  {
    type: 'relative',
    pattern:
      /[^，。；;、]{0,12}(?<!最)后\s*(?:\d+|[一二三四五六七八九十]+)\s*个?(?:工作日|日|天|周|月)(?:之?内|前)?|(?:按|根据)[^，。；;、]{0,6}(?:通知|要求|安排|部署)(?:的?时间|时限)?(?:完成|报送|执行)?/g,
    onlyInColumn: true,
  },
  { type: 'relative', pattern: /[^，。；;、]{0,12}后\s*\d+\s*个?(?:工作日|日|天)之?内|按上级通知时?间?/g },
  {
    type: 'unknown',
    pattern:
      /每(?:个?月度?的?第[一二三四1-4]个?(?:周|星期|双休日|工作日)|(?:两|2|三|3)个?月)[^，。；;、]{0,8}|每(?:周|星期|日|天)[^，。；;、]{0,8}|(?:春节|元旦|清明|五一|端午|中秋|国庆|七一|两节|节假日)[^，。；;、]{0,4}前(?:后|夕)?/g,
    onlyInColumn: true,
  },
  {
    type: 'monthly',
    pattern: new RegExp(`每个?月度?${monthRhythm}[^，。；;、]{0,8}|(?:按月|逐月|月度)[^，。；;、]{0,6}`, 'g'),
    onlyInColumn: true,
    dates: rhythm(ALL_MONTHS),
  },
  {
    type: 'quarterly',
    pattern: new RegExp(
      `每个?季度?(?:的?(?:最后一个月|末月))?${monthRhythm}[^，。；;、]{0,8}|(?:按季|逐季|(?<![一二三四1-4])季度)[^，。；;、]{0,6}`,
      'g',
    ),
    onlyInColumn: true,
    dates: rhythm(QUARTER_ENDS),
  },
  { type: 'half-yearly', pattern: /(?:每半年|每学期|半年一次)[^，。；;、]{0,6}/g, onlyInColumn: true, dates: rhythm(HALF_YEAR_ENDS) },
  {
    // In running text months are often told for other reasons; those a thing is done in stand before its verb.
    type: 'range',
    pattern: new RegExp(
      `${YEAR}(?<month>${MONTH})\\s*月份?\\s*(?:[-－—–~～─]+|至|到)\\s*(?<toMonth>${MONTH})\\s*月份?(?:底|末)?(?:期间)?(?=\\s*[，,]?(?:集中)?(?:开展|组织|举办|实施|完成|进行))`,
      'g',
    ),
    dates: ({ month, toMonth }, year) => [dayOfMonth(year, month, '1', undefined), dayOfMonth(year, toMonth, undefined, undefined)],
  },
  {
    type: 'range',
    pattern: new RegExp(
      `${YEAR}(?<month>${MONTH})\\s*(?:月份?|[./])?\\s*(?:(?<day>\\d{1,2})\\s*[日号]?)?\\s*(?:起|启动|开始)?\\s*(?:[-－—–~～─]+|至|到|(?<=起|启动|开始)[，,])\\s*(?:(?<toYear>20\\d\\d)\\s*年\\s*|次年|翌年)?(?<toMonth>${MONTH})\\s*月份?\\s*(?:(?<toDay>\\d{1,2})\\s*[日号]|底|末)?(?:期间|之?前)?`,
      'g',
    ),
    onlyInColumn: true,
    dates: ({ month, day: of, toYear, toMonth, toDay }, year) => [
      dayOfMonth(year, month, of ?? '1', undefined),
      dayOfMonth(endYear({ month, toYear, toMonth }, year), toMonth, toDay, undefined),
    ],
  },
  {
    type: 'range',
    pattern: /(?<month>\d{1,2})\s*月\s*(?<day>\d{1,2})\s*[日号]?\s*(?:[-－—–~～─]+|至|到)\s*(?<toDay>\d{1,2})\s*[日号]/g,
    onlyInColumn: true,
    dates: ({ month, day: of, toDay }, year) => [dayOfMonth(year, month, of, undefined), dayOfMonth(year, month, toDay, undefined)],
  },
  {
    type: 'range',
    pattern: new RegExp(
      `(?<year>20\\d\\d)[./](?<month>${MONTH_IN_DIGITS})\\s*(?:[-－—–~～─]+|至|到)\\s*(?:(?<toYear>20\\d\\d)[./])?(?<toMonth>${MONTH_IN_DIGITS})(?![\\d./月])`,
      'g',
    ),
    onlyInColumn: true,
    dates: ({ month, toYear, toMonth }, year) => [
      dayOfMonth(year, month, '1', undefined),
      dayOfMonth(endYear({ month, toYear, toMonth }, year), toMonth, undefined, undefined),
    ],
  },
  // A day on which something begins is not the one it is due.
  {
    type: 'unknown',
    pattern: new RegExp(`${YEAR}(?:${MONTH}${DAY_OF}|第?[一二三四1-4]季度|年初)(?:起|开始|启动)|年初`, 'g'),
    onlyInColumn: true,
  },
  { type: 'date', pattern: new RegExp(`${YEAR}(?<month>${MONTH})${DAY_OF}${BEFORE}${NAME}`, 'g'), dates: single },
  {
    type: 'date',
    pattern: /(?<year>20\d\d)\s*[-./]\s*(?<month>\d{1,2})\s*[-./]\s*(?<day>\d{1,2})\s*(?:日?之?前)?/g,
    dates: single,
    onlyInColumn: true,
  },
  { type: 'date', pattern: new RegExp(`${YEAR}(?<month>${MONTH})${DAY_OF}${NAME}`, 'g'), onlyInColumn: true, dates: single },
  {
    // 2025.10 typed into a sheet is kept as 2025.1: which of the two months it is nobody can tell.
    type: 'date',
    pattern: new RegExp(`(?<year>20\\d\\d)(?!\\.1(?!\\d))[./-](?<month>${MONTH_IN_DIGITS})(?![\\d./月-])\\s*(?:月?[底末])?(?:之?前)?`, 'g'),
    onlyInColumn: true,
    dates: single,
  },
  {
    type: 'date',
    pattern: /(?<!\d)(?<month>1[0-2]|0?[1-9])[./](?<day>[12]\d|3[01]|0?[1-9])(?!\d)\s*(?:日?之?前)?/g,
    onlyInColumn: true,
    dates: single,
  },
  {
    type: 'date',
    pattern: new RegExp(`${YEAR}第?(?<quarter>[一二三四1-4])季度?(?:末|底|内)?(?:之?前)?`, 'g'),
    onlyInColumn: true,
    dates: quarter,
  },
  { type: 'date', pattern: new RegExp(`${YEAR}年[底末]之?前`, 'g'), dates: inYear('12') },
  {
    type: 'date',
    pattern: /(?<year>20\d\d)年(?!年?[中初]|[上下]半年)(?:年?底|年?末|年?内|全年)?(?:之?前)?/g,
    onlyInColumn: true,
    dates: ({ year: of }) => [`${of}-12-31`],
  },
  { type: 'date', pattern: new RegExp(`${YEAR}(?:年底|年末|年内|本年度内?|下半年)`, 'g'), onlyInColumn: true, dates: inYear('12') },
  { type: 'date', pattern: new RegExp(`${YEAR}(?:上半年末?(?:之?前)?|年中)`, 'g'), onlyInColumn: true, dates: inYear('6') },
  {
    type: 'continuous',
    pattern:
      /全年|长期坚持|长期|持续推进|持续|常态化?|常年|立行立改|立即(?:整改|落实)?|即时|及时|实时|随时|经常性|日常|贯穿[^，。；;、]{0,4}|年度/g,
    onlyInColumn: true,
  },
  // The end of a period is a day in running text as well: 每季度末报送进展.
  { type: 'monthly', pattern: /每个?月(?<part>末|底)/g, dates: rhythm(ALL_MONTHS) },
  { type: 'quarterly', pattern: /每个?季度?(?<part>末|底)/g, dates: rhythm(QUARTER_ENDS) },
];

/** `YYYY-MM-DD`; without a day the month's last; 上旬 ends on the 10th, 中旬 on the 20th; '' when there is no such day. */
function dayOfMonth(year: number, month: string | undefined, of: string | undefined, part: string | undefined): string {
  const of12 = toNumber(month ?? '');
  const last = new Date(Date.UTC(year, of12, 0)).getUTCDate();
  const ends: Record<string, number> = { 上旬: 10, 中旬: 20, 初: 10 };
  const date = of === undefined ? (ends[part ?? ''] ?? last) : Number(of);
  if (!(of12 >= 1 && of12 <= 12) || date < 1 || date > last) return '';
  return `${year}-${String(of12).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** `weekday` 1 to 7, Monday first; 天 counts as 日. */
function lastWeekday(year: number, month: number, weekday: number): string {
  const last = new Date(Date.UTC(year, month, 0));
  const back = (last.getUTCDay() - Math.min(weekday, 7) + 7) % 7;
  return new Date(last.getTime() - back * 86_400_000).toISOString().slice(0, 10);
}
