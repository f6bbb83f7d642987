import { cancelExtension as cancel } from '../../usecases/cancel-extension.ts';
import { requestExtension } from '../../usecases/request-extension.ts';
import { actorOf, sourceOf, type CommandHandler } from '../reply.ts';

/** 延期 3 7-10 理由: asked for by staff, granted by an admin. */
export const extend: CommandHandler<'extend'> = {
  right: 'hand-in',
  async run(conversation, { code, about, day, reason }) {
    const { deps, sender: asker, inbound, year } = conversation;
    const said = { code, about, day, reason };
    const view = await requestExtension(deps, { asker, source: sourceOf(conversation), actor: actorOf(conversation), year, ...said });
    return { template: `extension-${view.kind}`, view: { ...view, inRoom: inbound.roomId !== null } };
  },
};

/** 取消延期 3 办公室. */
export const cancelExtension: CommandHandler<'cancel-extension'> = {
  right: 'manage-plan',
  async run(conversation, { code, words }) {
    const { deps, sender: asker, inbound, year } = conversation;
    const view = await cancel(deps, { asker, actor: actorOf(conversation), year, code, words, key: inbound.id });
    return { template: 'extension-cancelled', view };
  },
};
