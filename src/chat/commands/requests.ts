import { approveRequest as approve, refuseRequest as refuse } from '../../usecases/decide-request.ts';
import { listRequests as list } from '../../usecases/list-requests.ts';
import { withdrawRequest as withdraw } from '../../usecases/withdraw-request.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 申请: to the asker alone, because it names people. */
export const listRequests: CommandHandler<'list-requests'> = {
  right: 'read-own',
  async run({ deps, sender }) {
    return { template: 'requests', view: await list(deps, sender), privately: true };
  },
};

/** 同意 S5: to the asker alone, because it names a person. */
export const approveRequest: CommandHandler<'approve-request'> = {
  right: 'manage-directory',
  async run(conversation, { number }) {
    const view = await approve(conversation.deps, number, actorOf(conversation));
    return { template: 'request-approved', view, privately: true };
  },
};

/** 拒绝 S5 理由: to the asker alone, too. */
export const refuseRequest: CommandHandler<'refuse-request'> = {
  right: 'manage-directory',
  async run(conversation, { number, reason }) {
    const view = await refuse(conversation.deps, number, reason, actorOf(conversation));
    return { template: 'request-refused', view, privately: true };
  },
};

/** 撤回 S5. */
export const withdrawRequest: CommandHandler<'withdraw-request'> = {
  right: 'hand-in',
  async run(conversation, { number }) {
    const { deps, sender: member } = conversation;
    return { template: 'request-withdrawn', view: await withdraw(deps, { member, actor: actorOf(conversation), number }) };
  },
};
