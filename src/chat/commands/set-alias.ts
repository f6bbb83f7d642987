import { setAlias as setDepartmentAlias, unsetAlias as unsetDepartmentAlias } from '../../usecases/set-alias.ts';
import { findStillOpen } from '../../usecases/waiting-preview.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 地质工会=机关工会. */
export const setAlias: CommandHandler<'set-alias'> = {
  right: 'manage-directory',
  async run(conversation, { alias, department }) {
    const view = await setDepartmentAlias(conversation.deps, { left: alias, right: department }, actorOf(conversation));
    const open = await findStillOpen(conversation.deps, conversation.sender);
    return { template: 'alias-set', view: { ...view, open: open ?? null } };
  },
};

/** 取消 地质工会=机关工会. */
export const unsetAlias: CommandHandler<'unset-alias'> = {
  right: 'manage-directory',
  async run(conversation, { alias, department }) {
    const view = await unsetDepartmentAlias(conversation.deps, { left: alias, right: department }, actorOf(conversation));
    return { template: 'alias-unset', view };
  },
};
