/**
 * What somebody typed, twice in the same length: `typed` for free text that is kept, `folded` (full-width forms, dashes and
 * Chinese punctuation as ASCII) for recognising words. A place in one is the same place in the other.
 */
export interface Said {
  typed: string;
  folded: string;
}

/** No command is longer; what comes after is cut before anything looks at it, so that no bait costs time. */
const MAX_LENGTH = 2_000;

// Zero-width and direction-changing characters that platforms and keyboards leave behind.
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** One line, every kind of blank (also U+2005 and U+00A0 after a mention) as a plain one. */
export function hear(text: string): Said {
  const typed = text
    .slice(0, MAX_LENGTH)
    .toWellFormed()
    .replace(INVISIBLE, '')
    .replace(/[\s\p{Cc}]/gu, ' ');
  return trim({ typed, folded: fold(typed) });
}

function fold(text: string): string {
  return text
    .replace(/[！-～]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[‐-―−─]/g, '-')
    .replace(/[、，]/g, ',')
    .replace(/[。．｡]/g, '.')
    .replace(/[〔【［]/g, '(')
    .replace(/[〕】］]/g, ')');
}

export function part({ typed, folded }: Said, from: number, to?: number): Said {
  return { typed: typed.slice(from, to), folded: folded.slice(from, to) };
}

/** Without the blanks and separators in front, and without blanks behind. */
export function trim(said: Said): Said {
  const from = /^[ :,;]*/.exec(said.folded)![0].length;
  return part(said, from, Math.max(from, said.folded.trimEnd().length));
}

export function join(...parts: readonly Said[]): Said {
  return { typed: parts.map(({ typed }) => typed).join(' '), folded: parts.map(({ folded }) => folded).join(' ') };
}

/** Takes @创建管家 away wherever it stands, and other mentions in front. */
export function withoutMentions(said: Said, botName: string): Said {
  const mention = `@${fold(botName)}`;
  const typed: string[] = [];
  const folded: string[] = [];
  let from = 0;
  for (let at = said.folded.indexOf(mention); at >= 0; at = said.folded.indexOf(mention, from)) {
    typed.push(said.typed.slice(from, at));
    folded.push(said.folded.slice(from, at));
    from = at + mention.length;
  }
  typed.push(said.typed.slice(from));
  folded.push(said.folded.slice(from));
  const others = /^(?: *@[^ @]{1,40}(?= |$))* */;
  const rest = { typed: typed.join(' '), folded: folded.join(' ') };
  return trim(part(rest, others.exec(rest.folded)![0].length));
}

/** Commands are shown in 「」; some people type those too. */
export function withoutQuotes(said: Said): Said {
  const pair = QUOTES.find(([open, close]) => said.folded.startsWith(open) && said.folded.endsWith(close) && said.folded.length > 1);
  return pair === undefined ? said : trim(part(said, 1, -1));
}

const QUOTES = [
  ['「', '」'],
  ['“', '”'],
  ['"', '"'],
  ['『', '』'],
] as const;

/** Endings that change nothing: 「进度吧」「好了，谢谢」. */
const POLITE = [...'吧 呀 啊 哦 呢 吗 嘛 哈 啦 了 请 一下 谢谢 谢谢您 多谢 辛苦 怎么样 如何 怎样'.split(' '), ...' .,!?~;:…'];

export function withoutPoliteEnding(said: Said): Said {
  let length = said.folded.length;
  for (;;) {
    const ending = POLITE.find((word) => said.folded.endsWith(word, length));
    if (ending === undefined) return part(said, 0, length);
    length -= ending.length;
  }
}

/** Nothing was said, or only politeness. */
export function isBlank(said: Said): boolean {
  return withoutPoliteEnding(said).folded === '';
}
