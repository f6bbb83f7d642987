import { approveBinding, refuseBinding } from '../../usecases/decide-binding.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 同意 S5: to the asker alone, because it names a person. */
export const approveRequest: CommandHandler<'approve-request'> = {
  right: 'manage-directory',
  async run(conversation, { number }) {
    const view = await approveBinding(conversation.deps, number, actorOf(conversation));
    return { template: 'request-approved', view, privately: true };
  },
};

/** 拒绝 S5 理由: to the asker alone, too. */
export const refuseRequest: CommandHandler<'refuse-request'> = {
  right: 'manage-directory',
  async run(conversation, { number, reason }) {
    const view = await refuseBinding(conversation.deps, number, reason, actorOf(conversation));
    return { template: 'request-refused', view, privately: true };
  },
};
