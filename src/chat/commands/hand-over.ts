import { handOverDuties, takeBackDuties } from '../../usecases/hand-over-duties.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 移交 张三 李四: to the asker alone, because it names people. */
export const handOver: CommandHandler<'hand-over'> = {
  right: 'manage-directory',
  async run(conversation, { from, to }) {
    const { deps, inbound } = conversation;
    const view = await handOverDuties(deps, { from, to, actor: actorOf(conversation), key: inbound.id });
    return { template: 'handed-over', view, privately: true };
  },
};

/** 取消移交 张三 李四. */
export const takeBack: CommandHandler<'take-back'> = {
  right: 'manage-directory',
  async run(conversation, { from, to }) {
    const { deps, inbound } = conversation;
    const view = await takeBackDuties(deps, { from, to, actor: actorOf(conversation), key: inbound.id });
    return { template: 'handed-back', view, privately: true };
  },
};
