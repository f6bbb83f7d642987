import { DownloadError } from '../../../guarded/download-error.ts';
import { openDownload, type DownloadOptions, type Opened } from '../../../guarded/open-download.ts';
import { ChannelError } from '../../../ports/channel.ts';

/** Where a file can be fetched now, with these headers and no token (protocol-dingtalk §4). */
export interface Found {
  address: string;
  headers?: Readonly<Record<string, string>>;
  name?: string;
}

/** A file where it lies. That it lies there no more is told apart from what may come at the next try. Throws ChannelError. */
export async function openMedia(address: string, options: DownloadOptions): Promise<Opened> {
  const opened = await open(address, options);
  if (opened.status === 200) return opened;
  opened.body.destroy();
  throw notGiven(opened.status);
}

async function open(address: string, options: DownloadOptions): Promise<Opened> {
  try {
    return await openDownload(address, options);
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    throw error.code === 'not-allowed' ? notAllowed(address) : broken(error);
  }
}

/** Platforms of an institute's own (专属钉钉) hand out addresses of theirs: the operator has to say that they are meant. */
function notAllowed(address: string): ChannelError {
  const host = URL.canParse(address) ? new URL(address).host : 'no address';
  return new ChannelError('dingtalk', 'media-not-allowed', `a file lies at ${host}, which DINGTALK_MEDIA_HOSTS does not allow`, {
    permanent: true,
    detail: host,
  });
}

function broken({ code, message }: DownloadError): ChannelError {
  return new ChannelError('dingtalk', `media-${code}`, message, { permanent: false });
}

/** Another address of the same file may be taken where this one is refused. */
function notGiven(status: number): ChannelError {
  const permanent = status === 404 || status === 410 || (status >= 300 && status < 400);
  return new ChannelError('dingtalk', `media-${status}`, `DingTalk did not give the file (HTTP ${status})`, { permanent });
}
