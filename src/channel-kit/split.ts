/** Pieces of at most `max` by `sizeOf`, numbered （1/3） at their end when there are several. */
export function splitNumbered(text: string, max: number, sizeOf: (text: string) => number): string[] {
  if (sizeOf(text) <= max) return [text];
  const pieces = splitLines(text, max - sizeOf(number(999, 999)), sizeOf);
  return pieces.map((piece, index) => `${piece}${number(index + 1, pieces.length)}`);
}

function number(n: number, of: number): string {
  return `\n（${n}/${of}）`;
}

/** Pieces of at most `max` by `sizeOf`: whole lines while they fit, else cut between characters. */
export function splitLines(text: string, max: number, sizeOf: (text: string) => number): string[] {
  const pieces: string[] = [];
  let piece: string | undefined;
  for (const line of text.split('\n').flatMap((whole) => cutLine(whole, max, sizeOf))) {
    const longer: string = piece === undefined ? line : `${piece}\n${line}`;
    if (piece !== undefined && sizeOf(longer) > max) {
      pieces.push(piece);
      piece = line;
    } else {
      piece = longer;
    }
  }
  return [...pieces, piece ?? ''];
}

function cutLine(line: string, max: number, sizeOf: (text: string) => number): string[] {
  const cuts: string[] = [];
  let cut = '';
  let filled = 0;
  for (const character of line) {
    const size = sizeOf(character);
    if (filled + size > max) {
      cuts.push(cut);
      cut = '';
      filled = 0;
    }
    cut += character;
    filled += size;
  }
  return [...cuts, cut];
}
