import { botNameOn } from '../../config.ts';
import { can } from '../../domain/access.ts';
import type { CommandHandler } from '../reply.ts';

/** 帮助: what this person may do now. */
export const help: CommandHandler<'help'> = {
  right: 'read-own',
  async run({ deps, inbound, sender }, { all }) {
    const view = {
      botName: botNameOn(deps.config, inbound.channel),
      roles: sender.roles,
      manages: can(sender, 'manage-plan'),
      reviews: can(sender, 'review'),
      reopens: can(sender, 'reopen'),
      handsIn: can(sender, 'hand-in'),
      keepsScore: can(sender, 'keep-score'),
      readsTrail: can(sender, 'read-trail'),
      readsEverything: can(sender, 'read-everything'),
    };
    return { template: all ? 'help-all' : 'help', view };
  },
};
