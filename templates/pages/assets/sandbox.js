import { api } from './api.js';
import { startClock } from './clock.js';
import { startComposer } from './composer.js';
import { showConversations } from './conversations.js';
import { byId } from './dom.js';
import { startPeople } from './people.js';
import { hideProblem, showProblem } from './problem.js';
import { keep, recall, state } from './state.js';
import { openTranscript, refreshTranscript } from './transcript.js';
import { noteArrivals, startUnread } from './unread.js';

const POLL_MS = 1000;

/** Shows somebody's private chat, or a room as they see it. */
function open(who, room = null) {
  Object.assign(state, { who, room });
  keep({ who });
  // First what marks it as read, then the lists that show what is not.
  void openTranscript().catch((error) => showProblem(error, 'poll'));
  showEverything();
  byId('composer').dispatchEvent(new Event('conversation'));
}

const people = startPeople((who) => open(who));
const composer = startComposer(refreshTranscript);
const clock = startClock(poll);

function showEverything() {
  people.show();
  showConversations((room) => open(state.who, room));
}

/** One look at the server; what it cannot tell now it tells the next time. */
async function poll() {
  try {
    if (state.cast === undefined) await start();
    clock.show(await refreshTranscript());
    if (await noteArrivals()) showEverything();
    hideProblem('poll');
  } catch (error) {
    showProblem(error, 'poll');
  }
}

async function start() {
  const cast = await api('/sandbox/api/cast');
  await startUnread();
  state.cast = cast;
  const known = cast.members.some(({ id }) => id === recall().who);
  open(known ? recall().who : (people.first() ?? 'stranger'));
  composer.focus();
}

async function keepPolling() {
  if (!document.hidden) await poll();
  setTimeout(() => void keepPolling(), POLL_MS);
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void poll();
});
void keepPolling();
