import { noteProgress as note } from '../../usecases/note-progress.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 进展 3 已开展两次. */
export const noteProgress: CommandHandler<'note-progress'> = {
  right: 'hand-in',
  async run(conversation, { code, text }) {
    const { deps, sender: member, inbound, year } = conversation;
    const view = await note(deps, { member, actor: actorOf(conversation), year, code, text });
    return { template: 'progress-noted', view: { ...view, inRoom: inbound.roomId !== null } };
  },
};
