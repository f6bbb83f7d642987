import { handIn } from '../../usecases/hand-in.ts';
import { prepareHandIn } from '../../usecases/prepare-hand-in.ts';
import { LATER, type CommandHandler } from '../reply.ts';
import { preparedReply } from './prepared-reply.ts';

/** 提交: files of the message or quoted ones are taken in, answered when they are stored; without any, says what is to come. */
export const submit: CommandHandler<'submit'> = {
  right: 'hand-in',
  async run({ deps, inbound, sender, attachments, quoted }, { code, note }) {
    const files = [...attachments, ...quoted];
    const about = { inbound, sender, note, ...(code === undefined ? {} : { code }) };
    if (files.length === 0) return preparedReply(await prepareHandIn(deps, about), inbound.roomId !== null);
    await handIn(deps, { ...about, files });
    return LATER;
  },
};
