import { findMemberByAccount } from '../db/directory.ts';
import { listRoomsOn } from '../db/rooms.ts';
import { listSaidInRooms } from '../db/inbound.ts';
import { listShown, listShownRecipients, type ShownMessage } from '../db/outbound.ts';
import type { ChatRoom, Member } from '../domain/directory.ts';
import type { Action, MessageLink } from '../ports/message.ts';
import type { Deps } from './deps.ts';

/** What the bot has shown in the sandbox, as its contract gives it. */
export interface Shown {
  n: number;
  room: string | null;
  title: string;
  text: string;
  actions: Action[];
  /** What stands behind the text as a link. */
  files: MessageLink[];
  at: string;
}

/**
 * Everything shown to one account after `n`: private, in the rooms of its departments, and answers to what it said in other
 * rooms. Empty for somebody nobody knows who never wrote.
 */
export async function listShownTo(deps: Deps, accountId: string, after: number): Promise<Shown[]> {
  const member = await findMemberByAccount(deps.db, 'sandbox', accountId);
  const rooms = member === undefined ? [] : (await listRoomsOn(deps.db, 'sandbox')).filter((room) => isIn(room, member));
  const own = new Set(rooms.map(({ chatId }) => chatId));
  const asked = await listSaidInRooms(deps.db, 'sandbox', accountId);
  const chatIds = [...new Set([...own, ...asked.map(({ roomId }) => roomId)])];
  const rows = await listShown(deps.db, 'sandbox', { accountId, chatIds }, after);
  const questions = new Set(asked.map(({ id }) => id));
  return rows.filter((row) => isTo(row, own) || questions.has(row.inReplyTo ?? '')).map(toShown);
}

function isTo({ recipientKind, recipientId }: ShownMessage, rooms: ReadonlySet<string>): boolean {
  return recipientKind === 'person' || rooms.has(recipientId);
}

/** A 群 of the whole unit has everybody in it. */
export function isIn(room: ChatRoom, member: Member): boolean {
  return room.departments === 'all' || room.departments.some((id) => member.departments.includes(id));
}

export function toShown({ n, recipientKind, recipientId, message, sentAt }: ShownMessage): Shown {
  const { title, text, actions, files, links = [] } = message;
  const linked = [...files, ...links].map(({ name, url }) => ({ name, url }));
  const room = recipientKind === 'room' ? recipientId : null;
  return { n, room, title, text, actions, files: linked, at: inShanghai(new Date(sentAt)) };
}

/** `2023-06-15T09:00:00+08:00`. */
export function inShanghai(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00');
}

/** To whom something was shown after `n`, so that a page can mark their conversations as unread. */
export async function listArrivals({ db }: Deps, after: number): Promise<{ n: number; kind: 'person' | 'room'; id: string }[]> {
  return listShownRecipients(db, 'sandbox', after);
}
