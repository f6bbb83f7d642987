/** How one of the platform's text forms is written, so that nothing people typed becomes markup in it. */
export interface Markup {
  plain(text: string): string;
  link(name: string, url: string): string;
}

/** Markdown on platforms that document no way to escape: what could be markup is written with its full-width twin; addresses stay usable. */
export const MARKDOWN: Markup = {
  plain: (text) => text.replace(ADDRESS_OR_REST, (piece, address?: string) => (address === undefined ? neutral(piece) : encode(piece))),
  link: (name, url) => `[${neutral(shortName(name))}](${encode(url)})`,
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
export function shortName(name: string): string {
  const characters = [...name.replace(/\s+/g, ' ')];
  return characters.length > NAME_LENGTH ? `${characters.slice(0, NAME_LENGTH - 1).join('')}…` : characters.join('');
}

const NAME_LENGTH = 60;
