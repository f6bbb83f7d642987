import { readDatabaseTime } from '../db/dialect.ts';
import { findReplyTo } from '../db/inbound.ts';
import { claimNextOutbound, keepSending, markSent, markUnsent } from '../db/outbound.ts';
import { markReminders } from '../db/reminders.ts';
import type { OutboundRow } from '../db/tables.ts';
import { ChannelError, type ChannelName, type Receipt, type Recipient, type Sending } from '../ports/channel.ts';
import type { OutboundMessage } from '../ports/message.ts';
import { within } from '../ports/within.ts';
import type { Deps } from './deps.ts';
import { inTransaction, mayPass } from './in-transaction.ts';
import { isOvertime, takeBackMessage } from './take-back-message.ts';
import { LONGEST_WAIT_MS, wakeDelivery } from './wake.ts';

/** Sends what waits for one recipient, oldest first, one at a time; after a few the others have their turn. */
export async function deliverMessages(deps: Deps, to: { channel: string; recipient: Recipient }): Promise<void> {
  const where = { channel: to.channel, ...to.recipient };
  for (let sent = 0; sent < ONE_TURN; sent++) {
    const now = await readDatabaseTime(deps.db);
    const row = await claimNextOutbound(deps.db, where, now.toISOString(), later(now, LEASE_MS));
    if (row === undefined) return;
    await (isOvertime(deps, row) ? takeBackMessage(deps, row) : deliver(deps, row));
  }
  await wakeDelivery(deps, to);
}

const ONE_TURN = 20;

// A large file takes its time.
const SEND_MS = 60_000;
/** After it another process takes over from one that died; whoever lives renews it. */
const LEASE_MS = 15_000;
const RENEW_EVERY_MS = 3_000;

async function deliver(deps: Deps, claimed: OutboundRow): Promise<void> {
  let row = claimed;
  for (;;) {
    let receipt: Receipt;
    try {
      receipt = await send(deps, row);
    } catch (error) {
      return giveBack(deps, row, error);
    }
    // Not within the try: what was sent is not unsent because it could not be written down. Then the claim runs out.
    if ((receipt.rest ?? 0) === 0) return noteSent(deps, row, receipt);
    row = { ...row, receipt: JSON.stringify(receipt), lastError: null };
    if (!(await keepClaim(deps, row))) return;
  }
}

/** As long as the claim lasts, should the database be held by somebody else: then the message is sent once more. */
async function noteSent(deps: Deps, { id }: OutboundRow, receipt: Receipt): Promise<void> {
  const note = async (tx: Deps): Promise<void> => {
    await markSent(tx.db, id, tx.clock.now().toISOString(), receipt);
    await markReminders(tx.db, id, 'sent', null);
  };
  const giveUpAt = performance.now() + LEASE_MS;
  for (;;) {
    try {
      return await inTransaction(deps, note, 'delivery');
    } catch (error) {
      if (!mayPass(error) || performance.now() >= giveUpAt) throw error;
    }
  }
}

async function send(deps: Deps, row: OutboundRow): Promise<Receipt> {
  const channel = deps.channels.get(row.channel as ChannelName);
  if (channel === undefined) throw new Error(`channel ${row.channel} is not configured`);
  const replyTo = row.inReplyTo === null ? null : await findReplyTo(deps.db, row.inReplyTo, row);
  const sending: Sending = {
    id: row.id,
    recipient: { kind: row.recipientKind, id: row.recipientId },
    message: JSON.parse(row.body) as OutboundMessage,
    ...(replyTo === null ? {} : { replyTo }),
    ...(row.attempts > 1 || row.receipt !== null ? { before: { lastError: row.lastError, receipt: receiptOf(row) } } : {}),
  };
  const renewal = setInterval(() => {
    // Without it the claim runs out, and the message may be sent twice.
    keepClaim(deps, row).catch((error: unknown) => deps.log.warn({ outbound: row.id, err: error }, 'a claim was not renewed'));
  }, RENEW_EVERY_MS);
  try {
    return await within(SEND_MS, channel.send(sending));
  } finally {
    clearInterval(renewal);
  }
}

/** False when it belongs to somebody else. */
function keepClaim(deps: Deps, row: OutboundRow): Promise<boolean> {
  const keep = async ({ db }: Deps): Promise<boolean> => keepSending(db, row, later(await readDatabaseTime(db), LEASE_MS));
  return inTransaction(deps, keep, 'delivery');
}

/** Counted by the database's clock: a process whose own is ahead would take what the others are sending for given up. */
function later(time: Date, ms: number): string {
  return new Date(time.getTime() + ms).toISOString();
}

function receiptOf({ receipt }: OutboundRow): Receipt {
  return receipt === null ? {} : (JSON.parse(receipt) as Receipt);
}

/** A temporary error waits and tries again; a permanent one, or one too many, is recorded and done. */
async function giveBack(deps: Deps, row: OutboundRow, error: unknown): Promise<void> {
  const code = error instanceof ChannelError ? error.code : 'unexpected';
  const toldMs = error instanceof ChannelError ? error.retryAfterMs : undefined;
  const mostAttempts = toldMs === undefined ? MAX_ATTEMPTS : MAX_ATTEMPTS_AS_TOLD;
  const permanent = (error instanceof ChannelError && error.permanent) || row.attempts >= mostAttempts;
  const pauseMs = toldMs ?? Math.min(1000 * 4 ** row.attempts, MAX_PAUSE_MS);
  const waitMs = Math.min(pauseMs, LONGEST_WAIT_MS);
  deps.log.warn({ outbound: row.id, channel: row.channel, code, permanent, err: error }, 'a message could not be sent');
  const described = describe(error);
  const noteUnsent = async (tx: Deps): Promise<boolean> => {
    const outcome = permanent
      ? { failedAt: tx.clock.now().toISOString() }
      : { nextAttemptAt: later(await readDatabaseTime(tx.db), waitMs) };
    const isOurs = await markUnsent(tx.db, row, described, outcome);
    if (isOurs && permanent) await markReminders(tx.db, row.id, 'failed', code);
    return isOurs;
  };
  if (!(await inTransaction(deps, noteUnsent, 'delivery')) || permanent) return;
  const recipient: Recipient = { kind: row.recipientKind, id: row.recipientId };
  await deps.queue.add(
    'deliver-messages',
    { channel: row.channel, recipient },
    { id: `deliver-${row.id}-${row.attempts}`, delayMs: waitMs },
  );
}

/** As it is kept with the row. */
function describe(error: unknown): Parameters<typeof markUnsent>[2] {
  if (!(error instanceof ChannelError)) return { lastError: 'unexpected', errorDetail: null };
  return { lastError: error.code, errorDetail: error.detail ?? null };
}

/** Nearly two hours: a platform may be down for one. */
const MAX_ATTEMPTS = 12;
/** By the hour this is longer than the limit of a day lasts. */
const MAX_ATTEMPTS_AS_TOLD = 32;
const MAX_PAUSE_MS = 15 * 60_000;
