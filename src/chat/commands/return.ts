import { DomainError } from '../../domain/errors.ts';
import { getReviewable, returnSubmission as giveBack } from '../../usecases/review-submission.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 退回 B12 R2 说明. Without a reason that is known, the list of reasons. */
export const returnSubmission: CommandHandler<'return'> = {
  right: 'review',
  async run(conversation, { number, reason: code, comment }) {
    const { deps, inbound, sender } = conversation;
    const { reasons } = deps.config;
    const reason = reasons.find((one) => one.code === code);
    if (reason === undefined) {
      await getReviewable(deps, { reviewer: sender, number });
      const free = reasons.find(({ commentRequired }) => commentRequired);
      return { template: 'return-reasons', view: { number, unknown: code ?? null, comment, reasons, free: free?.code ?? null } };
    }
    if (reason.commentRequired && comment === '')
      throw new DomainError('reason-needs-words', { number, code: reason.code, text: reason.text });
    const view = await giveBack(deps, { reviewer: sender, actor: actorOf(conversation), number, reason, comment });
    return { template: 'returned', view: { ...view, inRoom: inbound.roomId !== null } };
  },
};
