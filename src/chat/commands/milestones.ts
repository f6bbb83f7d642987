import { can } from '../../domain/access.ts';
import { DomainError } from '../../domain/errors.ts';
import { adoptMilestones as adopt } from '../../usecases/adopt-milestones.ts';
import { isTaskCode } from '../../usecases/current-plan.ts';
import { deleteMilestone as remove } from '../../usecases/delete-milestone.ts';
import { setMilestones as set } from '../../usecases/set-milestones.ts';
import { showMilestones } from '../../usecases/show-milestones.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 时间节点 as they stand, 「时间节点 第11项」. */
export const listMilestones: CommandHandler<'list-milestones'> = {
  right: 'read-own',
  async run({ deps, sender, year }, { code, words = '' }) {
    const view = await showMilestones(deps, { year, code, words });
    return { template: 'milestones', view: { ...view, maySet: !view.closed && can(sender, 'manage-plan') } };
  },
};

/** 「时间节点 年中 6-30」, 「时间节点 第11项 3-31 6-30 9-30 12-10」, 「时间节点 第11项 每月25日」. */
export const setMilestones: CommandHandler<'set-milestones'> = {
  right: 'manage-plan',
  async run(conversation, { code, stages, likeItem }) {
    const { deps, year } = conversation;
    const isItem = likeItem !== undefined && (await isTaskCode(deps, likeItem.code, year));
    if (isItem && likeItem.stages === undefined) throw new DomainError('day-or-item', { code: likeItem.code });
    const meant = { code, stages, ...(isItem && likeItem) };
    const view = await set(deps, { year, ...meant, actor: actorOf(conversation) });
    return { template: 'milestones-set', view };
  },
};

/** 「时间节点 删除 年中」. */
export const deleteMilestone: CommandHandler<'delete-milestone'> = {
  right: 'manage-plan',
  async run(conversation, { code, title }) {
    const view = await remove(conversation.deps, { year: conversation.year, code, title, actor: actorOf(conversation) });
    return { template: 'milestone-deleted', view };
  },
};

/** 采用默认节点. */
export const adoptMilestones: CommandHandler<'adopt-milestones'> = {
  right: 'manage-plan',
  async run(conversation) {
    const view = await adopt(conversation.deps, { year: conversation.year, actor: actorOf(conversation) });
    return { template: 'milestones-adopted', view };
  },
};
