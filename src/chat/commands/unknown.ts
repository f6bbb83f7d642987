import { UNREADABLE } from '../../ports/channel.ts';
import { isItemAsked } from '../../usecases/answer-question.ts';
import type { CommandHandler, Conversation, Reply } from '../reply.ts';
import { suggest } from '../suggest.ts';

/** Words nobody knows, or what cannot be read at all: never silence, never a guess, but the two nearest things this person could say. */
export const unknown: CommandHandler<'unknown'> = {
  right: 'read-own',
  async run(conversation, { text }) {
    return text === UNREADABLE ? { template: 'unreadable', view: {} } : answerUnknown(conversation, text);
  },
};

/** Also for an answer to a question nobody asked. A question that was asked (是哪一项) still waits. */
export async function answerUnknown({ deps, inbound, sender }: Conversation, text: string): Promise<Reply> {
  const characters = [...text];
  const said = characters.length > SHOWN_LENGTH ? `${characters.slice(0, SHOWN_LENGTH).join('')}…` : text;
  const suggestions = suggest(text, sender).map(({ name, example }) => ({ name, example }));
  return { template: 'unknown', view: { text: said, suggestions, itemAsked: await isItemAsked(deps, { inbound, sender }) } };
}

const SHOWN_LENGTH = 20;
