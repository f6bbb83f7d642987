import { createUploadLink, revokeUploadLinks } from '../../usecases/upload-links.ts';
import type { CommandHandler, Conversation, Reply } from '../reply.ts';

/** 上传 3: a link to the upload page, to the asker alone: whoever has it hands in for that person. */
export const uploadLink: CommandHandler<'upload-link'> = {
  right: 'hand-in',
  run: (conversation, { code, words }) => giveLink(conversation, code, words),
};

/** 代 机关工会 上传 3: the same by the office, for a department. */
export const uploadLinkFor: CommandHandler<'upload-link-for'> = {
  right: 'hand-in-for',
  run: (conversation, { department, code, words }) => giveLink(conversation, code, words, department),
};

/** 取消上传 3. */
export const revokeUpload: CommandHandler<'revoke-upload'> = {
  right: 'hand-in',
  async run({ deps, sender, inbound, year }, { code }) {
    const source = inbound.channel;
    return { template: 'upload-revoked', view: await revokeUploadLinks(deps, { sender, source, code, year }), privately: true };
  },
};

async function giveLink(
  { deps, sender, inbound, year }: Conversation,
  code: string,
  words: string,
  forDepartment?: string,
): Promise<Reply> {
  const about = { sender, source: inbound.channel, code, words, year, ...(forDepartment !== undefined && { forDepartment }) };
  return { template: 'upload-link', view: await createUploadLink(deps, about), privately: true };
}
