/** Full-width digits, points and percent signs as ASCII. The length stays, so that places found in it are places of the original. */
export function toAsciiDigits(text: string): string {
  return text.replace(/[０-９．％]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
}

/** A number as people write it: `4`, `0.5`, or a Chinese numeral below a hundred (两, 十二, 二十). */
export function toNumber(written: string): number {
  const [, tens, ones] = /^(.?)十(.?)$/.exec(written) ?? [];
  if (tens !== undefined && ones !== undefined) return 10 * (digit(tens) || 1) + digit(ones);
  return digit(written) || Number(written);
}

function digit(numeral: string): number {
  return numeral === '两' ? 2 : numeral === '' ? 0 : Math.max(0, '〇一二三四五六七八九'.indexOf(numeral));
}
