import { previewPurge, purgeSubmission } from '../../usecases/purge-submission.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 清除 B12 理由, and once more as 确认清除: it names files, so it goes to the asker alone. */
export const purge: CommandHandler<'purge'> = {
  right: 'purge',
  async run(conversation, { number, reason, confirmed }) {
    const { deps, sender: member } = conversation;
    if (!confirmed) return { template: 'purge-preview', view: await previewPurge(deps, { number, reason }), privately: true };
    const view = await purgeSubmission(deps, { member, actor: actorOf(conversation), number, reason });
    return { template: 'purged', view, privately: true };
  },
};
