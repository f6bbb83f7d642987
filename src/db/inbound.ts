import { sql } from 'kysely';
import type { Attachment, InboundMessage } from '../ports/channel.ts';
import { nextNumbers } from './counters.ts';
import type { Database, InboundAttachmentRow, InboundRow, OutboundRow } from './tables.ts';

/** The state of what has no outcome yet. Written into the SQL, not bound: only so are the indexes over these rows, and over all others, used. */
export const WAITING = sql.lit('waiting' as const);

/** A message on its way in, and the platform it came from. */
export type Arrived = InboundMessage & { channel: string };

/** Writes them down in this order and returns those that were not stored before: a repeat, also one of the same list, changes nothing. */
export async function insertInbound(
  db: Database,
  messages: readonly Arrived[],
  receivedAt: string,
  newId: () => string,
): Promise<(Arrived & { id: string })[]> {
  const first = await nextNumbers(db, 'inbound', messages.length);
  const arrived = messages.map((message) => ({ ...message, id: newId() }));
  const inserted = await db
    .insertInto('inboundMessages')
    .values(arrived.map((message, index) => ({ ...messageRow(message), n: first + index, receivedAt })))
    .onConflict((c) => c.columns(['channel', 'messageId']).doNothing())
    .returning('id')
    .execute();
  const ids = new Set(inserted.map(({ id }) => id));
  const stored = arrived.filter(({ id }) => ids.has(id));
  // One by one: the sandbox keeps the bytes in here.
  for (const attachment of stored.flatMap(attachmentRows))
    await db
      .insertInto('inboundAttachments')
      .values({ id: newId(), ...attachment })
      .execute();
  return stored;
}

function messageRow({
  id,
  channel,
  messageId,
  senderId,
  roomId,
  text,
  replyTo,
}: Arrived & { id: string }): Omit<InboundRow, 'n' | 'receivedAt' | 'lastError' | 'waitsUntil' | 'handledAt'> {
  return {
    id,
    channel,
    messageId,
    senderId,
    roomId: roomId ?? null,
    text,
    state: 'waiting',
    attempts: 0,
    replyTo: replyTo === undefined ? null : JSON.stringify(replyTo),
  };
}

function attachmentRows({ id, attachments, quoted }: Arrived & { id: string }): Omit<InboundAttachmentRow, 'id'>[] {
  return [
    ...attachments.map((file, position) => attachmentRow(file, position, 0)),
    ...quoted.map((file, position) => attachmentRow(file, attachments.length + position, 1)),
  ].map((row) => ({ inboundId: id, ...row }));
}

function attachmentRow(file: Attachment, position: number, quoted: 0 | 1): Omit<InboundAttachmentRow, 'id' | 'inboundId'> {
  return { position, quoted, name: file.name, ref: JSON.stringify(file.ref) };
}

/** The sender's oldest message that has no outcome yet. */
export async function findNextWaiting(db: Database, channel: string, senderId: string): Promise<InboundRow | undefined> {
  return db
    .selectFrom('inboundMessages')
    .selectAll()
    .where('channel', '=', channel)
    .where('senderId', '=', senderId)
    .where('state', '=', WAITING)
    .orderBy('n')
    .limit(1)
    .executeTakeFirst();
}

