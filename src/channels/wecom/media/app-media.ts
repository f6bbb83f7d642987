import { Readable } from 'node:stream';
import type { Opened } from '../../../guarded/open-download.ts';
import { toldName } from '../../../guarded/told-name.ts';
import { ChannelError, type Download } from '../../../ports/channel.ts';
import type { AppApi } from '../api/app-api.ts';
import type { AppMedia } from '../receive/app-message.ts';
import { brokenMedia } from './open-media.ts';

/** A file sent to the 自建应用 (protocol-wecom §4.9), which the platform keeps for three days. Throws ChannelError. */
export async function downloadAppMedia({ mediaId }: AppMedia, api: Pick<AppApi, 'open'>): Promise<Download> {
  const query = { media_id: mediaId };
  const opened = await openWholeOrPart(api, query).catch((error: unknown) => {
    throw asToFile(error);
  });
  const stream = opened.status === 206 ? Readable.from(joinParts(api, query, opened), { objectMode: false }) : opened.body;
  stream.once('close', () => opened.body.destroy());
  return { stream, name: realName(opened, mediaId) };
}

/** What is too large for one answer is asked for in parts. */
async function openWholeOrPart(api: Pick<AppApi, 'open'>, query: Readonly<Record<string, string>>): Promise<Opened> {
  try {
    return await api.open('media/get', query);
  } catch (error) {
    if (!(error instanceof ChannelError) || error.code !== TOO_LARGE) throw error;
    return api.open('media/get', query, rangeFrom(0));
  }
}

const TOO_LARGE = '830002';
const PART_BYTES = 10 * 1024 * 1024;

function rangeFrom(start: number): string {
  return `bytes=${start}-${start + PART_BYTES - 1}`;
}

/** One part after the other, each asked for when the one before has been read. */
async function* joinParts(api: Pick<AppApi, 'open'>, query: Readonly<Record<string, string>>, first: Opened): AsyncGenerator<Buffer> {
  let at = 0;
  for (let part = first; ; part = await api.open('media/get', query, rangeFrom(at))) {
    const [start, total] = readRange(part);
    if (start !== at) throw brokenMedia('another part than the one asked for');
    for await (const chunk of part.body as AsyncIterable<Buffer>) {
      at += chunk.length;
      yield chunk;
    }
    if (at >= total) return;
    if (at === start) throw brokenMedia('an empty part');
  }
}

/** Where a part begins, and how long the whole is. */
function readRange({ headers }: Opened): [start: number, total: number] {
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  return [Number(start), Number(total)];
}

/** Only the file itself can be gone for good: a setting that is wrong may be mended while the platform still keeps it. */
function asToFile(error: unknown): unknown {
  if (!(error instanceof ChannelError) || !error.permanent || GONE.has(error.code)) return error;
  const { code, message, detail } = error;
  return new ChannelError('wecom', code, message, { permanent: false, ...(detail === undefined ? {} : { detail }), cause: error });
}

const GONE: ReadonlySet<string> = new Set(['40007', 'media-gone']);

/** Often a file is called after its media_id, which nobody gave it. */
function realName({ headers }: Opened, mediaId: string): string | undefined {
  const name = toldName(headers);
  return name?.startsWith(mediaId) === true ? undefined : name;
}
