import { z } from 'zod';
import { ChannelError } from '../../../ports/channel.ts';
import type { AppApi } from '../api/app-api.ts';
import type { Found } from './open-media.ts';

/** A file in a storage (钉盘), for somebody who may see it. `fileId` of a message is what the storage calls dentryId. */
export interface StoredFile {
  spaceId: string;
  fileId: string;
  /** userid */
  userId: string;
}

/**
 * From the storage, for what came without a code (protocol-dingtalk §1.5, §4.2). Throws ChannelError, also a permanent one where the app
 * has no right to it: no file is waited for that somebody can simply send.
 */
export async function findInStorage({ spaceId, fileId, userId }: StoredFile, api: Pick<AppApi, 'post' | 'postOld'>): Promise<Found> {
  return fetchInfo({ spaceId, fileId, unionId: await unionIdOf(userId, api) }, api);
}

/** Storages know people by this id alone. */
export async function unionIdOf(userId: string, api: Pick<AppApi, 'postOld'>): Promise<string> {
  const answer = USER.safeParse(await api.postOld('media', 'topapi/v2/user/get', { userid: userId }));
  if (!answer.success) throw notThere('the sender has no unionid');
  return answer.data.result.unionid;
}

/** Its address, and the headers that open it. */
export async function fetchInfo(
  { spaceId, fileId, unionId }: { spaceId: string; fileId: string; unionId: string },
  api: Pick<AppApi, 'post'>,
): Promise<Found> {
  const path = `v1.0/storage/spaces/${asPart(spaceId)}/dentries/${asPart(fileId)}/downloadInfos/query`;
  const answer = INFO.safeParse(await api.post('media', `${path}?${new URLSearchParams({ unionId }).toString()}`, {}));
  if (!answer.success) throw notThere('the storage gives no address');
  const { resourceUrls, headers } = answer.data.headerSignatureInfo;
  return { address: resourceUrls[0], headers };
}

/** As part of a path, and nothing but a part: ids come with messages. */
export function asPart(id: string): string {
  if (!/^[\w-]{1,128}$/.test(id)) throw notThere('an id that is none');
  return id;
}

export function notThere(why: string): ChannelError {
  return new ChannelError('dingtalk', 'media-not-there', why, { permanent: true });
}

const USER = z.object({ result: z.object({ unionid: z.string().min(1) }) });
const INFO = z.object({
  headerSignatureInfo: z.object({ resourceUrls: z.tuple([z.string()], z.string()), headers: z.record(z.string(), z.string()).default({}) }),
});
