import { findLastHeardChat } from '../db/inbound.ts';
import type { RoomWithChats } from '../db/rooms.ts';
import type { ChannelName } from '../ports/channel.ts';
import type { Deps } from './deps.ts';
import type { Address } from './queue-message.ts';

/**
 * Where an unasked message to a room (群) goes: the configured platform on which it last said something, else the first it is on as the
 * directory file names them; the sandbox only when there is no other. Undefined: no way into it.
 */
export async function addressOfRoom(deps: Deps, { id, chats }: Pick<RoomWithChats, 'id' | 'chats'>): Promise<Address | undefined> {
  const stated = Object.keys(deps.config.directory.rooms.find((room) => room.id === id)?.accounts ?? {});
  const open = chats.filter(({ channel }) => deps.channels.has(channel as ChannelName));
  const platforms = open
    .filter(({ channel }) => channel !== 'sandbox')
    .toSorted((a, b) => stated.indexOf(a.channel) - stated.indexOf(b.channel));
  const lastHeard = platforms.length > 1 ? await findLastHeardChat(deps.db, platforms) : undefined;
  const chosen = platforms.find(({ channel }) => channel === lastHeard) ?? platforms[0] ?? open[0];
  if (chosen === undefined) return undefined;
  return { channel: chosen.channel, recipient: { kind: 'room', id: chosen.chatId }, memberId: null };
}
