import { MARKDOWN, type Markup } from '../../../channel-kit/markdown.ts';

/**
 * The `markdown` of 钉钉 (protocol-dingtalk §6). Beside what is markup everywhere it numbers lists anew (「3.」 becomes 「1.」), and shows
 * lines that begin with blanks as code.
 */
export const DINGTALK_MARKDOWN: Markup = {
  plain: (text) =>
    MARKDOWN.plain(withoutControls(text))
      .replace(/^[ \t]+/gm, '　')
      .replace(/^(　?\d{1,9})([.)])(?=[ \t]|$)/gm, (_, number: string, mark: string) => `${number}${mark === '.' ? '．' : '）'}`),
  link: (name, url) => MARKDOWN.link(withoutControls(name), url),
};

function withoutControls(text: string): string {
  return text.toWellFormed().replace(/(?![\n\t])\p{Cc}/gu, '');
}

/** A single line break is a blank there, unless two blanks stand before it; an empty line parts paragraphs as it is. */
export function withLineBreaks(text: string): string {
  return text.replace(/(?<=[^\n])\n(?=[^\n])/g, '  \n');
}

/** So long it is when it is sent, in UTF-16 units: each is three bytes of UTF-8 or JSON at most. */
export function lengthOf(text: string): number {
  return withLineBreaks(text).length;
}
