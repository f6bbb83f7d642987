import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Sending } from '../../../ports/channel.ts';
import type { MessageFile } from '../../../ports/message.ts';
import { mediaIdOf } from '../api/app-api.ts';
import { callWecom, postJson } from '../api/call.ts';
import { carryOrLink, isPicture } from '../../../channel-kit/carry-file.ts';
import { MARKDOWN } from '../../../channel-kit/markdown.ts';
import { multipart } from '../../../channel-kit/multipart.ts';
import type { Part } from './parts.ts';
import { MINUTE_MS } from '../../../channel-kit/budgets.ts';
import type { Way } from './way.ts';

export interface RoomWebhook {
  base: string;
  /** Of the robot somebody added to the room. A secret. */
  key: string;
  say: string;
  openFile(key: string): Promise<Readable>;
}

/** 消息推送 (群机器人) of one room (protocol-wecom §5): it only speaks, and what it may have said already it says again. */
export function webhookWay({ base, key, say, openFile }: RoomWebhook, { recipient, before }: Sending): Way {
  function address(path: string, query: Readonly<Record<string, string>>): URL {
    return new URL(`${base}/cgi-bin/webhook/${path}?${new URLSearchParams({ ...query, key }).toString()}`);
  }

  async function bodyOf(part: Part): Promise<object> {
    if (part.kind === 'text') return markdown(part.text);
    if (part.kind === 'card') return { msgtype: 'template_card', template_card: part.card };
    const { name, url } = part.file;
    return carryOrLink({
      channel: 'wecom',
      before,
      carry: () => (isPicture(part.file, MAX_PICTURE_BYTES) ? pictureBody(part.file) : fileBody(part.file)),
      link: () => markdown(MARKDOWN.link(name, url)),
    });
  }

  async function fileBody({ key: fileKey, name, size }: MessageFile): Promise<object> {
    const init = multipart({ kind: 'file', name, size }, () => openFile(fileKey));
    return { msgtype: 'file', file: { media_id: mediaIdOf(await callWecom('upload', address('upload_media', { type: 'file' }), init)) } };
  }

  async function pictureBody({ key: fileKey }: MessageFile): Promise<object> {
    const bytes = await buffer(await openFile(fileKey));
    const md5 = createHash('md5').update(bytes).digest('hex');
    return { msgtype: 'image', image: { base64: bytes.toString('base64'), md5 } };
  }

  return {
    name: 'webhook',
    format: { markup: MARKDOWN, maxBytes: 4096, buttons: false, files: true, say, mention: (id) => (USER_ID.test(id) ? `<@${id}>` : '') },
    budgets: [{ name: `wecom:webhook:${recipient.id}`, max: 20, windowMs: MINUTE_MS }],
    async send(part) {
      await postJson('webhook', address('send', {}), await bodyOf(part));
      return undefined;
    },
  };
}

function markdown(content: string): object {
  return { msgtype: 'markdown', markdown: { content } };
}

const MAX_PICTURE_BYTES = 2 * 1024 * 1024;

const USER_ID = /^[\w.@-]{1,64}$/;
