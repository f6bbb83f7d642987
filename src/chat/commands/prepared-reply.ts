import type { PreparedView } from '../../usecases/prepare-hand-in.ts';
import type { Reply } from '../reply.ts';

/** What is said when it became clear, or not yet, what files are for. */
export function preparedReply(view: PreparedView, inRoom: boolean): Reply {
  switch (view.kind) {
    case 'ready':
      return { template: 'hand-in-ready', view: { ...view.item, minutes: view.minutes, left: view.left, inRoom } };
    case 'question':
      return { template: 'hand-in-which', view: { ...view.question, waiting: view.waiting, earlier: view.left } };
    case 'filed':
      return {
        template: view.burst.receipt === null ? 'hand-in-storing' : 'filed',
        view: { ...view.burst, ...view.burst.receipt, noted: view.noted, left: view.left, inRoom },
      };
    case 'how':
      return { template: 'hand-in-how', view: { inRoom } };
  }
}
