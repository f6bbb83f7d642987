/** Full-width digits, points and percent signs as ASCII. The length stays, so that places found in it are places of the original. */
export function toAsciiDigits(text: string): string {
  return text.replace(/[０-９．％]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
}

/** A number as people write it: `4`, `0.5`, or a Chinese numeral up to 十. */
export function toNumber(written: string): number {
  const numeral = '一二三四五六七八九十'.indexOf(written) + 1;
  if (numeral > 0) return numeral;
  return written === '两' ? 2 : Number(written);
}
