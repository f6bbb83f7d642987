import { pipeline } from 'node:stream';
import { toldName } from '../../../guarded/told-name.ts';
import type { Download } from '../../../ports/channel.ts';
import type { BotMedia } from '../receive/bot-content.ts';
import { MediaDecipher, readMediaKey } from './media-decipher.ts';
import { openMedia } from './open-media.ts';

/** Where files sent to the 智能机器人 may come from besides public addresses, and what seals those without a key of their own. */
export interface BotMediaSource {
  mediaHosts: readonly string[];
  /** EncodingAESKey of the callback; undefined where there is none. */
  aesKey: string | undefined;
}

/**
 * A file sent to the 智能机器人 (protocol-wecom §2.6): any kind is sealed, the address lives for five minutes, the name comes with
 * the bytes or not at all. Throws ChannelError; the stream fails when what came was not whole.
 */
export async function downloadBotMedia(media: BotMedia, { mediaHosts, aesKey }: BotMediaSource): Promise<Download> {
  const key = readMediaKey(media.aesKey ?? aesKey ?? '');
  const { headers, body } = await openMedia(media.url, { allowList: mediaHosts });
  const stream = pipeline(body, new MediaDecipher(key), () => {
    // Whoever reads it hears of it.
  });
  return { stream, name: toldName(headers) };
}
