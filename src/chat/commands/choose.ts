import { answerQuestion } from '../../usecases/answer-question.ts';
import type { CommandHandler } from '../reply.ts';
import { preparedReply } from './prepared-reply.ts';
import { answerUnknown } from './unknown.ts';

/** A bare item number or department name: the answer to what was asked about files. */
export const choose: CommandHandler<'choose'> = {
  right: 'read-own',
  async run({ deps, inbound, sender }, { answer }) {
    const view = await answerQuestion(deps, { inbound, sender, answer });
    return view === undefined ? answerUnknown(sender, answer) : preparedReply(view, inbound.roomId !== null);
  },
};
