import type { Action, MessageFile, MessageLink, OutboundMessage } from '../../../ports/message.ts';
import { buttonCard, type TemplateCard } from './card.ts';
import type { Markup } from '../../../channel-kit/markdown.ts';
import { splitLines, splitNumbered } from '../../../channel-kit/split.ts';

/** One message of the platform. What the bot says may take several. */
export type Part = { kind: 'text'; text: string } | { kind: 'card'; card: TemplateCard } | { kind: 'file'; file: MessageFile };

/** What one way can carry, and how it writes it. */
export interface Format {
  markup: Markup;
  /** Of one text, in UTF-8. */
  maxBytes: number;
  buttons: boolean;
  files: boolean;
  /** Before the words somebody is to say: 回复, or in a group the bot's name. */
  say: string;
  /** Writes who is meant; absent where that cannot be written. */
  mention?: (accountId: string) => string;
}

/**
 * The parts a message goes out as, in order: a card or texts, then its files. The same for the same message, format and id at
 * every try, so that a retry goes on where the last one ended.
 */
export function layOut(message: OutboundMessage, format: Format, id: string): Part[] {
  const carried = format.files ? message.files.filter(canCarry) : [];
  const linked = [...message.files.filter((file) => !carried.includes(file)), ...(message.links ?? [])];
  const card = format.buttons && linked.length === 0 ? buttonCard(message, id) : undefined;
  const texts: Part[] = card === undefined ? writeTexts(message, linked, format) : [{ kind: 'card', card }];
  return [...texts, ...carried.map((file): Part => ({ kind: 'file', file }))];
}

/** Files of other sizes the platform does not take; they are linked to. */
function canCarry({ size }: MessageFile): boolean {
  return size >= MIN_FILE_BYTES && size <= MAX_FILE_BYTES;
}

const MIN_FILE_BYTES = 6;
const MAX_FILE_BYTES = 20 * 1024 * 1024;

function writeTexts(message: OutboundMessage, linked: readonly MessageLink[], format: Format): Part[] {
  const body = write(message, linked, format);
  return body === '' ? [] : splitNumbered(body, format.maxBytes, Buffer.byteLength).map((text) => ({ kind: 'text', text }));
}

function write({ text, actions, mentions = [] }: OutboundMessage, linked: readonly MessageLink[], format: Format): string {
  const { markup, mention } = format;
  const lines = [
    markup.plain(text),
    ...linked.map(({ name, url }) => markup.link(name, url)),
    markup.plain(actionsLine(text, actions, format.say)),
    mention === undefined ? '' : mentions.map(mention).join(''),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** 「回复 通过 B12 / 退回 B12 R2」, without what the text says already, as it is or with more behind it (「拒绝 S1 理由」). */
function actionsLine(text: string, actions: readonly Action[], say: string): string {
  const isSaid = (command: string): boolean => text.includes(`「${command}」`) || text.includes(`「${command} `);
  const commands = actions.map(({ command }) => command).filter((command) => !isSaid(command));
  return commands.length === 0 ? '' : `${say} ${commands.join(' / ')}`;
}

/**
 * A message for a way that carries one part only: that part, and the message that is left for another way (`elsewhere`, the next
 * one's format). Without another way it says that more is not shown.
 */
export function layOutOne(
  message: OutboundMessage,
  format: Format,
  elsewhere: Format | undefined,
  id: string,
): { part: Part; left: OutboundMessage | undefined } {
  const files = elsewhere?.files ?? false;
  const [part, ...more] = layOut(message, { ...format, files }, id);
  const left = more.length === 0 ? undefined : { ...message, text: '', actions: [], links: [], files: message.files.filter(canCarry) };
  if (part !== undefined && more.every(({ kind }) => kind === 'file')) return { part, left };
  const end = elsewhere === undefined ? `\n${NOT_SHOWN}` : '';
  const { head, tail } = cutText(message.text, (text) => format.markup.plain(text) + end, format.maxBytes);
  return { part: { kind: 'text', text: head }, left: elsewhere === undefined ? undefined : { ...message, text: tail } };
}

const NOT_SHOWN = '（太长，后面的没有显示。请问得具体一些再看，例如「第3项」或「进度 办公室」。）';

/** As many whole lines as fit once they are written, and what is left of the text. */
function cutText(text: string, written: (text: string) => string, maxBytes: number): { head: string; tail: string } {
  const lines = text.split('\n');
  for (let count = lines.length; count > 0; count--) {
    const head = written(lines.slice(0, count).join('\n'));
    if (Buffer.byteLength(head) <= maxBytes) return { head, tail: lines.slice(count).join('\n') };
  }
  // One endless line. Written in full width, a character takes three times as much at most.
  const [head = '', ...more] = splitLines(text, Math.floor(maxBytes / 3) - Buffer.byteLength(written('')), Buffer.byteLength);
  return { head: written(head), tail: more.join('\n') };
}
