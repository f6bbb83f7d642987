import { allow } from '../allow.ts';
import { rightTo } from '../phrases.ts';
import type { CommandHandler } from '../reply.ts';

/** 「清除 B5-4 误传」, 「重新打开 B19 B20 看错」: what acts on one whole 报送 acts on neither less nor more than was said. */
export const unclearDecision: CommandHandler<'unclear-decision'> = {
  right: 'read-own',
  async run({ deps, sender }, { of, number, piece, scored, words }) {
    await allow(deps, sender, rightTo(of));
    const view = { of, number, piece: piece ?? null, scored: scored ?? false, words: words ?? null };
    return { template: 'unclear-decision', view };
  },
};
