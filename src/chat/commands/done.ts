import { finishBurst, type FinishedView } from '../../usecases/finish-burst.ts';
import type { CommandHandler, Reply } from '../reply.ts';

/** 完成: what was sent goes to the reviewers now. */
export const done: CommandHandler<'done'> = {
  right: 'hand-in',
  async run({ deps, inbound, sender }) {
    return reply(await finishBurst(deps, { inbound, sender }), inbound.roomId !== null);
  },
};

function reply(view: FinishedView, inRoom: boolean): Reply {
  switch (view.kind) {
    case 'nothing':
      return { template: 'done-nothing', view };
    case 'question':
      return { template: 'hand-in-which', view: { ...view.question, waiting: view.waiting, earlier: view.left } };
    case 'storing':
      return { template: 'done-storing', view };
    case 'finished':
      return { template: 'done', view: { ...view.burst.receipt, left: view.left, inRoom } };
  }
}
