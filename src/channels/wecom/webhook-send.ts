import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ChannelError } from '../../ports/channel.ts';
import type { MessageFile } from '../../ports/message.ts';
import { mediaIdOf } from './api.ts';
import { callWecom, postJson } from './call.ts';
import { MARKDOWN } from './markdown.ts';
import { multipart } from './multipart.ts';
import type { Part } from './parts.ts';
import { MINUTE_MS, type Way } from './way.ts';

export interface RoomWebhook {
  base: string;
  /** Of the robot somebody added to the room. A secret. */
  key: string;
  /** The chat, as budgets name it. */
  chatId: string;
  say: string;
  openFile(key: string): Promise<Readable>;
}

/** 消息推送 (群机器人) of one room (protocol-wecom §5): it only speaks. */
export function webhookWay({ base, key, chatId, say, openFile }: RoomWebhook): Way {
  function address(path: string, query: Readonly<Record<string, string>>): URL {
    return new URL(`${base}/cgi-bin/webhook/${path}?${new URLSearchParams({ ...query, key }).toString()}`);
  }

  async function bodyOf(part: Part): Promise<object> {
    if (part.kind === 'text') return markdown(part.text);
    if (part.kind === 'card') return { msgtype: 'template_card', template_card: part.card };
    return isImage(part.file) ? image(await buffer(await openFile(part.file.key))) : file(part.file);
  }

  async function file({ key: fileKey, name, size, url }: MessageFile): Promise<object> {
    try {
      const init = multipart({ kind: 'file', name, size }, () => openFile(fileKey));
      return { msgtype: 'file', file: { media_id: mediaIdOf(await callWecom('upload', address('upload_media', { type: 'file' }), init)) } };
    } catch (error) {
      if (error instanceof ChannelError && error.permanent) return markdown(MARKDOWN.link(name, url));
      throw error;
    }
  }

  return {
    name: 'webhook',
    format: { markup: MARKDOWN, maxBytes: 4096, buttons: false, files: true, say, mention: (id) => (USER_ID.test(id) ? `<@${id}>` : '') },
    budgets: [{ name: `wecom:webhook:${chatId}`, max: 20, windowMs: MINUTE_MS }],
    async send(part) {
      await postJson('webhook', address('send', {}), await bodyOf(part));
      return undefined;
    },
  };
}

function markdown(content: string): object {
  return { msgtype: 'markdown', markdown: { content } };
}

function image(bytes: Buffer): object {
  return { msgtype: 'image', image: { base64: bytes.toString('base64'), md5: createHash('md5').update(bytes).digest('hex') } };
}

function isImage({ name, size }: MessageFile): boolean {
  return /\.(?:jpe?g|png)$/i.test(name) && size <= MAX_IMAGE_BYTES;
}

const MAX_IMAGE_BYTES = 2 * 1024 * 1024;

const USER_ID = /^[\w.@-]{1,64}$/;
