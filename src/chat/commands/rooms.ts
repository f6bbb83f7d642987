import { bindRoom as bind, unbindRoom as unbind, type ChatPlace } from '../../usecases/bind-room.ts';
import { actorOf, type CommandHandler, type Conversation } from '../reply.ts';

/** 绑定本群 办公室. */
export const bindRoom: CommandHandler<'bind-room'> = {
  right: 'manage-directory',
  async run(conversation, { departments: names }) {
    const view = await bind(conversation.deps, { place: placeOf(conversation), names, actor: actorOf(conversation) });
    return { template: view.unchanged ? 'room-unchanged' : 'room-bound', view };
  },
};

/** 解绑本群. */
export const unbindRoom: CommandHandler<'unbind-room'> = {
  right: 'manage-directory',
  async run(conversation) {
    const view = await unbind(conversation.deps, { place: placeOf(conversation), actor: actorOf(conversation) });
    return { template: 'room-unbound', view };
  },
};

function placeOf({ inbound }: Conversation): ChatPlace {
  return { channel: inbound.channel, chatId: inbound.roomId };
}
