import { confirmDetails as confirm, describeEvidence } from '../../usecases/describe-evidence.ts';
import { useFor } from '../../usecases/use-for.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** B12 日期 4-20: names a file, so it is answered to the asker alone. */
export const describe: CommandHandler<'describe'> = {
  right: 'hand-in',
  async run(conversation, { number, piece, field, value }) {
    const { deps, sender: member } = conversation;
    const view = await describeEvidence(deps, { member, actor: actorOf(conversation), number, piece, field, value });
    return { template: 'described', view, privately: true };
  },
};

/** B12 无误. */
export const confirmDetails: CommandHandler<'confirm-details'> = {
  right: 'hand-in',
  async run(conversation, { number }) {
    const { deps, sender: member } = conversation;
    return { template: 'details-confirmed', view: await confirm(deps, { member, actor: actorOf(conversation), number }) };
  },
};

/** B12 也用于 9. */
export const useForItem: CommandHandler<'use-for'> = {
  right: 'hand-in',
  async run(conversation, { number, piece, code, words }) {
    const { deps, inbound, sender: member, year } = conversation;
    const view = await useFor(deps, { inbound, member, actor: actorOf(conversation), number, piece, code, words, year });
    return { template: 'used-for', view };
  },
};
