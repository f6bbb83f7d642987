import { acknowledgeReminder, keepReminding as keep } from '../../usecases/acknowledge-reminder.ts';
import { explainReminder as explain } from '../../usecases/explain-reminder.ts';
import { actorOf, type CommandHandler } from '../reply.ts';

/** 收到. */
export const acknowledge: CommandHandler<'acknowledge'> = {
  right: 'read-own',
  async run(conversation) {
    const view = await acknowledgeReminder(conversation.deps, { person: conversation.sender, actor: actorOf(conversation) });
    return { template: 'acknowledged', view };
  },
};

/** 继续提醒. */
export const keepReminding: CommandHandler<'keep-reminding'> = {
  right: 'read-own',
  async run(conversation) {
    const view = await keep(conversation.deps, { person: conversation.sender, actor: actorOf(conversation) });
    return { template: 'reminders-kept', view };
  },
};

/** 为什么提醒我: to the asker alone, because it names people. */
export const explainReminder: CommandHandler<'explain-reminder'> = {
  right: 'read-own',
  async run({ deps, sender }) {
    return { template: 'reminder-reasons', view: await explain(deps, sender), privately: true };
  },
};
