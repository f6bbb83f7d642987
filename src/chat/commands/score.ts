import { can } from '../../domain/access.ts';
import { showItemScore } from '../../usecases/show-item-score.ts';
import { showPartScore } from '../../usecases/show-part-score.ts';
import { showScore } from '../../usecases/show-score.ts';
import type { CommandHandler } from '../reply.ts';

/**
 * 得分 of the year for who reads everything, for others of their own departments; 得分 第3项, 得分 办公室, 得分 政治建设. A long list of
 * cases goes on in further messages.
 */
export const score: CommandHandler<'score'> = {
  right: 'read-own',
  async run({ deps, inbound, sender, year }, { code, scope }) {
    const readsEverything = can(sender, 'read-everything');
    if (code !== undefined) return { template: 'score-item', view: await showItemScore(deps, { year, code }) };
    if (scope !== undefined || !readsEverything) {
      return { template: 'score-part', view: { ...(await showPartScore(deps, { asker: sender, year, name: scope })), readsEverything } };
    }
    const { head, more } = await showScore(deps, { year, inRoom: inbound.roomId !== null });
    return {
      template: 'score',
      view: { ...head, keepsScore: can(sender, 'keep-score'), goesOn: more.length > 0 },
      more: more.map((rules, index) => ({ template: 'score-more', view: { rules, part: index + 2, parts: more.length + 1 } })),
    };
  },
};
