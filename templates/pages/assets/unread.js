import { api } from './api.js';
import { keep, recall, state } from './state.js';

/** Highest number seen per conversation, and where this browser began to count. */
let seen = {};
let since = 0;
let arrivals = [];

const keyOf = (kind, id) => `${kind}:${id}`;
const openKey = () => (state.room === null ? keyOf('person', state.who) : keyOf('room', state.room));
const last = () => arrivals.at(-1)?.n ?? 0;

export async function startUnread() {
  arrivals = (await api('/sandbox/api/arrivals')).arrivals;
  const remembered = recall();
  // Numbers begin anew with a new database; then nothing remembered is true any more.
  const valid = remembered.since !== undefined && remembered.since <= last();
  since = valid ? remembered.since : last();
  seen = valid ? (remembered.seen ?? {}) : {};
  keep({ since, seen });
}

/** True when something came in since the last look. */
export async function noteArrivals() {
  const fresh = (await api(`/sandbox/api/arrivals?after=${last()}`)).arrivals;
  arrivals.push(...fresh);
  markSeen();
  return fresh.length > 0;
}

/** What stands on the screen has been read. */
export function markSeen() {
  if (seen[openKey()] === last()) return;
  seen[openKey()] = last();
  keep({ seen });
}

export function unreadOf(kind, id) {
  const from = Math.max(since, seen[keyOf(kind, id)] ?? 0);
  return arrivals.filter((arrival) => arrival.n > from && arrival.kind === kind && arrival.id === id).length;
}
