import { showProgress } from '../../usecases/show-progress.ts';
import type { CommandHandler } from '../reply.ts';

/** 进度, 进度 办公室, 进度 政治建设. */
export const progress: CommandHandler<'progress'> = {
  right: 'read-own',
  async run({ deps, sender, year }, { scope }) {
    const view = await showProgress(deps, { asker: sender, year, name: scope });
    return { template: `progress-${view.kind}`, view };
  },
};
