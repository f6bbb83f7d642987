import { ChannelError, type Sending } from '../../../ports/channel.ts';
import type { MessageFile } from '../../../ports/message.ts';
import { noAnswer } from '../api/errors.ts';

/** A file as a way carries it, or a link to it where the platform does not take it, or did not in time when it was last tried. */
export async function carryOrLink<T>(before: Sending['before'], carry: () => Promise<T>, link: () => T): Promise<T> {
  if (before?.lastError === 'upload:no-answer') return link();
  try {
    return await carry();
  } catch (error) {
    // Whatever else is thrown comes from reading the file, and nothing was shown to anybody.
    if (!(error instanceof ChannelError)) throw noAnswer('upload', 'the file cannot be read');
    if (error.permanent) return link();
    throw error;
  }
}

/** Shown as a picture, and not as a file to open. */
export function isPicture({ name, size }: MessageFile, maxBytes: number): boolean {
  return /\.(?:jpe?g|png)$/i.test(name) && size <= maxBytes;
}
