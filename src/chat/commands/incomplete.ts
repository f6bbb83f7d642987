import { listRequests } from '../../usecases/list-requests.ts';
import { allow } from '../allow.ts';
import type { IncompleteName } from '../command.ts';
import { rightTo } from '../phrases.ts';
import type { CommandHandler } from '../reply.ts';

/** The words of a command without its number or name: an example to those who may use it. Open requests name people. */
export const incomplete: CommandHandler<'incomplete'> = {
  right: 'read-own',
  async run({ deps, sender }, { of, number, several = false }) {
    await allow(deps, sender, rightTo(of));
    const { requests } = REQUESTS.includes(of) ? await listRequests(deps, sender) : { requests: [] };
    return { template: 'incomplete', view: { of, number, several, requests }, privately: requests.length > 0 };
  },
};

const REQUESTS: readonly IncompleteName[] = ['approve-request', 'refuse-request'];
