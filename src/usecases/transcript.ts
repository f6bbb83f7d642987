import { listMembers } from '../db/directory.ts';
import { listAttachmentNames, listInboundOf } from '../db/inbound.ts';
import { listShown } from '../db/outbound.ts';
import type { Deps } from './deps.ts';
import { inShanghai, toShown, type Shown } from './list-shown.ts';

/** What somebody said in the sandbox. `name` is null for people the directory does not know. */
export interface Said {
  n: number;
  from: string;
  name: string | null;
  text: string;
  files: { name: string; quoted: boolean }[];
  at: string;
}

/** One conversation: a person's private chat, or a room's. */
export type Conversation = { kind: 'person' | 'room'; id: string };

export type TranscriptEntry = ({ kind: 'said' } & Said) | ({ kind: 'shown' } & Shown);

/** Both sides of a conversation after what the reader already has. */
export async function readTranscript(
  deps: Deps,
  conversation: Conversation,
  after: { said: number; shown: number },
): Promise<TranscriptEntry[]> {
  const said = await listSaid(deps, conversation, after.said);
  const to =
    conversation.kind === 'person' ? { accountId: conversation.id, chatIds: [] } : { accountId: NOBODY, chatIds: [conversation.id] };
  const shown = await listShown(deps.db, 'sandbox', to, after.shown);
  return merge(
    said.map(({ receivedAt, ...entry }) => ({ instant: receivedAt, entry: { kind: 'said', ...entry } })),
    shown.map((message) => ({ instant: message.sentAt, entry: { kind: 'shown', ...toShown(message) } })),
  );
}

/** Entries show whole seconds; an answer takes less. */
interface Timed {
  instant: string;
  entry: TranscriptEntry;
}

// Account ids are never empty.
const NOBODY = '';

/** By time, each side in its own order: the clock may have been set back between two messages. What was said goes first. */
function merge(said: Timed[], shown: Timed[]): TranscriptEntry[] {
  const merged: Timed[] = [];
  let next = 0;
  for (const answer of shown) {
    for (let one = said[next]; one !== undefined && one.instant <= answer.instant; one = said[++next]) merged.push(one);
    merged.push(answer);
  }
  return [...merged, ...said.slice(next)].map(({ entry }) => entry);
}

async function listSaid({ db }: Deps, conversation: Conversation, after: number): Promise<(Said & { receivedAt: string })[]> {
  const rows = await listInboundOf(db, 'sandbox', conversation, after);
  if (rows.length === 0) return [];
  const files = await listAttachmentNames(
    db,
    rows.map(({ id }) => id),
  );
  const filesOf = Map.groupBy(files, ({ inboundId }) => inboundId);
  const nameOf = new Map((await listMembers(db)).map(({ id, name }) => [id, name]));
  return rows.map(({ id, n, senderId, text, receivedAt }) => ({
    n,
    from: senderId,
    name: nameOf.get(senderId) ?? null,
    text,
    files: (filesOf.get(id) ?? []).map(({ name, quoted }) => ({ name, quoted: quoted === 1 })),
    at: inShanghai(new Date(receivedAt)),
    receivedAt,
  }));
}
