import { sendPiece, read } from './api.js';

const PIECE_BYTES = 8 * 1024 * 1024;
const AT_ONCE = 2;
const LONGEST_PAUSE_MS = 15_000;

/** Sends files, two at a time, each in pieces from where the server has it; goes on by itself when the line is back. */
export function createSender({ changed, closed }) {
  const waiting = [];
  const running = new Set();
  let wake = () => {};
  addEventListener('online', () => wake());

  function start(entry) {
    entry.paused = false;
    entry.error = null;
    if (!waiting.includes(entry) && !running.has(entry)) waiting.push(entry);
    changed(entry);
    pump();
  }

  function pause(entry) {
    entry.paused = true;
    entry.stop?.abort();
    const place = waiting.indexOf(entry);
    if (place >= 0) waiting.splice(place, 1);
    changed(entry);
  }

  function pump() {
    while (running.size < AT_ONCE && waiting.length > 0) {
      const entry = waiting.shift();
      running.add(entry);
      void send(entry).finally(() => {
        running.delete(entry);
        changed(entry);
        pump();
      });
    }
  }

  async function send(entry) {
    for (let failures = 0; !entry.paused && entry.state === 'receiving'; ) {
      entry.stop = new AbortController();
      changed(entry);
      const at = entry.received;
      const bytes = entry.file.slice(at, at + PIECE_BYTES);
      const onProgress = (sent) => {
        entry.sent = Math.min(sent, entry.size);
        changed(entry);
      };
      const answer = await sendPiece({ id: entry.id, at, bytes, signal: entry.stop.signal, onProgress });
      entry.sent = null;
      if (entry.paused) return;
      if (answer.ok) {
        failures = 0;
        entry.offline = false;
        entry.received = answer.body.received;
        if (answer.body.done) entry.state = 'checking';
      } else if (answer.body.closed) {
        return closed(answer.body.error);
      } else if (answer.status === 409 && answer.body.received !== undefined) {
        entry.received = answer.body.received;
      } else if ([0, 409, 423, 500, 502, 503, 504].includes(answer.status)) {
        entry.offline = true;
        changed(entry);
        await pauseFor(Math.min(LONGEST_PAUSE_MS, 1_000 * 2 ** failures++));
        await catchUp(entry);
      } else {
        entry.paused = true;
        entry.error = answer.body.error ?? '没有传成，请再试。';
      }
    }
  }

  /** Cut short when the line is back. */
  function pauseFor(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** How much the server really has. */
  async function catchUp(entry) {
    const { ok, body } = await read('state');
    const known = ok ? body.files.find(({ id }) => id === entry.id) : undefined;
    if (known === undefined) return;
    entry.received = known.received;
    entry.state = known.state;
  }

  return { start, pause };
}
