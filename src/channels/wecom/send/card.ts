import type { Action, OutboundMessage } from '../../../ports/message.ts';

/** A template card (模板卡片) as the platform takes it. */
export type TemplateCard = Readonly<Record<string, unknown>>;

/**
 * A message with actions as a card with buttons (protocol-wecom §2.10). Undefined when it does not fit comfortably: a card shows a
 * title, a smaller line and a few more, and clients cut the rest. `id` is the message's own: no other card may have its task_id.
 */
export function buttonCard({ text, actions }: OutboundMessage, id: string): TemplateCard | undefined {
  const [first = '', ...rest] = text.split('\n');
  const { title, desc, over } = splitTitle(first);
  const more = [...over, ...withoutButtonWords(rest, actions)].join('\n').trim();
  const keys = actions.map(({ command }) => `${command}\n${first}`);
  if (actions.length === 0 || actions.length > MAX_BUTTONS || keys.some((key) => Buffer.byteLength(key) > MAX_KEY_BYTES)) return undefined;
  if (lengthOf(title) > MAX_LONE_TITLE || lengthOf(more) > MAX_TEXT) return undefined;
  return {
    card_type: 'button_interaction',
    task_id: taskId(id),
    main_title: { title, ...(desc === undefined ? {} : { desc }) },
    ...(more === '' ? {} : { sub_title_text: more }),
    button_list: actions.map(({ label }, index) => ({ text: label, style: index === 0 ? 1 : 2, key: keys[index] })),
  };
}

/** The command a pressed button stands for: what `event_key` carries before the card's title. */
export function commandOf(eventKey: string): string {
  return eventKey.split('\n', 1)[0] ?? '';
}

/** What the app's button says once it was pressed. */
export function pressedText(eventKey: string): string {
  return `已点 ${commandOf(eventKey)}`;
}

/** The bot's card once a button of it was pressed (已点): no buttons any more, and the result follows as a message. */
export function turnedCard(eventKey: string, taskId: string, publicUrl: string): object {
  const [command = '', title = ''] = eventKey.split('\n');
  return {
    response_type: 'update_template_card',
    template_card: {
      card_type: 'text_notice',
      task_id: taskId,
      main_title: { title: title === '' ? pressedText(command) : title },
      sub_title_text: `已点 ${command}，处理中，结果随后发来`,
      card_action: { type: 1, url: publicUrl },
    },
  };
}

// What the platform suggests, in characters; clients cut what is longer. A title that cannot be parted may be two lines.
const MAX_TITLE = 26;
const MAX_LONE_TITLE = 36;
const MAX_DESC = 30;
const MAX_TEXT = 112;
const MAX_BUTTONS = 6;
const MAX_KEY_BYTES = 1024;

/** A first line as title and the smaller line under it, parted where its own parts are; what is too long for that comes below. */
function splitTitle(line: string): { title: string; desc?: string; over: string[] } {
  const parts = line.split('　');
  let count = parts.length;
  while (count > 1 && lengthOf(parts.slice(0, count).join('　')) > MAX_TITLE) count--;
  const title = parts.slice(0, count).join('　');
  const colon = title.indexOf('：');
  if (lengthOf(title) > MAX_LONE_TITLE && colon > 0) return { title: line.slice(0, colon), over: [line.slice(colon + 1)] };
  const desc = parts.slice(count).join('　');
  if (desc === '') return { title, over: [] };
  return lengthOf(desc) <= MAX_DESC ? { title, desc, over: [] } : { title, over: [desc] };
}

/** Without a last line that only says what the buttons say: 「通过 B12」 or 「退回 B12」. */
function withoutButtonWords(lines: readonly string[], actions: readonly Action[]): readonly string[] {
  const said = [...(lines.at(-1) ?? '').matchAll(/「([^」]+)」/g)].map(([, words = '']) => words);
  const commands = actions.map(({ command }) => command);
  const saysNoMore = said.every((words) => commands.includes(words)) && commands.every((command) => said.includes(command));
  return saysNoMore ? lines.slice(0, -1) : lines;
}

function lengthOf(text: string): number {
  return [...text].length;
}

function taskId(id: string): string {
  return id.replace(/[^0-9A-Za-z_@-]/g, '_').slice(0, 128);
}
