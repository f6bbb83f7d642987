/** How one of the platform's text forms is written, so that nothing people typed becomes markup in it. */
export interface Markup {
  plain(text: string): string;
  link(name: string, url: string): string;
}

/**
 * The `markdown` of the bot and of group webhooks. The platform documents no way to escape, so what could be markup is written with its
 * full-width twin; addresses stay usable.
 */
export const MARKDOWN: Markup = {
  plain: (text) => text.replace(ADDRESS_OR_REST, (piece, address?: string) => (address === undefined ? neutral(piece) : encode(piece))),
  link: (name, url) => `[${neutral(shortName(name))}](${encode(url)})`,
};

/** The `text` of the app: it knows `<a href>` and nothing else. */
export const APP_TEXT: Markup = {
  plain: (text) => text.replaceAll('<', '＜'),
  link: (name, url) => `<a href="${url.replaceAll('"', '%22')}">${APP_TEXT.plain(shortName(name))}</a>`,
};

const ADDRESS_OR_REST = /(https?:\/\/[\w\-./?#@!$&+,;=:%]+)|(?:(?!https?:\/\/)[^])+/g;

function neutral(text: string): string {
  return text
    .replace(/^[ \t]*[-+=#]+/gm, fullWidth)
    .replace(/[*`~[\]<>|\\]/g, fullWidth)
    .replace(LOOSE_UNDERSCORE, fullWidth)
    .replace(/&(?=#?\w+;)/g, fullWidth);
}

// Between two letters it is none that could mean emphasis.
const LOOSE_UNDERSCORE = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

function fullWidth(ascii: string): string {
  return ascii.replace(/[!-~]/g, (character) => String.fromCodePoint(character.codePointAt(0)! + FULL_WIDTH));
}

const FULL_WIDTH = 0xfee0;

function encode(address: string): string {
  return address
    .replace(/[*`~[\]<>|\\()\s]/g, (character) => `%${character.codePointAt(0)!.toString(16).toUpperCase().padStart(2, '0')}`)
    .replace(LOOSE_UNDERSCORE, '%5F');
}

/** A name is at most so long in a link, so that a link is never cut in two. */
function shortName(name: string): string {
  const characters = [...name.replace(/\s+/g, ' ')];
  return characters.length > NAME_LENGTH ? `${characters.slice(0, NAME_LENGTH - 1).join('')}…` : characters.join('');
}

const NAME_LENGTH = 60;

/** Pieces of at most `maxBytes`, numbered （1/3） at their end when there are several. */
export function splitNumbered(text: string, maxBytes: number): string[] {
  if (Buffer.byteLength(text) <= maxBytes) return [text];
  const pieces = splitByBytes(text, maxBytes - Buffer.byteLength(number(999, 999)));
  return pieces.map((piece, index) => `${piece}${number(index + 1, pieces.length)}`);
}

function number(n: number, of: number): string {
  return `\n（${n}/${of}）`;
}

/** Pieces of at most `maxBytes`: whole lines while they fit, else cut between characters. */
export function splitByBytes(text: string, maxBytes: number): string[] {
  const pieces: string[] = [];
  let piece: string | undefined;
  for (const line of text.split('\n').flatMap((whole) => cutLine(whole, maxBytes))) {
    const longer: string = piece === undefined ? line : `${piece}\n${line}`;
    if (piece !== undefined && Buffer.byteLength(longer) > maxBytes) {
      pieces.push(piece);
      piece = line;
    } else {
      piece = longer;
    }
  }
  return [...pieces, piece ?? ''];
}

function cutLine(line: string, maxBytes: number): string[] {
  const cuts: string[] = [];
  let cut = '';
  let bytes = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > maxBytes) {
      cuts.push(cut);
      cut = '';
      bytes = 0;
    }
    cut += character;
    bytes += size;
  }
  return [...cuts, cut];
}
