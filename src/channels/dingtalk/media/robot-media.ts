import { toldName } from '../../../guarded/told-name.ts';
import { ChannelError, type Attachment, type Download } from '../../../ports/channel.ts';
import type { AppApi } from '../api/app-api.ts';
import type { RobotMedia } from '../receive/robot-message.ts';
import { findByCode } from './download-code.ts';
import { openMedia, type Found } from './open-media.ts';
import { findInStorage } from './storage.ts';
import { findQuoted } from './quoted.ts';

export interface RobotMediaSource {
  api: Pick<AppApi, 'post' | 'postOld'>;
  /** Hosts files may come from besides public addresses. */
  mediaHosts: readonly string[];
}

/**
 * A file sent to the robot or quoted: by its code, else from the storage. Throws ChannelError; `media-gone` when none of the ways
 * leads to it. Addresses are asked for anew at every call, since they soon lead nowhere.
 */
export async function downloadRobotMedia({ ref, name }: Attachment, { api, mediaHosts }: RobotMediaSource): Promise<Download> {
  const failures: ChannelError[] = [];
  for (const find of waysTo(ref as RobotMedia, name, api)) {
    try {
      return await open(await find(), mediaHosts);
    } catch (error) {
      if (!(error instanceof ChannelError) || !endsWay(error)) throw error;
      failures.push(error);
    }
  }
  throw failures.find(({ permanent }) => !permanent) ?? gone(failures);
}

function waysTo(media: RobotMedia, name: string, api: RobotMediaSource['api']): (() => Promise<Found>)[] {
  const { robotCode, downloadCode, spaceId, fileId, userId, conversationId, quotedAt } = media;
  const ways = downloadCode === undefined ? [] : [() => findByCode({ downloadCode, robotCode }, api)];
  if (userId === undefined) return ways;
  if (spaceId !== undefined && fileId !== undefined) return [...ways, () => findInStorage({ spaceId, fileId, userId }, api)];
  if (quotedAt === undefined) return ways;
  return [...ways, () => findQuoted({ conversationId, quotedAt, userId, name }, api)];
}

/** It will not lead there another time either, or another one may do sooner. */
function endsWay({ permanent, code }: ChannelError): boolean {
  return permanent || code === 'media-no-address';
}

async function open({ address, headers, name }: Found, allowList: readonly string[]): Promise<Download> {
  const opened = await openMedia(address, { allowList, ...(headers === undefined ? {} : { headers }) });
  return { stream: opened.body, name: name ?? toldName(opened.headers) };
}

function gone(failures: readonly ChannelError[]): ChannelError {
  const why = failures.length === 0 ? 'the message says nothing of where it is' : failures.map(({ message }) => message).join('; ');
  const detail = failures.flatMap((failure) => failure.detail ?? []).join(', ');
  return new ChannelError('dingtalk', 'media-gone', `DingTalk does not give the file: ${why}`, {
    permanent: true,
    ...(detail === '' ? {} : { detail }),
  });
}
