import { ChannelError, type ChannelName, type Sending } from '../ports/channel.ts';
import type { MessageFile } from '../ports/message.ts';

export interface Carrying<T> {
  channel: ChannelName;
  before: Sending['before'];
  /** Uploads it. */
  carry(): Promise<T>;
  link(): T;
}

/** A file as a way carries it, or a link to it where the platform does not take it, or did not in time when it was last tried. */
export async function carryOrLink<T>({ channel, before, carry, link }: Carrying<T>): Promise<T> {
  if (before?.lastError === NOT_UPLOADED) return link();
  try {
    return await carry();
  } catch (error) {
    // Whatever else is thrown comes from reading the file, and nothing was shown to anybody.
    if (!(error instanceof ChannelError)) throw new ChannelError(channel, NOT_UPLOADED, 'the file cannot be read', { permanent: false });
    if (error.permanent) return link();
    throw error;
  }
}

const NOT_UPLOADED = 'upload:no-answer';

/** Shown as a picture, and not as a file to open. */
export function isPicture({ name, size }: MessageFile, maxBytes: number): boolean {
  return /\.(?:jpe?g|png)$/i.test(name) && size <= maxBytes;
}
