import { urge as urgeThem } from '../../usecases/urge.ts';
import type { UrgeTarget } from '../../usecases/urge-targets.ts';
import type { CommandOf } from '../command.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 催办 3 | 办公室 | 逾期 [仍然]. In a room only departments are named. */
export const urge: CommandHandler<'urge'> = {
  right: 'urge',
  async run(conversation, command) {
    const { deps, inbound, year } = conversation;
    const view = await urgeThem(deps, { target: targetOf(command), anyway: command.anyway, year, actor: actorOf(conversation) });
    return { template: 'urged', view: { ...view, inRoom: inbound.roomId !== null, words: command.code ?? command.department ?? '逾期' } };
  },
};

function targetOf({ code, department }: CommandOf<'urge'>): UrgeTarget {
  if (code !== undefined) return { code };
  return department === undefined ? { overdue: true } : { department };
}
