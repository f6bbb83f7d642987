import { handIn } from '../../usecases/hand-in.ts';
import { allow } from '../allow.ts';
import type { TypedPiece } from '../../domain/typed-evidence.ts';
import { LATER, type CommandHandler, type Conversation } from '../reply.ts';

/** 提交文字 3 …: the words themselves are the evidence. */
export const submitText: CommandHandler<'submit-text'> = {
  right: 'hand-in',
  run: (conversation, { code, text, department }) => submitTyped(conversation, code, { form: 'text', body: text }, department),
};

/** 登记 3 文号 题名 日期 存放处: a paper that may not be scanned. */
export const register: CommandHandler<'register'> = {
  right: 'hand-in',
  run: (conversation, { code, department, title, docNumber, day, keptAt }) =>
    submitTyped(conversation, code, { form: 'register', title, docNumber, day, keptAt }, department),
};

async function submitTyped(
  { deps, inbound, sender, attachments, quoted, year }: Conversation,
  code: string,
  piece: TypedPiece,
  department: string | undefined,
): Promise<typeof LATER> {
  if (department !== undefined) await allow(deps, sender, 'hand-in-for');
  const about = { inbound, sender, year, code, note: '', files: [...attachments, ...quoted], pieces: [piece] };
  await handIn(deps, { ...about, ...(department !== undefined && { forDepartment: department }) });
  return LATER;
}
