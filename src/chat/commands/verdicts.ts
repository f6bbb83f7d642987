import { reopenSubmission } from '../../usecases/reopen-submission.ts';
import { rejectSubmission } from '../../usecases/review-submission.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 不采用 B12 理由. */
export const reject: CommandHandler<'reject'> = {
  right: 'review',
  async run(conversation, { number, reason }) {
    const { deps, inbound, sender } = conversation;
    const view = await rejectSubmission(deps, { reviewer: sender, actor: actorOf(conversation), number, reason });
    return { template: 'rejected', view: { ...view, inRoom: inbound.roomId !== null } };
  },
};

/** 重新打开 B12 理由. */
export const reopen: CommandHandler<'reopen'> = {
  right: 'reopen',
  async run(conversation, { number, reason }) {
    const { deps, inbound, sender: member } = conversation;
    const view = await reopenSubmission(deps, { member, actor: actorOf(conversation), number, reason });
    return { template: 'reopened', view: { ...view, inRoom: inbound.roomId !== null } };
  },
};
