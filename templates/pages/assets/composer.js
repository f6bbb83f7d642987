import { api, Problem } from './api.js';
import { toAttachments } from './attachments.js';
import { byId } from './dom.js';
import { addToDraft, currentDraft, discardDraft, emptyDraft, noteChange, quoteInDraft } from './draft.js';
import { adviseOnTime } from './hint.js';
import { hideProblem, showProblem } from './problem.js';
import { putIntoRoom } from './room-files.js';
import { state } from './state.js';
import { whereWeAre } from './transcript.js';

const EXAMPLE = { url: '/sandbox/assets/task-table-2023.docx', name: '2023年度文明创建任务分解表.docx' };

let sending = false;

export function startComposer(refresh) {
  const words = byId('words');
  const submit = () => send(words.value, currentDraft(), refresh);

  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  words.addEventListener('keydown', (event) => {
    // Enter also chooses a word while Chinese is being typed.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  words.addEventListener('input', () => {
    noteChange();
    grow();
  });
  byId('attach').addEventListener('click', () => byId('file-input').click());
  byId('file-input').addEventListener('change', (event) => {
    addFiles([...event.target.files], refresh);
    event.target.value = '';
  });
  byId('example').addEventListener('click', () => void addExample(refresh));
  byId('composer').addEventListener('conversation', startOver);
  document.addEventListener('paste', (event) => addFiles([...(event.clipboardData?.files ?? [])], refresh));
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    addFiles([...(event.dataTransfer?.files ?? [])], refresh);
  });
  document.addEventListener('say', ({ detail }) => void send(detail, emptyDraft(), refresh));
  document.addEventListener('pick', ({ detail }) => pick(detail));
  document.addEventListener('quote', ({ detail }) => {
    quoteInDraft(detail);
    words.focus();
  });
  return { focus: () => words.focus() };
}

function pick(text) {
  byId('words').value = text;
  grow();
  byId('words').focus();
}

/** Somebody else, or somewhere else: what was begun is given up. */
function startOver() {
  discardDraft();
  clearWords();
  byId('advice').hidden = true;
  byId('mention').hidden = state.room === null;
  byId('example').hidden = state.room !== null;
}

function clearWords() {
  byId('words').value = '';
  grow();
}

/** In private they go with the message. In a room they lie there for somebody to quote. */
function addFiles(files, refresh) {
  if (files.length === 0) return;
  if (state.room === null) return addToOwnDraft(files);
  for (const file of files) putIntoRoom(file, whereWeAre(), byId('now').dateTime);
  void refresh();
}

function addToOwnDraft(files) {
  addToDraft(files);
  // Enter sends them now. On a phone the keyboard would only stand in the way.
  if (matchMedia('(pointer: fine)').matches) byId('words').focus();
}

async function addExample(refresh) {
  try {
    const answer = await fetch(EXAMPLE.url);
    if (!answer.ok) throw new Error(`${answer.status}`);
    addFiles([new File([await answer.blob()], EXAMPLE.name)], refresh);
    adviseOnTime();
    hideProblem('send');
  } catch {
    showProblem(new Problem('示例通知没有取到，请看看服务器是否还在运行，再点一次。'), 'send');
  }
}

/** What was typed stays where it is until the server has it. */
async function send(text, message, refresh) {
  const isEmpty = text.trim() === '' && message.files.length + message.quoted.length === 0;
  if (isEmpty || sending) return;
  setSending(true);
  try {
    await api('/webhooks/sandbox', await toPayload(text, message));
    if (message === currentDraft()) discardDraft();
    if (byId('words').value === text) clearWords();
    hideProblem('send');
    await refresh();
  } catch (error) {
    showProblem(error, 'send');
  } finally {
    setSending(false);
  }
}

async function toPayload(text, { id, files, quoted }) {
  const { who, room } = state;
  const said = room === null ? text : `@${document.body.dataset.botName} ${text}`;
  const payload = { messageId: id, from: who, text: said, attachments: await toAttachments(files) };
  if (room !== null) payload.room = room;
  if (quoted.length > 0) payload.quote = { attachments: await toAttachments(quoted) };
  return payload;
}

function setSending(is) {
  sending = is;
  byId('send').disabled = is;
  byId('send').textContent = is ? '发送中' : '发送';
}

function grow() {
  const words = byId('words');
  words.style.height = 'auto';
  words.style.height = `${Math.min(words.scrollHeight + 2, 160)}px`;
}
