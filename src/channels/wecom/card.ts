import type { OutboundMessage } from '../../ports/message.ts';

/** A template card (模板卡片) as the platform takes it. */
export type TemplateCard = Readonly<Record<string, unknown>>;

/**
 * A message with actions as a card with buttons (protocol-wecom §2.10). Undefined when it does not fit comfortably: a card shows a
 * title, a line and a few more, and cuts the rest. `taskId` is one no other card of this bot or app has had.
 */
export function buttonCard({ text, actions }: OutboundMessage, id: string): TemplateCard | undefined {
  const [first = '', ...rest] = text.split('\n');
  const title = splitTitle(first);
  const more = rest.join('\n').trim();
  const keys = actions.map(({ command }) => buttonKey(command, first));
  if (actions.length === 0 || actions.length > MAX_BUTTONS || title === undefined || lengthOf(more) > MAX_TEXT) return undefined;
  if (keys.some((key) => Buffer.byteLength(key) > MAX_KEY_BYTES)) return undefined;
  return {
    card_type: 'button_interaction',
    task_id: taskId(id),
    main_title: title,
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

// What the platform suggests in characters, beyond which clients cut.
const MAX_TITLE = 26;
const MAX_DESC = 30;
const MAX_TEXT = 112;
const MAX_BUTTONS = 6;
const MAX_KEY_BYTES = 1024;

/** A first line as title and the smaller line under it, parted where its own parts are. */
function splitTitle(line: string): { title: string; desc?: string } | undefined {
  if (lengthOf(line) <= MAX_TITLE) return { title: line };
  const parts = line.split('　');
  for (let count = parts.length - 1; count > 0; count--) {
    const [title, desc] = [parts.slice(0, count).join('　'), parts.slice(count).join('　')];
    if (lengthOf(title) <= MAX_TITLE) return lengthOf(desc) <= MAX_DESC ? { title, desc } : undefined;
  }
  return undefined;
}

function lengthOf(text: string): number {
  return [...text].length;
}

function buttonKey(command: string, title: string): string {
  return `${command}\n${title}`;
}

function taskId(id: string): string {
  return id.replace(/[^0-9A-Za-z_@-]/g, '_').slice(0, 128);
}
