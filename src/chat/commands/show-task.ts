import { answerQuestion, isItemAsked } from '../../usecases/answer-question.ts';
import { showTask as show } from '../../usecases/show-task.ts';
import { draftTaskView, getDraftTask } from '../../usecases/correct-item.ts';
import { isTaskCode } from '../../usecases/current-plan.ts';
import { findDraftShown } from '../../usecases/waiting-preview.ts';
import type { CommandHandler, Conversation, Reply } from '../reply.ts';
import { preparedReply } from './prepared-reply.ts';

/** 第3项: the item, or the answer when 「是哪一项」 was just asked. */
export const showTask: CommandHandler<'show-task'> = {
  right: 'read-own',
  async run(conversation, { code }) {
    const { deps, inbound, sender, year } = conversation;
    const asked = await isItemAsked(deps, { inbound, sender });
    const view = asked ? await answerQuestion(deps, { inbound, sender, answer: code, year }) : undefined;
    return view === undefined ? answerTask(conversation, code) : preparedReply(view, inbound.roomId !== null);
  },
};

/** Also for a bare number when nothing was asked. While a table waits its item is shown, beside the one in force where there is one. */
export async function answerTask({ deps, sender, year }: Conversation, code: string): Promise<Reply> {
  const waiting = await findDraftShown(deps, sender, year);
  const isRead = waiting !== undefined && (!waiting.isInForce || waiting.draft.tasks.some((task) => task.code === code));
  const draft = isRead ? { template: 'draft-task', view: draftTaskView(waiting.draft, getDraftTask(waiting.draft, code)) } : undefined;
  if (draft !== undefined && !(waiting?.isInForce && (await isTaskCode(deps, code, year)))) return draft;
  const view = await show(deps, { asker: sender, year, code });
  return { template: 'task', view, ...(draft !== undefined && { more: [draft] }) };
}
