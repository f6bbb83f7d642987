import { describeMember } from '../../usecases/describe-member.ts';
import type { CommandHandler } from '../reply.ts';

/** 我是谁: to the asker alone, because it names a person. */
export const whoami: CommandHandler<'whoami'> = {
  right: 'read-own',
  async run({ deps, sender }) {
    return { template: 'whoami', view: await describeMember(deps, sender), privately: true };
  },
};