export async function getInbound(db: Database, id: string): Promise<InboundRow> {
  return db.selectFrom('inboundMessages').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** How a message may be answered in the conversation it came from; null in another one, or when there is no special way. */
export async function findReplyTo(
  db: Database,
  id: string,
  to: Pick<OutboundRow, 'channel' | 'recipientKind' | 'recipientId'>,
): Promise<unknown> {
  const row = await db
    .selectFrom('inboundMessages')
    .select(['senderId', 'roomId', 'replyTo'])
    .where('id', '=', id)
    .where('channel', '=', to.channel)
    .executeTakeFirst();
  if (row?.replyTo == null) return null;
  const isThere = to.recipientKind === 'room' ? row.roomId === to.recipientId : row.roomId === null && row.senderId === to.recipientId;
  return isThere ? JSON.parse(row.replyTo) : null;
}

/** Names only: the bytes or locators stay where they are. */
export async function listAttachments(db: Database, inboundId: string): Promise<Pick<InboundAttachmentRow, 'id' | 'name' | 'quoted'>[]> {
  return db
    .selectFrom('inboundAttachments')
    .select(['id', 'name', 'quoted'])
    .where('inboundId', '=', inboundId)
    .orderBy('position')
    .execute();
}

/** The channel's attachment with its locator; undefined once the body was cleared. */
export async function findAttachment(db: Database, id: string): Promise<(Attachment & { channel: string }) | undefined> {
  const row = await db
    .selectFrom('inboundAttachments')
    .innerJoin('inboundMessages', 'inboundMessages.id', 'inboundAttachments.inboundId')
    .select(['inboundAttachments.name', 'inboundAttachments.ref', 'inboundMessages.channel'])
    .where('inboundAttachments.id', '=', id)
    .executeTakeFirst();
  return row?.ref == null ? undefined : { name: row.name, ref: JSON.parse(row.ref), channel: row.channel };
}

/** One process wins: true for the caller that changed the row. */
export async function markHandled(db: Database, id: string, handledAt: string, state: 'handled' | 'failed' = 'handled'): Promise<boolean> {
  const result = await db
    .updateTable('inboundMessages')
    .set({ state, handledAt })
    .where('id', '=', id)
    .where('state', '=', WAITING)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Counts a failed try and returns how many there were. */
export async function recordInboundFailure(db: Database, id: string, lastError: string): Promise<number> {
  const row = await db
    .updateTable('inboundMessages')
    .set((e) => ({ attempts: e('attempts', '+', 1), lastError }))
    .where('id', '=', id)
    .returning('attempts')
    .executeTakeFirstOrThrow();
  return row.attempts;
}

/** All of a sender's waiting messages wait until then. Returns how many they are. */
export async function postponeWaiting(
  db: Database,
  { channel, senderId }: Pick<InboundRow, 'channel' | 'senderId'>,
  until: string,
): Promise<number> {
  const result = await db
    .updateTable('inboundMessages')
    .set({ waitsUntil: until })
    .where('channel', '=', channel)
    .where('senderId', '=', senderId)
    .where('state', '=', WAITING)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** What would wait beyond `latest` has its turn now. */
export async function hurryInbound(db: Database, realNow: string, latest: string): Promise<void> {
  await db
    .updateTable('inboundMessages')
    .set({ waitsUntil: realNow })
    .where('state', '=', WAITING)
    .where('waitsUntil', '>', latest)
    .execute();
}

/** Senders with something unanswered whose turn has come. */
export async function listWaitingSenders(db: Database, realNow: string, limit: number): Promise<{ channel: string; senderId: string }[]> {
  return db
    .selectFrom('inboundMessages')
    .select(['channel', 'senderId'])
    .distinct()
    .where('state', '=', WAITING)
    .where((e) => e.or([e('waitsUntil', 'is', null), e('waitsUntil', '<=', realNow)]))
    .limit(limit)
    .execute();
}

/** What an account said in rooms, as far as it is handled. */
export async function listSaidInRooms(db: Database, channel: string, senderId: string): Promise<{ id: string; roomId: string }[]> {
  return db
    .selectFrom('inboundMessages')
    .select(['id', 'roomId'])
    .where('channel', '=', channel)
    .where('senderId', '=', senderId)
    .where('state', '<>', WAITING)
    .where('roomId', 'is not', null)
    .$narrowType<{ roomId: string }>()
    .execute();
}

/** Bodies of messages handled before `before` are let go; the rows stay. */
export async function clearHandledBodies(db: Database, before: string): Promise<void> {
  const old = (e: Database) => e.selectFrom('inboundMessages').select('id').where('state', '<>', WAITING).where('handledAt', '<', before);
  await db.updateTable('inboundAttachments').set({ ref: null }).where('ref', 'is not', null).where('inboundId', 'in', old(db)).execute();
  const kept = (e: Database) => old(e).where((row) => row.or([row('text', '<>', ''), row('replyTo', 'is not', null)]));
  await db.updateTable('inboundMessages').set({ text: '', replyTo: null }).where('id', 'in', kept(db)).execute();
}

/** The channel on which one of these accounts was heard last. */
export async function findLastHeardChannel(
  db: Database,
  accounts: readonly { channel: string; accountId: string }[],
): Promise<string | undefined> {
  if (accounts.length === 0) return undefined;
  const row = await db
    .selectFrom('inboundMessages')
    .select('channel')
    .where('state', '<>', WAITING)
    .where((e) => e.or(accounts.map(({ channel, accountId }) => e.and([e('channel', '=', channel), e('senderId', '=', accountId)]))))
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.channel;
}

/** The channel of the chat in which somebody last said something. Looks back through all messages, so not for what is asked often. */
export async function findLastHeardChat(db: Database, chats: readonly { channel: string; chatId: string }[]): Promise<string | undefined> {
  const row = await db
    .selectFrom('inboundMessages')
    .select('channel')
    .where((e) => e.or(chats.map(({ channel, chatId }) => e.and([e('channel', '=', channel), e('roomId', '=', chatId)]))))
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.channel;
}

/** What was said in a person's private chat, or in a room, after `n`. */
export async function listInboundOf(
  db: Database,
  channel: string,
  conversation: { kind: 'person' | 'room'; id: string },
  after: number,
): Promise<InboundRow[]> {
  const all = db.selectFrom('inboundMessages').selectAll().where('channel', '=', channel).where('n', '>', after);
  const own =
    conversation.kind === 'room'
      ? all.where('roomId', '=', conversation.id)
      : all.where('senderId', '=', conversation.id).where('roomId', 'is', null);
  return own.orderBy('n').execute();
}

/** Names of the files that came with several messages. */
export async function listAttachmentNames(
  db: Database,
  inboundIds: readonly string[],
): Promise<Pick<InboundAttachmentRow, 'inboundId' | 'name' | 'quoted'>[]> {
  return db
    .selectFrom('inboundAttachments')
    .select(['inboundId', 'name', 'quoted'])
    .where('inboundId', 'in', [...inboundIds])
    .orderBy('position')
    .execute();
}

/** The bytes, or where to fetch them, of these are let go (清除). */
export async function clearAttachments(db: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('inboundAttachments')
    .set({ ref: null })
    .where('id', 'in', [...ids])
    .execute();
}

/** Nothing of it stays, not even its name. */
export async function forgetAttachment(db: Database, id: string): Promise<void> {
  await db.updateTable('inboundAttachments').set({ name: '', ref: null }).where('id', '=', id).execute();
}

/** What was said in these is kept no longer. */
export async function forgetTexts(db: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('inboundMessages')
    .set({ text: '' })
    .where('id', 'in', [...ids])
    .execute();
}
