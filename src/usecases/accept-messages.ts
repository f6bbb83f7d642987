import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { insertInbound } from '../db/inbound.ts';
import type { ChannelName, InboundMessage } from '../ports/channel.ts';
import type { Deps } from './deps.ts';
import { mayPass, PATIENCE_MS, PAUSE_MS, tryTransaction } from './in-transaction.ts';
import { wakeHandler } from './wake.ts';

/**
 * Writes down what a platform delivered, before it is answered 200. A message that was stored before changes nothing.
 * Handling starts after the commit. What arrives in one turn of the event loop, or while others are written, is one transaction
 * (group commit): a disk takes as long for one as for many. Rejects only for messages that cannot be stored themselves, or when
 * the database stays busy or away.
 */
export async function acceptMessages(deps: Deps, channel: ChannelName, messages: readonly InboundMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const delivery: Delivery = { channel, messages, giveUpAt: Date.now() + PATIENCE_MS, resolve, reject };
  const waiting = waitingOf.get(deps);
  if (waiting === undefined) void writeDown(deps, [delivery]);
  else waiting.push(delivery);
  return promise;
}

/** What came with one request, until it is answered. */
interface Delivery {
  channel: ChannelName;
  messages: readonly InboundMessage[];
  giveUpAt: number;
  resolve(): void;
  reject(error: unknown): void;
}

/** In order of arrival, while there are any. */
const waitingOf = new WeakMap<Deps, Delivery[]>();

async function writeDown(deps: Deps, waiting: Delivery[]): Promise<void> {
  waitingOf.set(deps, waiting);
  while (waiting.length > 0) {
    // Whatever else this turn brings comes along.
    await nextTurn();
    const left = await store(deps, waiting.splice(0, AT_ONCE));
    if (left.length === 0) continue;
    waiting.unshift(...left);
    await wait(PAUSE_MS);
  }
  waitingOf.delete(deps);
}

/** Bounds what a failing one makes the others wait, and the statement. */
const AT_ONCE = 64;

/** All or, when that fails, one by one, so that a bad one fails alone. Returns what the database could not take now. */
async function store(deps: Deps, batch: readonly Delivery[]): Promise<Delivery[]> {
  try {
    await tryTransaction(deps, (tx) => insert(tx, batch), 'intake');
  } catch (error) {
    if (mayPass(error)) return batch.filter((delivery) => isPatient(delivery, error));
    if (batch.length === 1) batch[0]!.reject(error);
    const left: Delivery[] = [];
    if (batch.length > 1) for (const delivery of batch) left.push(...(await store(deps, [delivery])));
    return left;
  }
  for (const { resolve } of batch) resolve();
  return [];
}

function isPatient({ giveUpAt, reject }: Delivery, error: unknown): boolean {
  if (Date.now() < giveUpAt) return true;
  reject(error);
  return false;
}

async function insert(tx: Deps, batch: readonly Delivery[]): Promise<void> {
  const arrived = batch.flatMap(({ channel, messages }) => messages.map((message) => ({ ...message, channel })));
  const stored = await insertInbound(tx.db, arrived, tx.clock.now().toISOString(), tx.newId);
  const senders = new Map(stored.map(({ channel, senderId }) => [`${channel} ${senderId}`, { channel, senderId }]));
  for (const sender of senders.values()) await wakeHandler(tx, sender);
}
