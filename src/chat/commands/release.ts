import { requestRelease } from '../../usecases/give-up-share.ts';
import { actorOf, sourceOf, type CommandHandler } from '../reply.ts';

/** 不属于 3 理由: asked by staff, decided by an admin. */
export const release: CommandHandler<'release'> = {
  right: 'hand-in',
  async run(conversation, { code, words }) {
    const { deps, sender: asker, inbound, year } = conversation;
    const view = await requestRelease(deps, { asker, source: sourceOf(conversation), actor: actorOf(conversation), year, code, words });
    return { template: `release-${view.kind}`, view: { ...view, inRoom: inbound.roomId !== null } };
  },
};
