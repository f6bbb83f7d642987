import { showMyTasks } from '../../usecases/show-my-tasks.ts';
import type { CommandHandler } from '../reply.ts';

/** 我的任务: what the asker's departments have to hand in, and where it stands. */
export const myTasks: CommandHandler<'my-tasks'> = {
  right: 'read-own',
  async run({ deps, sender, year }) {
    return { template: 'my-tasks', view: await showMyTasks(deps, year, sender) };
  },
};
