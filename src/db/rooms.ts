import type { ChatRoom, DirectoryFile } from '../domain/directory.ts';
import type { Database } from './tables.ts';

/** A room (群) as one channel knows it. */
export interface RoomOnChannel extends ChatRoom {
  chatId: string;
  /** What the directory file says of it; null when it knows nothing of it. `departments` differs when it was bound in chat. */
  stated: ChatRoom['departments'] | null;
}

/** The rooms there are on a channel. */
export async function listRoomsOn(db: Database, channel: string): Promise<RoomOnChannel[]> {
  const rows = await db
    .selectFrom('rooms')
    .innerJoin('roomAccounts', 'roomAccounts.roomId', 'rooms.id')
    .selectAll('rooms')
    .select('roomAccounts.chatId')
    .where('roomAccounts.channel', '=', channel)
    .orderBy('rooms.id')
    .execute();
  return rows.map(({ departments, stated, ...room }) => ({
    ...room,
    departments: JSON.parse(departments),
    stated: stated === null ? null : JSON.parse(stated),
  }));
}

/** A room and its chats, one on each channel it is on. */
export interface RoomWithChats extends Pick<ChatRoom, 'id' | 'departments'> {
  chats: { channel: string; chatId: string }[];
}

/** Undefined when it is gone. */
export async function findRoomWithChats(db: Database, id: string): Promise<RoomWithChats | undefined> {
  const room = await db.selectFrom('rooms').select('departments').where('id', '=', id).executeTakeFirst();
  if (room === undefined) return undefined;
  const chats = await db.selectFrom('roomAccounts').select(['channel', 'chatId']).where('roomId', '=', id).orderBy('channel').execute();
  return { id, departments: JSON.parse(room.departments), chats };
}

/** A room the directory file does not know, bound in chat (绑定本群). */
export async function insertRoom(db: Database, room: ChatRoom & { channel: string; chatId: string }): Promise<void> {
  const { id, name, departments, channel, chatId } = room;
  await db
    .insertInto('rooms')
    .values({ id, name, departments: JSON.stringify(departments), stated: null })
    .execute();
  await db.insertInto('roomAccounts').values({ channel, chatId, roomId: id }).execute();
}

/** Bound to other departments; holds until the directory file says something new of the room. */
export async function updateRoom(db: Database, { id, departments }: Pick<ChatRoom, 'id' | 'departments'>): Promise<void> {
  await db
    .updateTable('rooms')
    .set({ departments: JSON.stringify(departments) })
    .where('id', '=', id)
    .execute();
}

export async function removeRoom(db: Database, id: string): Promise<void> {
  await db.deleteFrom('roomAccounts').where('roomId', '=', id).execute();
  await db.deleteFrom('rooms').where('id', '=', id).execute();
}

/** The directory file's rooms in place of those it stated before. What was said of a room in chat stays while the file says the same of it. */
export async function seedRooms(db: Database, { rooms }: DirectoryFile, sandbox: boolean): Promise<void> {
  const before = await db.selectFrom('rooms').selectAll().where('stated', 'is not', null).execute();
  for (const { id } of before) await removeRoom(db, id);
  for (const { id, name, departments, accounts } of rooms) {
    const chats = Object.entries(sandbox ? { ...accounts, sandbox: id } : accounts);
    for (const [channel, chatId] of chats) {
      const bound = (await listRoomsOn(db, channel)).find((room) => room.chatId === chatId);
      if (bound !== undefined) await removeRoom(db, bound.id);
    }
    const stated = JSON.stringify(departments);
    const said = before.find((room) => room.id === id && room.stated === stated)?.departments;
    await db
      .insertInto('rooms')
      .values({ id, name, departments: said ?? stated, stated })
      .execute();
    for (const [channel, chatId] of chats) await db.insertInto('roomAccounts').values({ channel, chatId, roomId: id }).execute();
  }
}
