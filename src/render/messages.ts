import type { Action, OutboundMessage } from '../ports/message.ts';
import { openTemplates } from './templates.ts';

/** Renders a view with a file of `templates/messages/`. */
export type RenderMessage = (template: string, view: object, files?: OutboundMessage['files']) => OutboundMessage;

/**
 * Everything the bot says comes from `templates/messages/*.liquid`. A template is the text as a person reads it; lines that are
 * only `[[通过 B12]]` or `[[查看|B12]]` become actions (label, and the command it stands for). What people typed is put in as
 * one line of plain characters, so it can neither forge an action nor break out of its line.
 */
export function createMessageRenderer(dir: string): RenderMessage {
  const fill = openTemplates(dir, plain);
  return (template, view, files = []) => toMessage(fill(template, view), files);
}

function toMessage(rendered: string, files: OutboundMessage['files']): OutboundMessage {
  const actions: Action[] = [];
  const lines: string[] = [];
  for (const line of rendered.split('\n')) {
    const found = actionsOf(line);
    if (found === undefined) lines.push(line.trimEnd());
    else actions.push(...found);
  }
  const text = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { title: titleOf(text), text, actions, files };
}

/** Undefined when the line is text. */
function actionsOf(line: string): Action[] | undefined {
  if (!/^\s*(\[\[[^\]]+\]\]\s*)+$/.test(line)) return undefined;
  return [...line.matchAll(/\[\[([^\]|]+)(?:\|([^\]]+))?\]\]/g)].map(([, label = '', command]) => ({
    label: label.trim(),
    command: (command ?? label).trim(),
  }));
}

/** The first line, short enough for a notification. */
function titleOf(text: string): string {
  const first = [...(text.split('\n', 1)[0] ?? '')];
  return first.length > TITLE_LENGTH ? `${first.slice(0, TITLE_LENGTH - 1).join('')}…` : first.join('');
}

const TITLE_LENGTH = 40;

/** No control or direction-changing characters, no line breaks, nothing that reads as an action. */
function plain(value: string): string {
  return value
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll('[[', '［［')
    .replaceAll(']]', '］］');
}
