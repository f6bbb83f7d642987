import { handIn } from '../../usecases/hand-in.ts';
import { prepareHandIn } from '../../usecases/prepare-hand-in.ts';
import type { CommandOf } from '../command.ts';
import { LATER, type CommandHandler, type Conversation, type Reply } from '../reply.ts';
import { preparedReply } from './prepared-reply.ts';

/** 代 机关工会 提交 3: the same by the office, for a department. */
export const submitFor: CommandHandler<'submit-for'> = {
  right: 'hand-in-for',
  run: (conversation, command) => submitFiles(conversation, command, command.department),
};

/** 提交: files of the message or quoted ones, and links in its words, are taken in, answered when they are stored; without any, says what is to come. */
export const submit: CommandHandler<'submit'> = {
  right: 'hand-in',
  run: (conversation, command) => submitFiles(conversation, command),
};

async function submitFiles(
  { deps, inbound, sender, attachments, quoted, year }: Conversation,
  { note, code, links: pieces = [] }: Pick<CommandOf<'submit'>, 'note' | 'code' | 'links'>,
  forDepartment?: string,
): Promise<Reply | typeof LATER> {
  const files = [...attachments, ...quoted];
  const about = { inbound, sender, year, note, ...(code !== undefined && { code }), ...(forDepartment !== undefined && { forDepartment }) };
  if (files.length + pieces.length === 0) return preparedReply(await prepareHandIn(deps, about), inbound.roomId !== null);
  await handIn(deps, { ...about, files, pieces });
  return LATER;
}
