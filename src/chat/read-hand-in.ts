import { MAX_NAME, incomplete, isQuestion, freeText, readOnlyItem } from './arguments.ts';
import type { Command, CommandOf } from './command.ts';
import { readItem } from './numbers.ts';
import { readLinks, readRegister, readSubmitText } from './read-typed.ts';
import { isBlank, part, trim, type Said } from './said.ts';

/** 「代 机关工会 提交 3 说明」, 「代 机关工会 上传 3」. Undefined when nothing is handed in: 「代表大会几点开」. */
export function readSubmitFor(said: Said): Command | undefined {
  const opening = /^(?:代替|替代|代|替) ?/.exec(said.folded);
  if (opening === null) return undefined;
  const rest = part(said, opening[0].length);
  if (isBlank(rest)) return incomplete('submit-for');
  const verb = /提交文字|提交|登记|上传|上交|报送|上报|交材料|交/.exec(rest.folded);
  // 「代 机关工会」 wants to; words that only begin alike have no blank there.
  if (verb === null) return opening[0].endsWith(' ') ? incomplete('submit-for') : undefined;
  const department = part(rest, 0, verb.index)
    .typed.replace(/[\s的]+$/u, '')
    .trim();
  if (department === '' || department.length > MAX_NAME) return incomplete('submit-for');
  const behind = trim(part(rest, verb.index + verb[0].length));
  if (verb[0] === '上传') return readUploadFor(department, behind);
  if (verb[0] === '提交文字' || verb[0] === '登记')
    return readTypedFor(department, verb[0] === '登记' ? readRegister(behind) : readSubmitText(behind));
  return { ...(readSubmit(behind) as CommandOf<'submit'>), name: 'submit-for', department };
}

function readTypedFor(department: string, command: Command | undefined): Command | undefined {
  return command?.name === 'register' || command?.name === 'submit-text' ? { ...command, department } : command;
}

function readUploadFor(department: string, rest: Said): Command {
  const link = readUploadLink(rest);
  return link?.name === 'upload-link' ? { ...link, name: 'upload-link-for', department } : incomplete('upload-link-for');
}

/** 「上传 3」: a link belongs to one item, so that has to be named. */
export function readUploadLink(rest: Said): Command | undefined {
  const item = readItem(rest);
  if (item === undefined) return isBlank(rest) ? incomplete('upload-link') : undefined;
  return isQuestion(item.rest) ? undefined : { name: 'upload-link', code: item.code, words: freeText(item.rest) };
}

export function readRevokeUpload(rest: Said): Command | undefined {
  const code = readOnlyItem(rest);
  if (code !== undefined) return { name: 'revoke-upload', code };
  return isBlank(rest) ? incomplete('revoke-upload') : undefined;
}

export function readSubmit(rest: Said): Command {
  const item = readItem(rest);
  const { links, note } = readLinks(freeText(item?.rest ?? rest));
  return { name: 'submit', ...(item && { code: item.code }), note, ...(links.length > 0 && { links }) };
}

export function readNoteProgress(rest: Said): Command | undefined {
  const item = readItem(rest);
  if (item === undefined) return isBlank(rest) ? incomplete('note-progress') : undefined;
  return isBlank(item.rest) ? incomplete('note-progress') : { name: 'note-progress', code: item.code, text: item.rest.typed };
}
