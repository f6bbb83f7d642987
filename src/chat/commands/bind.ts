import { describeMember } from '../../usecases/describe-member.ts';
import type { CommandHandler } from '../reply.ts';

/** 绑定 by somebody who is registered already: nothing to do, and who could change it. Strangers are answered in `stranger.ts`. */
export const bind: CommandHandler<'bind'> = {
  right: 'read-own',
  async run({ deps, sender }) {
    return { template: 'bind-known', view: await describeMember(deps, sender), privately: true };
  },
};
