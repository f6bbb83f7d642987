import { showWhoOwes, showWhoOwesItem } from '../../usecases/show-who-owes.ts';
import type { CommandHandler } from '../reply.ts';

/** 谁还没交, 谁还没交 3: departments, never people. */
export const whoOwes: CommandHandler<'who-owes'> = {
  right: 'read-own',
  async run({ deps, sender, year }, { code }) {
    if (code !== undefined) return { template: 'who-owes-item', view: await showWhoOwesItem(deps, { asker: sender, year, code }) };
    return { template: 'who-owes', view: await showWhoOwes(deps, { asker: sender, year }) };
  },
};
