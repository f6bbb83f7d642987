import { buffer } from 'node:stream/consumers';
import type { Opened } from '../../../guarded/open-download.ts';
import { refused } from './errors.ts';
import { brokenMedia, openMedia } from '../media/open-media.ts';
import { parseJson, valueAt } from '../../../channel-kit/payload.ts';

/**
 * One call of the API that a file answers (protocol-wecom §4.9), or JSON with an errcode, which is a ChannelError though it comes with
 * HTTP 200. A file has a Content-Disposition; it may be JSON itself.
 */
export async function openFile(url: URL, range?: string): Promise<Opened> {
  const headers = range === undefined ? {} : { range };
  // Configured, not from a message: wherever it is, it is meant.
  const opened = await openMedia(url.href, { allowList: [url.host], headers });
  if (opened.headers['content-disposition'] !== undefined) return opened;
  if (!/\bjson\b|^text\/plain/i.test(opened.headers['content-type'] ?? '')) return opened;
  const errcode = valueAt(parseJson((await buffer(opened.body)).toString()), 'errcode');
  throw typeof errcode === 'number' && errcode !== 0 ? refused(errcode, '') : brokenMedia('neither a file nor an errcode');
}
