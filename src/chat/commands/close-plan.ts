import { closePlan as close, openPlanAgain, previewClose } from '../../usecases/close-plan.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 关闭年度: what is still open, before anything happens. */
export const closePlan: CommandHandler<'close-plan'> = {
  right: 'close-plan',
  async run({ deps, year }, command) {
    return { template: 'close-preview', view: await previewClose(deps, command.year ?? year) };
  },
};

/** 确认关闭 2023. */
export const confirmClose: CommandHandler<'confirm-close'> = {
  right: 'close-plan',
  async run(conversation, { year }) {
    return { template: 'closed', view: await close(conversation.deps, { year, actor: actorOf(conversation) }) };
  },
};

/** 2023年 重新开放. */
export const openPlan: CommandHandler<'open-plan'> = {
  right: 'close-plan',
  async run(conversation, command) {
    const { deps, year } = conversation;
    return { template: 'opened', view: await openPlanAgain(deps, { year: command.year ?? year, actor: actorOf(conversation) }) };
  },
};
