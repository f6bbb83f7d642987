import { z } from 'zod';
import type { AppApi } from '../api/app-api.ts';
import type { Found } from './open-media.ts';
import { asPart, fetchInfo, notThere, unionIdOf } from './storage.ts';

/** A quoted message that tells nothing of its file, as older clients send it. */
interface QuotedFile {
  /** openConversationId */
  conversationId: string;
  /** When the quoted message was sent, in ms. */
  quotedAt: number;
  /** Who quoted it (userid). */
  userId: string;
  /** '' where it is not told. */
  name: string;
}

/**
 * The one file that came into the group's storage when the quoted message was sent (protocol-dingtalk §1.5). Where several came at that
 * moment, none: another file than the one that was meant is worse than to ask for it. Throws ChannelError.
 */
export async function findQuoted(
  { conversationId, quotedAt, userId, name }: QuotedFile,
  api: Pick<AppApi, 'post' | 'postOld'>,
): Promise<Found> {
  const unionId = await unionIdOf(userId, api);
  const space = SPACE.safeParse(
    await api.post('media', 'v1.0/convFile/conversations/spaces/query', { openConversationId: conversationId, unionId }),
  );
  if (!space.success) throw notThere('the group has no storage');
  const { spaceId } = space.data.space;
  const fitting: Dentry[] = [];
  for await (const dentry of listFiles(spaceId, unionId, quotedAt - AROUND_MS, api)) {
    if (Math.abs(dentry.createTime - quotedAt) <= AROUND_MS && (name === '' || dentry.name === name)) fitting.push(dentry);
  }
  const [found, ...others] = fitting;
  if (found === undefined || others.length > 0) throw notThere(`${fitting.length} files of the group's storage fit the quoted message`);
  return { ...(await fetchInfo({ spaceId, fileId: found.id, unionId }, api)), name: found.name };
}

const AROUND_MS = 10_000;

/** Those that were changed last come first, so what was last changed before `since` ends it. */
async function* listFiles(spaceId: string, unionId: string, since: number, api: Pick<AppApi, 'post'>): AsyncGenerator<Dentry> {
  const path = `v1.0/storage/spaces/${asPart(spaceId)}/dentries/listAll?${new URLSearchParams({ unionId }).toString()}`;
  let nextToken: string | null | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const option = { maxResults: 50, order: 'DESC', ...(nextToken ? { nextToken } : {}) };
    const listed = PAGE.safeParse(await api.post('media', path, { option }));
    if (!listed.success) throw notThere('the storage of the group cannot be read');
    const dentries = listed.data.dentries.flatMap((dentry) => DENTRY.safeParse(dentry).data ?? []);
    yield* dentries.filter(({ type }) => type === 'FILE');
    nextToken = listed.data.nextToken;
    if (!nextToken || (dentries.at(-1)?.modifiedTime ?? since) < since) return;
  }
}

const MAX_PAGES = 10;

/** 「Fri Mar 06 16:33:28 CST 2026」: China's time, which JavaScript takes for Chicago's. */
const TIME = z.string().transform((text) => Date.parse(text.replace(' CST ', ' GMT+0800 ')));
const ID = z.union([z.string(), z.number()]).transform(String);
const DENTRY = z.object({
  id: ID,
  name: z.string(),
  type: z.string(),
  createTime: TIME,
  modifiedTime: TIME.optional(),
});
type Dentry = z.infer<typeof DENTRY>;

const SPACE = z.object({ space: z.object({ spaceId: ID }) });
const PAGE = z.object({ dentries: z.array(z.unknown()).default([]), nextToken: z.string().nullish() });
