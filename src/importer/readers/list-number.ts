/** A number of an automatic list as Word writes it in the given `w:numFmt`. What has no number of its own is shown in digits. */
export function listNumber(value: number, format: string): string {
  return FORMATS[format]?.(value) ?? String(value);
}

type Format = (value: number) => string | undefined;

const FORMATS: Record<string, Format> = {
  none: () => '',
  bullet: () => '',
  decimalZero: (value) => String(value).padStart(2, '0'),
  decimalFullWidth: (value) => String(value).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  decimalEnclosedCircle: circled,
  decimalEnclosedCircleChinese: circled,
  decimalEnclosedParen: (value) => oneOf(value, 0x2474, 20),
  decimalEnclosedFullstop: (value) => oneOf(value, 0x2488, 20),
  ideographEnclosedCircle: (value) => oneOf(value, 0x3280, 10),
  upperRoman: roman,
  lowerRoman: (value) => roman(value)?.toLowerCase(),
  upperLetter: letters,
  lowerLetter: (value) => letters(value)?.toLowerCase(),
  chineseCounting: chinese,
  chineseCountingThousand: chinese,
  japaneseCounting: chinese,
  taiwaneseCounting: chinese,
  taiwaneseCountingThousand: chinese,
  ideographDigital: digits,
  japaneseDigitalTenThousand: digits,
  taiwaneseDigital: digits,
  chineseLegalSimplified: (value) => chineseInFull(value)?.replace(/./g, (sign) => LEGAL[sign] ?? sign),
  ideographTraditional: (value) => [...'甲乙丙丁戊己庚辛壬癸'][value - 1],
  ideographZodiac: (value) => [...'子丑寅卯辰巳午未申酉戌亥'][value - 1],
};

function oneOf(value: number, first: number, count: number): string | undefined {
  return value >= 1 && value <= count ? String.fromCodePoint(first + value - 1) : undefined;
}

/** ① to ㊿. */
export function circled(value: number): string | undefined {
  return oneOf(value, 0x2460, 20) ?? oneOf(value - 20, 0x3251, 15) ?? oneOf(value - 35, 0x32b1, 15);
}

const ROMAN: readonly (readonly [string, number])[] = Object.entries({
  M: 1000,
  CM: 900,
  D: 500,
  CD: 400,
  C: 100,
  XC: 90,
  L: 50,
  XL: 40,
  X: 10,
  IX: 9,
  V: 5,
  IV: 4,
  I: 1,
});

function roman(value: number): string | undefined {
  if (value < 1 || value > 3_999) return undefined;
  let left = value;
  return ROMAN.map(([sign, worth]) => {
    const times = Math.floor(left / worth);
    left -= times * worth;
    return sign.repeat(times);
  }).join('');
}

/** A to Z, then AA, BB. */
function letters(value: number): string | undefined {
  if (value < 1 || value > 780) return undefined;
  return String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
}

const SIGNS = '〇一二三四五六七八九';
const LEGAL: Record<string, string> = Object.fromEntries(
  [...'零一二三四五六七八九十百千'].map((sign, at) => [sign, '零壹贰叁肆伍陆柒捌玖拾佰仟'[at]!]),
);

function digits(value: number): string {
  return String(value).replace(/\d/g, (digit) => SIGNS[Number(digit)]!);
}

/** 十一, 一百零二. */
function chinese(value: number): string | undefined {
  return chineseInFull(value)?.replace(/^一十/, '十');
}

function chineseInFull(value: number): string | undefined {
  if (value < 1 || value > 9_999) return undefined;
  const written = [...String(value)].map((digit, at, all) => {
    if (digit === '0') return '零';
    return SIGNS[Number(digit)]! + ['', '十', '百', '千'][all.length - 1 - at]!;
  });
  return written.join('').replace(/零+$/, '').replace(/零+/g, '零');
}
