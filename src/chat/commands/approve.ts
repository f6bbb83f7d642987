import { approveSubmission } from '../../usecases/review-submission.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 通过 B12. */
export const approve: CommandHandler<'approve'> = {
  right: 'review',
  async run(conversation, { number }) {
    const { deps, inbound, sender } = conversation;
    const view = await approveSubmission(deps, { reviewer: sender, actor: actorOf(conversation), number });
    return { template: 'approved', view: { ...view, inRoom: inbound.roomId !== null } };
  },
};
