import { byId, element } from './dom.js';

/**
 * What goes with the next message. Its id stays the same when the same is tried again, so that the server takes it once; a changed
 * message gets another.
 */
let draft;

export function emptyDraft() {
  return { id: newId(), files: [], quoted: [] };
}

// `randomUUID` is missing where the page comes over plain http from another machine.
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

export const currentDraft = () => (draft ??= emptyDraft());

export function noteChange() {
  currentDraft().id = newId();
}

export function discardDraft() {
  draft = emptyDraft();
  showChips();
}

export function addToDraft(files) {
  currentDraft().files.push(...files);
  showChips();
}

export function quoteInDraft(file) {
  currentDraft().quoted.push(file);
  showChips();
}

function showChips() {
  noteChange();
  byId('chips').replaceChildren(
    ...draft.files.map((file) => chip('附件', file, draft.files)),
    ...draft.quoted.map((file) => chip('引用', file, draft.quoted)),
  );
}

function chip(kind, file, list) {
  const remove = () => {
    list.splice(list.indexOf(file), 1);
    showChips();
    byId('words').focus();
  };
  return element(
    'li',
    {},
    element('small', {}, kind),
    element('span', {}, file.name),
    element('button', { type: 'button', onclick: remove, ariaLabel: `去掉 ${file.name}` }, '×'),
  );
}
