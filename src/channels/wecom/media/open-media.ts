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
    if (error.code === 'not-allowed') throw notAllowed(address);
    throw new ChannelError('wecom', `media-${error.code}`, error.message, { permanent: false });
  }
}

/** The host is no secret, and within a cloud WeCom's own may have a private address (protocol-wecom §8). */
function notAllowed(address: string): ChannelError {
  const host = URL.canParse(address) ? new URL(address).host : '';
  const cure = host === '' ? 'there is no address' : `if it is WeCom's, add ${host} to WECOM_MEDIA_HOSTS`;
  return new ChannelError('wecom', 'media-not-allowed', `a file does not lie at a public https address; ${cure}`, { permanent: true });
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
