import { isPicture } from '../../../channel-kit/carry-file.ts';
import { splitNumbered } from '../../../channel-kit/split.ts';
import type { Action, MessageFile, MessageLink, OutboundMessage } from '../../../ports/message.ts';
import { cardButtons, type Button } from './card.ts';
import { DINGTALK_MARKDOWN, lengthOf, withLineBreaks } from './markdown.ts';

/** One message of the platform. What the bot says may take several. `title` is what the list of conversations shows of it. */
export type Part =
  | { kind: 'text'; title: string; text: string }
  | { kind: 'card'; title: string; text: string; buttons: readonly Button[] }
  | { kind: 'file'; file: MessageFile };

/** What one way can carry, and how it writes it. */
export interface Format {
  /** How many on a card; 0 where there are none. */
  buttons: number;
  files: boolean;
  /** Before the words somebody is to say: 回复, or in a group the bot's name. */
  say: string;
  /** People can be named (@). */
  mentions: boolean;
}

/**
 * The parts a message goes out as, in order: a card or texts, then its files. The same for the same message and format at every
 * try, so that a retry goes on where the last one ended.
 */
export function layOut(message: OutboundMessage, format: Format): Part[] {
  const carried = format.files ? message.files.filter(canCarry) : [];
  const linked = [...message.files.filter((file) => !carried.includes(file)), ...(message.links ?? [])];
  return [...writeTexts(message, linked, format), ...carried.map((file): Part => ({ kind: 'file', file }))];
}

/** Files of other kinds and sizes the platform does not take (protocol-dingtalk §4.3); they are linked to. */
function canCarry(file: MessageFile): boolean {
  if (file.size <= 0 || file.size > MAX_FILE_BYTES) return false;
  return isPicture(file, MAX_FILE_BYTES) || /\.(?:docx?|xlsx?|pptx?|zip|pdf|rar)$/i.test(file.name);
}

export const MAX_FILE_BYTES = 20 * 1024 * 1024;

function writeTexts(message: OutboundMessage, linked: readonly MessageLink[], format: Format): Part[] {
  const body = write(message, linked, format);
  if (body === '') return [];
  const title = titleOf(message);
  const texts = splitNumbered(body, MAX_LENGTH, lengthOf).map(withLineBreaks);
  const buttons = cardButtons(message.actions, format.buttons);
  const [text = '', ...more] = texts;
  if (buttons !== undefined && more.length === 0) return [{ kind: 'card', title, text, buttons }];
  return texts.map((one) => ({ kind: 'text', title, text: one }));
}

/** What clients show without cutting it; far below the 15,000 bytes of a `msgParam` and the 20,000 of a webhook. */
const MAX_LENGTH = 3_800;

function write({ text, actions, mentions = [] }: OutboundMessage, linked: readonly MessageLink[], format: Format): string {
  const lines = [
    DINGTALK_MARKDOWN.plain(text),
    ...linked.map(({ name, url }) => DINGTALK_MARKDOWN.link(name, url)),
    DINGTALK_MARKDOWN.plain(actionsLine(text, actions, format.say)),
    format.mentions
      ? mentions
          .filter((id) => USER_ID.test(id))
          .map((id) => `@${id}`)
          .join(' ')
      : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** Written as it is: the platform looks for it in the text. */
const USER_ID = /^[\w.@-]{1,64}$/;

/** 「回复 通过 B12 / 退回 B12 R2」, without what the text says already. A button may not work in every client. */
function actionsLine(text: string, actions: readonly Action[], say: string): string {
  const commands = actions.map(({ command }) => command).filter((command) => !text.includes(`「${command}」`));
  return commands.length === 0 ? '' : `${say} ${commands.join(' / ')}`;
}

function titleOf({ title, text }: OutboundMessage): string {
  const line = (title.trim() === '' ? text : title).trim().split('\n', 1)[0] ?? '';
  return [...line.toWellFormed()].slice(0, TITLE_LENGTH).join('') || '消息';
}

const TITLE_LENGTH = 60;
