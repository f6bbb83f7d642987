import { BODY_SIZE } from './styles.ts';

/** Points one line takes: generous, because another font may stand in for ours. */
const LINE = BODY_SIZE * 1.35;
const PADDING = 4;

/** Points a wrapped text needs in a column of this width (Chinese characters). Neither Excel nor LibreOffice works it out for merged cells. */
export function heightOf(text: string, width: number): number {
  return countLines(text, width * 2) * LINE + PADDING;
}

/** `capacity` in half-width characters. */
function countLines(text: string, capacity: number): number {
  let lines = 1;
  let used = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) {
      lines++;
      used = 0;
      continue;
    }
    const wide = code < FIRST_WIDE ? LATIN : 2;
    if (used + wide > capacity) {
      lines++;
      used = 0;
    }
    used += wide;
  }
  return lines;
}

const NEWLINE = 10;
/** From 「‘」 on Chinese fonts draw everything a full square wide. */
const FIRST_WIDE = 0x2010;
/** Capitals are wider where the font is not monospaced, and words are not broken. */
const LATIN = 1.15;
