import { showDue } from '../../usecases/show-due.ts';
import type { CommandHandler } from '../reply.ts';

/** 本周要交什么, 下周要交什么. */
export const due: CommandHandler<'due'> = {
  right: 'read-own',
  async run({ deps, sender, year }, { week }) {
    return { template: 'due', view: await showDue(deps, { asker: sender, year, week }) };
  },
};
