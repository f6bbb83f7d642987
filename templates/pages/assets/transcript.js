import { api } from './api.js';
import { botBubble, fileBubble, saidBubble, timeLine } from './bubbles.js';
import { byId } from './dom.js';
import { emptyHint } from './hint.js';
import { fileIsDue, filesIn } from './room-files.js';
import { state } from './state.js';
import { markSeen } from './unread.js';

/** Whoever reads the end goes on reading it when the log gets smaller: a phone's keyboard comes up, or a notice below. */
let readsEnd = true;
const isAtEnd = (log) => log.scrollHeight - log.scrollTop - log.clientHeight < 80;
byId('transcript').addEventListener('scroll', ({ target }) => (readsEnd = isAtEnd(target)));
new ResizeObserver(([{ target }]) => {
  if (readsEnd) target.scrollTop = target.scrollHeight;
}).observe(byId('transcript'));

const GAP_MS = 5 * 60_000;

let cursor = { said: 0, shown: 0 };
let placed = new Set();
let lastAt;

/** Forget what is on the screen and show the chosen conversation from its beginning. */
export function openTranscript() {
  cursor = { said: 0, shown: 0 };
  placed = new Set();
  lastAt = undefined;
  byId('transcript').replaceChildren();
  markSeen();
  return refreshTranscript();
}

let running = Promise.resolve();

/** Adds what is new; resolves with the time it is in the sandbox. One at a time, so that nothing is shown twice. */
export function refreshTranscript() {
  const next = running.then(load);
  running = next.catch(() => undefined);
  return next;
}

async function load() {
  const { who, room } = state;
  const whose = room === null ? { member: who } : { room };
  const answer = await api(`/sandbox/api/transcript?${new URLSearchParams({ ...whose, said: cursor.said, shown: cursor.shown })}`);
  // Somebody else was chosen meanwhile.
  if (who !== state.who || room !== state.room) return answer.now;
  show(answer.entries, answer.now);
  byId('status').textContent = answer.busy ? '正在处理…' : '';
  return answer.now;
}

function show(entries, now) {
  const log = byId('transcript');
  const atEnd = isAtEnd(log);
  const before = log.childElementCount;
  for (const entry of entries) {
    placeFiles((file) => fileIsDue(file, entry));
    cursor[entry.kind] = entry.n;
    place(entry.kind === 'said' ? saidBubble(entry) : botBubble(entry), entry.at);
  }
  placeFiles(() => true, now);
  log.querySelector('.hint')?.remove();
  const isEmpty = log.childElementCount === 0;
  if (isEmpty) log.append(emptyHint());
  const added = log.childElementCount > before && !isEmpty;
  if (added && (atEnd || before === 0 || entries.some(({ from }) => from === state.who))) showEnd(log);
}

/** The last word; a long one from its beginning. */
function showEnd(log) {
  const last = log.lastElementChild;
  log.scrollTop = last.offsetHeight > log.clientHeight ? last.offsetTop - log.offsetTop - 8 : log.scrollHeight;
}

/** Files lying in the room, where they were put: the server knows nothing of them. */
function placeFiles(isDue) {
  for (const file of filesIn(state.room)) {
    if (placed.has(file) || !isDue(file)) continue;
    placed.add(file);
    place(fileBubble(file), file.at);
  }
}

function place(bubble, at) {
  const log = byId('transcript');
  if (lastAt === undefined || Math.abs(Date.parse(at) - Date.parse(lastAt)) > GAP_MS) log.append(timeLine(at));
  lastAt = at;
  log.append(bubble);
}

/** Where the conversation stands: what is put into the room now comes after it. */
export const whereWeAre = () => ({ ...cursor });
