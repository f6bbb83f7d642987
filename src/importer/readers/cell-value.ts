import { type CellValue, formatValue } from 'hucre';

/** What a spreadsheet shows in a cell: numbers and dates as their format displays them, everything else as it is. */
export function cellText(value: CellValue | undefined, format: string | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value, format);
  if (typeof value === 'number') return numberText(value, format);
  if (typeof value === 'boolean') return String(value).toUpperCase();
  return ISO_DATE.test(value) ? dateText(new Date(`${value}Z`), format) : value;
}

/** What Excel writes for a date when it saves a workbook by the letter of the standard. */
const ISO_DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?$/;

const MAX_FORMAT = 100;
const GENERAL = /General|G\/通用格式/i;

function numberText(value: number, format: string | undefined): string {
  // Excel shows ten digits of a number without a format; more are the traces of binary arithmetic.
  const plain = String(Number(value.toPrecision(10)));
  const code = format?.replace(/\[(?:\$|DBNum)[^\]]*\]/gi, '') ?? '';
  if (code === '' || code === '@' || code.length > MAX_FORMAT || code.includes('/')) return plain; // 7½ is 7.5 to everybody who counts
  if (GENERAL.test(code))
    return code
      .split(';', 1)[0]!
      .replace(GENERAL, plain)
      .replace(/["\\]|_.|\[[^\]]*\]/g, '');
  return formatValue(value, code).trim();
}

/** As Chinese is written, with the parts its format shows: 「6月30日」 stays without a year, whatever year was stored with it. */
function dateText(date: Date, format: string | undefined): string {
  if (Number.isNaN(date.getTime())) return '';
  const code = format?.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').toLowerCase() ?? '';
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const time = /h/.test(code) ? date.toISOString().slice(11, 16) : '';
  if (/[yd]/.test(code) === false && time !== '') return time;
  const shows = (letters: RegExp) => !/[ymd]/.test(code) || letters.test(code);
  const parts = [shows(/[ye]/) ? `${year}年` : '', shows(/m/) ? `${month}月` : '', shows(/d/) ? `${day}日` : ''];
  return `${parts.join('')}${time === '' || time === '00:00' ? '' : ` ${time}`}`;
}
