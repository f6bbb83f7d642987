import { listUndelivered } from '../../usecases/list-undelivered.ts';
import type { CommandHandler } from '../reply.ts';

/** 未送达: to the asker alone, because it names people. */
export const undelivered: CommandHandler<'undelivered'> = {
  right: 'manage-directory',
  async run({ deps }) {
    return { template: 'undelivered', view: await listUndelivered(deps), privately: true };
  },
};
