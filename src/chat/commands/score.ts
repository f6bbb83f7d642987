import { can } from '../../domain/access.ts';
import { showScore } from '../../usecases/show-score.ts';
import type { CommandHandler } from '../reply.ts';

/** 得分: a long list of cases goes on in further messages. */
export const score: CommandHandler<'score'> = {
  right: 'read-everything',
  async run({ deps, inbound, sender, year }) {
    const { head, more } = await showScore(deps, { year, inRoom: inbound.roomId !== null });
    return {
      template: 'score',
      view: { ...head, keepsScore: can(sender, 'keep-score'), goesOn: more.length > 0 },
      more: more.map((rules, index) => ({ template: 'score-more', view: { rules, part: index + 2, parts: more.length + 1 } })),
    };
  },
};
