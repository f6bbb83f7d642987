import { enterAdjustment as enter } from '../../usecases/enter-adjustment.ts';
import { showAdjustments } from '../../usecases/list-adjustments.ts';
import { withdrawAdjustment as withdraw } from '../../usecases/withdraw-adjustment.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 加分, 扣分: the rules with an example each. */
export const listAdjustments: CommandHandler<'list-adjustments'> = {
  right: 'keep-score',
  async run({ deps, year }, { kind }) {
    return { template: 'adjustments', view: await showAdjustments(deps, { year, kind }) };
  },
};

/** 加分 荣誉称号 国家级 2023-05-10 文号. */
export const enterAdjustment: CommandHandler<'enter-adjustment'> = {
  right: 'keep-score',
  async run(conversation, { kind, words, day, source }) {
    const { deps, inbound, year } = conversation;
    const said = { kind, words, day, source };
    const view = await enter(deps, { ...said, actor: actorOf(conversation), inRoom: inbound.roomId !== null, year });
    return { template: 'adjustment-entered', view: { ...view, one: view } };
  },
};

/** 撤回 J1 理由. */
export const withdrawAdjustment: CommandHandler<'withdraw-adjustment'> = {
  right: 'keep-score',
  async run(conversation, { number, reason }) {
    const { deps, inbound } = conversation;
    const view = await withdraw(deps, { actor: actorOf(conversation), inRoom: inbound.roomId !== null, number, reason });
    return { template: 'adjustment-withdrawn', view };
  },
};
