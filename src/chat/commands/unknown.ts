import type { Member } from '../../domain/directory.ts';
import { UNREADABLE } from '../../ports/channel.ts';
import type { CommandHandler, Reply } from '../reply.ts';
import { suggest } from '../suggest.ts';

/** Words nobody knows, or what cannot be read at all: never silence, never a guess, but the two nearest things this person could say. */
export const unknown: CommandHandler<'unknown'> = {
  right: 'read-own',
  async run({ sender }, { text }) {
    return text === UNREADABLE ? { template: 'unreadable', view: {} } : answerUnknown(sender, text);
  },
};

/** Also for an answer to a question nobody asked. */
export function answerUnknown(sender: Member, text: string): Reply {
  const characters = [...text];
  const said = characters.length > SHOWN_LENGTH ? `${characters.slice(0, SHOWN_LENGTH).join('')}…` : text;
  return { template: 'unknown', view: { text: said, suggestions: suggest(text, sender).map(({ name, example }) => ({ name, example })) } };
}

const SHOWN_LENGTH = 20;
