import { showTrail } from '../../usecases/show-trail.ts';
import type { CommandHandler } from '../reply.ts';

/** 留痕, 「留痕 3」, 「留痕 B12」: to the asker alone, because it names people. */
export const trail: CommandHandler<'trail'> = {
  right: 'read-trail',
  async run({ deps, year }, { code, number }) {
    return { template: 'trail', view: await showTrail(deps, { year, code, number }), privately: true };
  },
};
