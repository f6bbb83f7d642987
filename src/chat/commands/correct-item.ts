import { DomainError } from '../../domain/errors.ts';
import { correctItem as correct, type CorrectedView } from '../../usecases/correct-item.ts';
import type { CommandHandler } from '../reply.ts';
import { setMilestones } from './milestones.ts';

/** 「第3项 截止 6-30」 of the table that waits for 确认导入; without one a day is set as with 「时间节点 第3项 6-30」. */
export const correctItem: CommandHandler<'correct-item'> = {
  right: 'manage-plan',
  async run(conversation, command) {
    const { deps, sender, year } = conversation;
    const view = await correct(deps, { sender, year, code: command.code, correction: command });
    if (view !== undefined) return { template: 'draft-corrected', view };
    const { code, field } = command;
    if (field === 'deadlines') {
      const { days, words } = command;
      return setMilestones.run(conversation, {
        name: 'set-milestones',
        code,
        stages: [{ title: '', days, ...(days.length === 0 && { words }) }],
      });
    }
    throw new DomainError('no-draft-to-correct', { code, field });
  },
};

/** Several in one message: all of them, or none when one is refused. */
export const correctItems: CommandHandler<'correct-items'> = {
  right: 'manage-plan',
  async run({ deps, sender, year }, { items }) {
    const views: CorrectedView[] = [];
    for (const { code, ...correction } of items) {
      const view = await correct(deps, { sender, year, code, correction });
      if (view === undefined) throw new DomainError('no-draft-to-correct', { code, field: correction.field });
      views.push(view);
    }
    return { template: 'drafts-corrected', view: { views, open: views.at(-1)!.open } };
  },
};
