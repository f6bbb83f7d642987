import { DomainError } from '../../domain/errors.ts';
import type { UrgeRequest } from '../../domain/urge.ts';
import { placeOf } from '../../usecases/burst-steps.ts';
import { cancelUrge as drop, confirmUrge as confirm } from '../../usecases/confirm-urge.ts';
import { urge as ask, type UrgeOutcome } from '../../usecases/urge.ts';
import type { CommandOf } from '../command.ts';
import { actorOf, type CommandHandler, type Conversation, type Reply } from '../reply.ts';

/** 催办 3 | 办公室 | 逾期 [仍然]. In a room only departments are named. */
export const urge: CommandHandler<'urge'> = {
  right: 'urge',
  async run(conversation, command) {
    const { deps, inbound, sender, year } = conversation;
    const request = { ...requestOf(command), year: year ?? null };
    return replyOf(conversation, await ask(deps, { request, place: placeOf(inbound, sender), actor: actorOf(conversation) }));
  },
};

/** 确认催办. */
export const confirmUrge: CommandHandler<'confirm-urge'> = {
  right: 'urge',
  async run(conversation, { of }) {
    const { deps, inbound, sender, year } = conversation;
    const said = { ...(of && requestOf(of)), ...(year !== undefined && { year }) };
    return replyOf(conversation, await confirm(deps, { said, place: placeOf(inbound, sender), actor: actorOf(conversation) }));
  },
};

/** 取消催办. */
export const cancelUrge: CommandHandler<'cancel-urge'> = {
  right: 'urge',
  async run({ deps, inbound, sender }) {
    const view = await drop(deps, placeOf(inbound, sender));
    if (view === undefined) throw new DomainError('nothing-to-urge', { waiting: null });
    return { template: 'urge-cancelled', view };
  },
};

function requestOf({ code, department, anyway }: CommandOf<'urge'>): Pick<UrgeRequest, 'target' | 'anyway'> {
  if (code !== undefined) return { target: { code }, anyway };
  return { target: department === undefined ? { overdue: true } : { department }, anyway };
}

function replyOf({ inbound }: Conversation, { kind, view }: UrgeOutcome): Reply {
  const inRoom = inbound.roomId !== null;
  return kind === 'urged'
    ? { template: 'urged', view: { ...view, inRoom } }
    : { template: 'urge-preview', view: { ...view, inRoom, changed: kind === 'changed' } };
}
