import { endLeave as end, takeLeave as take } from '../../usecases/take-leave.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 请假 6-20 6-28: to the asker alone, because it names people. */
export const takeLeave: CommandHandler<'take-leave'> = {
  right: 'read-own',
  async run(conversation, { from, to, words }) {
    const { deps, inbound, sender: person } = conversation;
    const view = await take(deps, { person, actor: actorOf(conversation), from, to, words, key: inbound.id });
    return { template: 'leave-taken', view, privately: true };
  },
};

/** 销假. */
export const endLeave: CommandHandler<'end-leave'> = {
  right: 'read-own',
  async run(conversation) {
    const { deps, inbound, sender: person } = conversation;
    return { template: 'leave-ended', view: await end(deps, { person, actor: actorOf(conversation), key: inbound.id }), privately: true };
  },
};
