import { answerQuestion } from '../../usecases/answer-question.ts';
import { isTaskCode } from '../../usecases/current-plan.ts';
import type { CommandHandler } from '../reply.ts';
import { preparedReply } from './prepared-reply.ts';
import { answerTask } from './show-task.ts';
import { answerUnknown } from './unknown.ts';

/** A bare item number or department name: the answer to what was asked about files, else 「第3项」 without its words. */
export const choose: CommandHandler<'choose'> = {
  right: 'read-own',
  async run(conversation, { answer }) {
    const { deps, inbound, sender, year } = conversation;
    const view = await answerQuestion(deps, { inbound, sender, answer, year });
    if (view !== undefined) return preparedReply(view, inbound.roomId !== null);
    return (await isTaskCode(deps, answer, year)) ? answerTask(conversation, answer) : answerUnknown(conversation, answer);
  },
};
