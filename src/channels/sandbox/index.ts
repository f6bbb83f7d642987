import { Readable } from 'node:stream';
import { ok } from '../../domain/finding.ts';
import { ChannelError, type Attachment, type Channel } from '../../ports/channel.ts';
import { decodeBase64 } from './base64.ts';
import { receive } from './receive.ts';

/**
 * The channel for trying things out. It has no platform behind it: what is posted to it is what people say, and its pages read
 * the rows of what the bot sent, so that sending only acknowledges. Its rooms are those of the directory: nobody could read
 * what is said in another.
 */
export function createSandboxChannel(rooms: readonly { id: string }[]): Channel {
  const roomIds = new Set(rooms.map(({ id }) => id));
  return {
    name: 'sandbox',
    endpoints: [{ path: '/webhooks/sandbox', maxBytes: MAX_BYTES, receive: (request) => receive(request, roomIds) }],
    send: async () => ({}),
    download: async (attachment) => ({ stream: Readable.from([bytesOf(attachment)]), name: undefined }),
    check: async () => [ok('sandbox: needs nothing')],
  };
}

// Its messages carry their files in them.
const MAX_BYTES = 100 * 1024 * 1024;

function bytesOf({ ref }: Attachment): Buffer {
  const text = typeof ref === 'object' && ref !== null && 'base64' in ref ? ref.base64 : undefined;
  const bytes = typeof text === 'string' ? decodeBase64(text) : undefined;
  if (bytes === undefined) throw new ChannelError('sandbox', 'bad-ref', 'the attachment carries no base64', { permanent: true });
  return bytes;
}
