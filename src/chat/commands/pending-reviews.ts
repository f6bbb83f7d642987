import { listPendingReviews } from '../../usecases/list-pending-reviews.ts';
import type { CommandHandler } from '../reply.ts';

/** 待审. */
export const pendingReviews: CommandHandler<'pending-reviews'> = {
  right: 'read-everything',
  async run({ deps, sender }) {
    return { template: 'pending-reviews', view: await listPendingReviews(deps, sender) };
  },
};
