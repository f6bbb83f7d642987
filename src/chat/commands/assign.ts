import { assignTask } from '../../usecases/assign-task.ts';
import { setCompletion as set } from '../../usecases/set-completion.ts';
import { unassignTask } from '../../usecases/unassign-task.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 分派 3 办公室 牵头. */
export const assign: CommandHandler<'assign'> = {
  right: 'manage-plan',
  async run(conversation, { code, departments: names, role }) {
    const { deps, inbound, year } = conversation;
    const view = await assignTask(deps, { actor: actorOf(conversation), year, code, names, role, key: inbound.id });
    return { template: 'assigned', view };
  },
};

/** 取消分派 3 办公室. */
export const unassign: CommandHandler<'unassign'> = {
  right: 'manage-plan',
  async run(conversation, { code, department: name }) {
    const { deps, inbound, year } = conversation;
    return { template: 'unassigned', view: await unassignTask(deps, { actor: actorOf(conversation), year, code, name, key: inbound.id }) };
  },
};

/** 第16项 任一完成, 第16项 全部完成. */
export const setCompletion: CommandHandler<'set-completion'> = {
  right: 'manage-plan',
  async run(conversation, { code, completion }) {
    const { deps, year } = conversation;
    return { template: 'completion-set', view: await set(deps, { actor: actorOf(conversation), year, code, completion }) };
  },
};
