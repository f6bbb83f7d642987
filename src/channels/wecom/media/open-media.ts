import { DownloadError } from '../../../guarded/download-error.ts';
import { openDownload, type DownloadOptions, type Opened } from '../../../guarded/open-download.ts';
import { ChannelError } from '../../../ports/channel.ts';

/** A file where it lies. That it lies there no more is told apart from what may come at the next try. Throws ChannelError. */
export async function openMedia(address: string, options: DownloadOptions): Promise<Opened> {
  const opened = await open(address, options);
  if (opened.status === 200 || opened.status === 206) return opened;
  opened.body.destroy();
  throw notGiven(opened.status);
}

async function open(address: string, options: DownloadOptions): Promise<Opened> {
  try {
    return await openDownload(address, options);
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    throw new ChannelError('wecom', `media-${error.code}`, error.message, { permanent: error.code === 'not-allowed' });
  }
}

function notGiven(status: number): ChannelError {
  if ([403, 404, 410].includes(status)) {
    return new ChannelError('wecom', 'media-gone', `WeCom has the file no more (HTTP ${status})`, { permanent: true });
  }
  const isRedirect = status >= 300 && status < 400;
  return new ChannelError('wecom', `media-${status}`, `WeCom did not give the file (HTTP ${status})`, { permanent: isRedirect });
}

/** What came is not the file, or not all of it. */
export function brokenMedia(why: string): ChannelError {
  return new ChannelError('wecom', 'media-broken', `a file did not come rightly: ${why}`, { permanent: false });
}
