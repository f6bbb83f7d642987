import { withdrawPiece } from '../../usecases/withdraw-piece.ts';
import { withdrawSubmission } from '../../usecases/withdraw-submission.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 撤回 B12 理由, 撤回 B12-3 理由. */
export const withdraw: CommandHandler<'withdraw'> = {
  right: 'hand-in',
  async run(conversation, { number, piece, reason }) {
    const { deps, sender } = conversation;
    const about = { member: sender, actor: actorOf(conversation), number, reason };
    if (piece !== undefined) return { template: 'withdrawn-piece', view: await withdrawPiece(deps, { ...about, piece }) };
    return { template: 'withdrawn', view: await withdrawSubmission(deps, about) };
  },
};
