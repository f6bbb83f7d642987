import { pipeline } from 'node:stream';
import { DownloadError } from '../../guarded/download-error.ts';
import { openDownload, type DownloadOptions, type Opened } from '../../guarded/open-download.ts';
import { toldName } from '../../guarded/told-name.ts';
import { ChannelError, type Download } from '../../ports/channel.ts';
import type { BotMedia } from './bot-content.ts';
import { MediaDecipher, readMediaKey } from './media-decipher.ts';

/** Where files sent to the 智能机器人 may come from besides public addresses, and what seals those without a key of their own. */
export interface BotMediaSource {
  mediaHosts: readonly string[];
  /** EncodingAESKey of the callback; undefined where there is none. */
  aesKey: string | undefined;
}

/**
 * A file sent to the 智能机器人 (protocol-wecom §2.6): any kind is sealed, the address lives for five minutes, the name comes with
 * the bytes or not at all. Throws ChannelError; so does the stream when what came was not whole.
 */
export async function downloadBotMedia(media: BotMedia, { mediaHosts, aesKey }: BotMediaSource): Promise<Download> {
  const key = readMediaKey(media.aesKey ?? aesKey ?? '');
  const { status, headers, body } = await open(media.url, { allowList: mediaHosts });
  if (status !== 200 || isError(headers)) {
    body.destroy();
    throw notGiven(status);
  }
  const stream = pipeline(body, new MediaDecipher(key), () => {
    // Whoever reads it hears of it.
  });
  return { stream, name: toldName(headers) };
}

async function open(address: string, options: DownloadOptions): Promise<Opened> {
  try {
    return await openDownload(address, options);
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    throw new ChannelError('wecom', `media-${error.code}`, error.message, { permanent: error.code === 'not-allowed' });
  }
}

/** An error in JSON where a file should be, HTTP 200 or not: a file has a name. */
function isError(headers: Opened['headers']): boolean {
  return headers['content-disposition'] === undefined && /\bjson\b/i.test(headers['content-type'] ?? '');
}

function notGiven(status: number): ChannelError {
  if ([403, 404, 410].includes(status)) {
    return new ChannelError('wecom', 'media-gone', `WeCom has the file no more (HTTP ${status})`, { permanent: true });
  }
  const isRedirect = status >= 300 && status < 400;
  return new ChannelError('wecom', `media-${status}`, `WeCom did not give the file (HTTP ${status})`, { permanent: isRedirect });
}
