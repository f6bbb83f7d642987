import type { IncomingMessage } from 'node:http';

/** For a whole request; large files lift it, and are watched for their pace. */
const WITHIN_MS = 120_000;

const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>();

/** Cuts off a request that is not all there in time. Node can do so as well, but then for every request alike. */
export function limitTime(request: IncomingMessage, withinMs = WITHIN_MS): void {
  const timer = setTimeout(() => request.complete || request.destroy(), withinMs).unref();
  timers.set(request, timer);
  request.once('close', () => clearTimeout(timer));
}

export function liftTimeLimit(request: IncomingMessage): void {
  clearTimeout(timers.get(request));
}
