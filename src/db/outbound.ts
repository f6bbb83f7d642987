import { sql } from 'kysely';
import type { OutboundMessage } from '../ports/message.ts';
import { nextNumber } from './counters.ts';
import { inSlices } from './insert-rows.ts';
import type { Database, OutboundRow } from './tables.ts';

/** States of what waits to be sent. Written into the SQL, not bound: only so is the index over these rows used. */
export const UNSENT = [sql.lit('queued' as const), sql.lit('sending' as const)];

export type NewOutbound = Pick<
  OutboundRow,
  'id' | 'channel' | 'recipientKind' | 'recipientId' | 'memberId' | 'purpose' | 'dedupeKey' | 'inReplyTo' | 'createdAt'
> & { message: OutboundMessage };

/** False when a message with this key was queued before. */
export async function insertOutbound(db: Database, { message, ...row }: NewOutbound): Promise<boolean> {
  const result = await db
    .insertInto('outboundMessages')
    .values({
      ...row,
      seq: await nextNumber(db, 'outbound'),
      body: JSON.stringify(message),
      state: 'queued',
      n: null,
      attempts: 0,
      nextAttemptAt: null,
      lastError: null,
      errorDetail: null,
      receipt: null,
      sentAt: null,
      failedAt: null,
    })
    .onConflict((c) => c.column('dedupeKey').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/**
 * The recipient's oldest unsent message, claimed for the caller until `leaseUntil`, with the error of the try before. Undefined when nothing waits, another process
 * sends to this recipient right now, or its time has not come: one at a time keeps the order. A claim that ran out belongs to
 * a process that died in the middle; the message may or may not have arrived, and is sent once more.
 */
export async function claimNextOutbound(
  db: Database,
  recipient: { channel: string; kind: 'person' | 'room'; id: string },
  realNow: string,
  leaseUntil: string,
): Promise<OutboundRow | undefined> {
  const row = await db
    .selectFrom('outboundMessages')
    .selectAll()
    .where('channel', '=', recipient.channel)
    .where('recipientKind', '=', recipient.kind)
    .where('recipientId', '=', recipient.id)
    .where('state', 'in', UNSENT)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined || (row.nextAttemptAt !== null && row.nextAttemptAt > realNow)) return undefined;
  const claimed = await db
    .updateTable('outboundMessages')
    // Whoever dies now leaves no error behind, so that the next one knows that it may have arrived.
    .set((e) => ({ state: 'sending', attempts: e('attempts', '+', 1), nextAttemptAt: leaseUntil, lastError: null, errorDetail: null }))
    .where('id', '=', row.id)
    .where('state', '=', row.state)
    .where('attempts', '=', row.attempts)
    .executeTakeFirst();
  return claimed.numUpdatedRows > 0n ? { ...row, state: 'sending', attempts: row.attempts + 1, nextAttemptAt: leaseUntil } : undefined;
}

/** It takes longer, or more of it is still to be sent: the claim is prolonged. False when it belongs to somebody else. */
export async function keepSending(db: Database, { id, attempts, receipt }: OutboundRow, leaseUntil: string): Promise<boolean> {
  const kept = await db
    .updateTable('outboundMessages')
    .set({ receipt, nextAttemptAt: leaseUntil })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('attempts', '=', attempts)
    .executeTakeFirst();
  return kept.numUpdatedRows > 0n;
}

/** Once: what was noted before keeps the number it was shown under. */
export async function markSent(db: Database, id: string, sentAt: string, receipt: object): Promise<void> {
  await db
    .updateTable('outboundMessages')
    .set({
      state: 'sent',
      n: await nextNumber(db, 'shown'),
      sentAt,
      receipt: JSON.stringify(receipt),
      nextAttemptAt: null,
    })
    .where('id', '=', id)
    .where('state', '<>', 'sent')
    .execute();
}

/** As if it had never been put together. False when the claim belongs to somebody else by now. */
export async function withdrawOutbound(db: Database, { id, attempts }: Pick<OutboundRow, 'id' | 'attempts'>): Promise<boolean> {
  const removed = await db
    .deleteFrom('outboundMessages')
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('attempts', '=', attempts)
    .executeTakeFirst();
  return removed.numDeletedRows > 0n;
}

/** Back in the line until a time, or given up at one. False when the claim belongs to somebody else by now: then he says what became of it. */
export async function markUnsent(
  db: Database,
  { id, attempts }: Pick<OutboundRow, 'id' | 'attempts'>,
  error: Pick<OutboundRow, 'lastError' | 'errorDetail'>,
  outcome: { nextAttemptAt: string } | { failedAt: string },
): Promise<boolean> {
  const marked = await db
    .updateTable('outboundMessages')
    .set({ ...error, state: 'failedAt' in outcome ? 'failed' : 'queued', nextAttemptAt: null, ...outcome })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('attempts', '=', attempts)
    .executeTakeFirst();
  return marked.numUpdatedRows > 0n;
}

/** After a crash: what was being sent may or may not have arrived. It is sent once more: twice is better than never. */
export async function requeueInterruptedSends(db: Database): Promise<void> {
  await db
    .updateTable('outboundMessages')
    .set({ state: 'queued', nextAttemptAt: null })
    .where('state', 'in', UNSENT)
    .where('state', '=', 'sending')
    .execute();
}

/** What would wait beyond `latest` is due now. */
export async function hurryOutbound(db: Database, realNow: string, latest: string): Promise<void> {
  await db
    .updateTable('outboundMessages')
    .set({ nextAttemptAt: realNow })
    .where('state', 'in', UNSENT)
    .where('nextAttemptAt', '>', latest)
    .execute();
}

/** Recipients something waits for now. */
export async function listWaitingRecipients(
  db: Database,
  realNow: string,
  limit: number,
): Promise<Pick<OutboundRow, 'channel' | 'recipientKind' | 'recipientId'>[]> {
  return db
    .selectFrom('outboundMessages')
    .select(['channel', 'recipientKind', 'recipientId'])
    .distinct()
    .where('state', 'in', UNSENT)
    .where((e) => e.or([e('nextAttemptAt', 'is', null), e('nextAttemptAt', '<=', realNow)]))
    .limit(limit)
    .execute();
}

/** A message (提醒, 催办, 群周报) nobody asked for. */
export type Unasked = Pick<OutboundRow, 'id' | 'state' | 'createdAt'>;

/** Reminders queued for a person from one moment until before another, on whatever channel. */
export async function listRemindersTo(db: Database, memberId: string, [from, until]: readonly [string, string]): Promise<Unasked[]> {
  return unasked(db, 'reminder').where('memberId', '=', memberId).where('createdAt', '>=', from).where('createdAt', '<', until).execute();
}

/** The same of digests into a chat. */
export async function listDigestsTo(
  db: Database,
  { channel, id }: { channel: string; id: string },
  [from, until]: readonly [string, string],
): Promise<Unasked[]> {
  const into = unasked(db, 'digest').where('channel', '=', channel).where('recipientId', '=', id);
  return into.where('createdAt', '>=', from).where('createdAt', '<', until).execute();
}

function unasked(db: Database, purpose: 'reminder' | 'digest') {
  return db.selectFrom('outboundMessages').select(['id', 'state', 'createdAt']).where('purpose', '=', sql.lit(purpose));
}

/** Ids of what was answered to these messages, and of what may speak of a 报送 with its body (JSON): B1 is in B12, too. */
export async function listSpeakingOf(
  db: Database,
  { inReplyTo, number }: { inReplyTo: readonly string[]; number: number },
): Promise<Pick<OutboundRow, 'id' | 'body' | 'inReplyTo'>[]> {
  return db
    .selectFrom('outboundMessages')
    .select(['id', 'body', 'inReplyTo'])
    .where((e) => e.or([e('inReplyTo', 'in', [...inReplyTo]), e('body', 'like', `%B${number}%`)]))
    .execute();
}

/** What stands there instead (清除). */
export async function replaceBodies(db: Database, ids: readonly string[], message: OutboundMessage): Promise<void> {
  for (const slice of inSlices(ids)) {
    await db
      .updateTable('outboundMessages')
      .set({ body: JSON.stringify(message) })
      .where('id', 'in', slice)
      .execute();
  }
}

export interface ShownMessage {
  n: number;
  recipientKind: 'person' | 'room';
  recipientId: string;
  purpose: string;
  inReplyTo: string | null;
  message: OutboundMessage;
  sentAt: string;
}

/** What was shown on a channel to an account and in chats, after `n`, in the order it was shown. */
export async function listShown(
  db: Database,
  channel: string,
  to: { accountId: string; chatIds: readonly string[] },
  after: number,
): Promise<ShownMessage[]> {
  const rows = await db
    .selectFrom('outboundMessages')
    .select(['n', 'recipientKind', 'recipientId', 'purpose', 'inReplyTo', 'body', 'sentAt'])
    .where('channel', '=', channel)
    .where('n', '>', after)
    .where((e) =>
      e.or([
        e.and([e('recipientKind', '=', 'person'), e('recipientId', '=', to.accountId)]),
        e.and([e('recipientKind', '=', 'room'), e('recipientId', 'in', [...to.chatIds])]),
      ]),
    )
    .orderBy('n')
    .execute();
  return rows.map(({ body, n, sentAt, ...row }) => ({ ...row, n: n ?? 0, sentAt: sentAt ?? '', message: JSON.parse(body) }));
}

/** To whom something was shown on a channel after `n`. */
export async function listShownRecipients(
  db: Database,
  channel: string,
  after: number,
): Promise<{ n: number; kind: 'person' | 'room'; id: string }[]> {
  const rows = await db
    .selectFrom('outboundMessages')
    .select(['n', 'recipientKind as kind', 'recipientId as id'])
    .where('channel', '=', channel)
    .where('n', '>', after)
    .orderBy('n')
    .execute();
  return rows.map(({ n, ...to }) => ({ n: n ?? 0, ...to }));
}

/** A message that was given up. */
export interface FailedMessage {
  channel: string;
  kind: 'person' | 'room';
  id: string;
  memberId: string | null;
  purpose: string;
  code: string;
  detail: string | null;
  failedAt: string;
}

/** Messages given up since then, the newest first; the last 500 say what is wrong. */
export async function listFailed(db: Database, since: string): Promise<FailedMessage[]> {
  const rows = await db
    .selectFrom('outboundMessages')
    .select(['channel', 'recipientKind as kind', 'recipientId as id', 'memberId', 'purpose'])
    .select((e) => [e.fn.coalesce('lastError', sql.lit('unexpected')).as('code'), 'errorDetail as detail', 'failedAt'])
    .where('state', '=', sql.lit('failed' as const))
    .where('failedAt', '>=', since)
    .orderBy('failedAt', 'desc')
    .orderBy('seq', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => ({ ...row, failedAt: row.failedAt ?? '' }));
}

/** What became of messages with these keys, as far as they were queued. */
export async function listStatesOf(db: Database, dedupeKeys: readonly string[]): Promise<OutboundRow['state'][]> {
  const rows = await db.selectFrom('outboundMessages').select('state').where('dedupeKey', 'in', dedupeKeys).execute();
  return rows.map(({ state }) => state);
}
