import { withdrawPiece } from '../../usecases/withdraw-piece.ts';
import { withdrawWaitingFiles } from '../../usecases/withdraw-waiting-files.ts';
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

/** 撤回. */
export const withdrawWaiting: CommandHandler<'withdraw-waiting'> = {
  right: 'hand-in',
  async run(conversation) {
    const view = await withdrawWaitingFiles(conversation.deps, { ...conversation, actor: actorOf(conversation) });
    return view === undefined ? { template: 'incomplete', view: { of: 'withdraw' } } : { template: 'withdrawn-waiting', view };
  },
};
