import { approveSeveral } from '../../usecases/approve-several.ts';
import { approveSubmission } from '../../usecases/review-submission.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 通过 B12, 通过 B12 4.5分 写得好, 通过 B12 B13 B15. */
export const approve: CommandHandler<'approve'> = {
  right: 'review',
  async run(conversation, { numbers, points, comment }) {
    const { deps, inbound, sender } = conversation;
    const by = { reviewer: sender, actor: actorOf(conversation) };
    const inRoom = inbound.roomId !== null;
    const [number] = numbers;
    if (numbers.length > 1) return { template: 'approved-several', view: { ...(await approveSeveral(deps, { ...by, numbers })), inRoom } };
    const view = await approveSubmission(deps, { ...by, number: number!, points: points ?? null, comment: comment ?? '' });
    return { template: 'approved', view: { ...view, inRoom } };
  },
};
