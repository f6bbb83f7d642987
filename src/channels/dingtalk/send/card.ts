import type { Action } from '../../../ports/message.ts';

/** A button of an action card (独立跳转卡片): pressed, it makes the client say its words. */
export interface Button {
  title: string;
  url: string;
}

/** The buttons that stand for these actions. Undefined when there are none, or more or longer ones than a card takes. */
export function cardButtons(actions: readonly Action[], max: number): readonly Button[] | undefined {
  const isTooLong = actions.some(({ command }) => command.length > MAX_COMMAND);
  if (actions.length === 0 || actions.length > max || isTooLong) return undefined;
  return actions.map(({ label, command }) => ({ title: label, url: saying(command) }));
}

function saying(command: string): string {
  return `dtmd://dingtalkclient/sendMessage?content=${encodeURIComponent(command.toWellFormed())}`;
}

/** In an address each character may take nine bytes. */
const MAX_COMMAND = 60;
