import { showOverdue } from '../../usecases/show-overdue.ts';
import type { CommandHandler } from '../reply.ts';

/** 逾期, 逾期 办公室. */
export const overdue: CommandHandler<'overdue'> = {
  right: 'read-own',
  async run({ deps, sender, year }, { department }) {
    return { template: 'overdue', view: await showOverdue(deps, { asker: sender, year, name: department }) };
  },
};
