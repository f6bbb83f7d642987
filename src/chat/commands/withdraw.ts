import { withdrawSubmission } from '../../usecases/withdraw-submission.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 撤回 B12 理由. */
export const withdraw: CommandHandler<'withdraw'> = {
  right: 'hand-in',
  async run(conversation, { number, reason }) {
    const { deps, sender } = conversation;
    const view = await withdrawSubmission(deps, { member: sender, actor: actorOf(conversation), number, reason });
    return { template: 'withdrawn', view };
  },
};
