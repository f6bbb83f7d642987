import { findDocNumber } from '../domain/doc-number.ts';
import type { TypedPiece } from '../domain/typed-evidence.ts';
import { freeText, incomplete } from './arguments.ts';
import type { Command } from './command.ts';
import { readItem } from './numbers.ts';
import { isBlank, type Said } from './said.ts';

type Link = Extract<TypedPiece, { form: 'link' }>;

/** Links of every scheme, so that one that is not taken is refused and does not become a note. */
const SCHEME = String.raw`https?:\/\/|(?<![a-z\d+.-])(?![a-z\d+.-]*https?:)(?:[a-z][a-z\d+.-]{1,15}:\/\/|(?:javascript|vbscript|data|mailto|blob|about):)`;
/** Where a link ends in Chinese text: at a blank, or at punctuation no address has. */
const LINK = new RegExp(`(?:${SCHEME})[^\\s，。；、！？（）《》「」【】“”"'<>]+`, 'giu');
/** A day among other words, with or without its year. */
const DAY = /(?<![\d.〔(/-])(?:(?:19|20)\d\d\s?[-/.年]\s?)?\d{1,2}\s?[-/.月]\s?\d{1,2}(?![\d.]|\s?[-/])\s?[日号]?/u;

/**
 * The links in what was said with 「提交 9」, and what is left: beside one link the other words are its title and its day, beside several
 * they are the note.
 */
export function readLinks(note: string): { links: Link[]; note: string } {
  const urls = [...note.matchAll(LINK)].flatMap(([written]) => (URL.canParse(written) ? [written] : []));
  if (urls.length === 0) return { links: [], note };
  const words = urls.reduce((left, url) => left.replace(url, ' '), note);
  const [only, ...others] = [...new Set(urls)];
  if (others.length > 0)
    return { links: [only!, ...others].map((url) => ({ form: 'link', url, title: '', day: undefined })), note: tidy(words) };
  const { day, rest } = takeDay(words);
  return { links: [{ form: 'link', url: only!, title: tidy(rest), day }], note: '' };
}

function takeDay(text: string): { day: string | undefined; rest: string } {
  const match = DAY.exec(text);
  return match === null ? { day: undefined, rest: text } : { day: match[0].trim(), rest: text.replace(match[0], ' ') };
}

function tidy(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/^[\s，,、：:；;。]+|[\s，,、：:；;]+$/gu, '')
    .replace(/^(?:【(.+)】|《(.+)》)$/u, '$1$2');
}

/** 「提交文字 3 …」. The text is taken as it was written, line by line, from the message itself. */
export function readSubmitText(rest: Said): Command | undefined {
  const item = readItem(rest);
  if (item === undefined || isBlank(item.rest)) return incomplete('submit-text');
  return { name: 'submit-text', code: item.code, text: item.rest.typed };
}

/** The part of a message that begins with what was heard, with its lines. */
export function asWritten(message: string, heard: string): string {
  const start = [...heard.replace(/\s+/gu, '')]
    .slice(0, 12)
    .map((character) => character.replace(/[\^$\\.*+?()[\]{}|/]/u, String.raw`\$&`));
  const at = new RegExp(start.join('\\s*'), 'u').exec(message)?.index;
  return at === undefined ? heard : message.slice(at).trim();
}

/** 「登记 3 文号 题名 日期 存放处」: the day may stand anywhere, the place where it is kept is the last. */
export function readRegister(rest: Said): Command | undefined {
  const item = readItem(rest);
  if (item === undefined) return isBlank(rest) || /^(?:纸质|文件|材料|[^\d]{0,6}〔)/u.test(rest.typed) ? incomplete('register') : undefined;
  const { day, rest: words } = takeDay(freeText(item.rest));
  const parts = (words.match(/《[^》]*》|[^\s，,、；;]+/gu) ?? []).map((one) =>
    one.replace(/^(?:题名|文号|存放处|存放)[:：]/u, '').replace(/^存放?[于在]/u, ''),
  );
  const numbered = parts.find((one) => !one.startsWith('《') && findDocNumber(one) !== undefined);
  const others = parts.filter((one) => one !== numbered);
  if (others.length === 0) return incomplete('register');
  const keptAt = others.length > 1 ? others.pop()! : '';
  const title = tidy(others.join(' '));
  return { name: 'register', code: item.code, title, docNumber: numbered, day, keptAt };
}
