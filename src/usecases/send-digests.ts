import { botNameOn } from '../config.ts';
import { claimDigest, listUndecidedRooms, noteDigest } from '../db/digests.ts';
import { findRoomWithChats, type RoomWithChats } from '../db/rooms.ts';
import type { DigestRow } from '../db/tables.ts';
import { dueDigest, type Digest } from '../domain/digest.ts';
import { digestView } from './digest-view.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import { roomHasQuota } from './message-quota.ts';
import { queueMessage } from './queue-message.ts';
import { addressOfRoom } from './reach-room.ts';

/**
 * 群周报: tells each room (群) once a week what its departments owe, in sending hours. The row of a room and week says who decides and
 * what became of it, so two processes may do this at once; a room that has nothing to hear is not looked at again that week.
 */
export async function sendDigests(deps: Deps): Promise<void> {
  const due = dueNow(deps);
  if (due === undefined) return;
  for (const roomId of await listUndecidedRooms(deps.db, due.week)) {
    try {
      await inTransaction(deps, (tx) => decide(tx, roomId));
    } catch (error) {
      deps.log.error({ room: roomId, err: error }, 'a digest could not be put together; the next tick tries again');
    }
  }
}

function dueNow({ clock, config, calendar }: Deps): Digest | undefined {
  return dueDigest(clock.now(), config.reminders, calendar);
}

/** Before it was this room's turn, the night may have come, or the room may be gone. */
async function decide(deps: Deps, roomId: string): Promise<void> {
  const due = dueNow(deps);
  const room = await findRoomWithChats(deps.db, roomId);
  if (due === undefined || room === undefined) return;
  const row = { roomId, week: due.week };
  if (!(await claimDigest(deps.db, { ...row, decidedAt: deps.clock.now().toISOString() }))) return;
  await noteDigest(deps.db, row, await tell(deps, room, due));
}

async function tell(deps: Deps, room: RoomWithChats, due: Digest): Promise<Pick<DigestRow, 'outboundId' | 'reason'>> {
  const view = await digestView(deps, room, due);
  if (view === undefined) return { outboundId: null, reason: 'nothing' };
  const address = await addressOfRoom(deps, room);
  if (address === undefined) return { outboundId: null, reason: 'no-address' };
  if (!(await roomHasQuota(deps, address))) return { outboundId: null, reason: 'quota' };
  const botName = botNameOn(deps.config, address.channel);
  const about = { purpose: 'digest', dedupeKey: `digest-${due.week}-${room.id}` } as const;
  // The claim is this process's alone, so the key is, too.
  return { outboundId: (await queueMessage(deps, address, deps.render('digest', { ...view, botName }), about))!, reason: null };
}
