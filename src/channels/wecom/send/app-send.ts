import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { ChannelError, type Sending } from '../../../ports/channel.ts';
import type { MessageFile } from '../../../ports/message.ts';
import type { Shared } from '../../../ports/shared.ts';
import type { AppApi } from '../api/app-api.ts';
import type { Answer } from '../api/call.ts';
import { carryOrLink, isPicture } from '../../../channel-kit/carry-file.ts';
import { APP_TEXT } from './app-text.ts';
import type { Part } from './parts.ts';
import { HOUR_MS, MINUTE_MS } from '../../../channel-kit/budgets.ts';
import type { Way } from './way.ts';

/** What messages of the 自建应用 need. */
export interface AppSender {
  api: AppApi;
  agentId: number;
  /** It has a callback, so that pressed buttons reach us. */
  hears: boolean;
  shared: Shared;
  /** The bytes of a stored file. */
  openFile(key: string): Promise<Readable>;
}

/** `message/send` of the 自建应用 to one person (protocol-wecom §4.5). A repeat of the same part is dropped by the platform. */
export function appWay({ api, agentId, hears, shared, openFile }: AppSender, { id, recipient, before }: Sending): Way {
  const mark = invisibleMark(id);

  async function bodyOf(part: Part, n: number): Promise<object> {
    if (part.kind === 'card') return { msgtype: 'template_card', template_card: part.card };
    if (part.kind === 'text') return textBody(part.text);
    const { name, url } = part.file;
    return carryOrLink({
      channel: 'wecom',
      before,
      carry: () => mediaBody(part.file, n),
      link: () => textBody(APP_TEXT.link(name, url)),
    });
  }

  function textBody(text: string): object {
    return { msgtype: 'text', text: { content: text.replace(/\n|$/, (end) => `${mark}${end}`) } };
  }

  /** Its media_id is kept for as long as a message is tried: a repeat is the same only with the same one. */
  async function mediaBody(file: MessageFile, n: number): Promise<object> {
    const kind = isPicture(file, MAX_PICTURE_BYTES) ? 'image' : 'file';
    const kept = `wecom:media:${id}:${n}`;
    const mediaId = (await shared.get(kept)) ?? (await api.upload({ kind, name: file.name, size: file.size }, () => openFile(file.key)));
    await shared.set(kept, mediaId, DUPLICATE_S * 1000);
    return { msgtype: kind, [kind]: { media_id: mediaId } };
  }

  return {
    name: 'app',
    format: { markup: APP_TEXT, maxBytes: 2048 - Buffer.byteLength(mark), buttons: hears, files: true, say: '回复' },
    budgets: [
      { name: `wecom:app:${recipient.id}:minute`, max: 30, windowMs: MINUTE_MS },
      { name: `wecom:app:${recipient.id}:hour`, max: 1000, windowMs: HOUR_MS },
    ],
    async send(part, n) {
      const body = await bodyOf(part, n);
      const answer = await api.post('message/send', {
        touser: recipient.id,
        agentid: agentId,
        ...body,
        enable_duplicate_check: 1,
        duplicate_check_interval: DUPLICATE_S,
      });
      if (isInvalid(answer, recipient.id)) throw invalidUser(recipient.id);
      return typeof answer['msgid'] === 'string' ? answer['msgid'] : undefined;
    },
  };
}

/** As long as the platform compares: longer than deliveries are tried. */
const DUPLICATE_S = 4 * 3600;

/**
 * The platform drops a message that equals an earlier one to the same person, and may well mean only what is written in it. So two
 * messages that say the same (somebody asks 进度 twice) differ in characters without width; a repeat of one does not.
 */
function invisibleMark(id: string): string {
  const bits = createHash('sha256')
    .update(id)
    .digest()
    .readUIntBE(0, MARK_BITS / 8)
    .toString(2)
    .padStart(MARK_BITS, '0');
  return bits.replaceAll('0', '\u200b').replaceAll('1', '\u200c');
}

/** So many that no two messages are taken for one by chance, at three bytes each. */
const MARK_BITS = 24;

const MAX_PICTURE_BYTES = 10 * 1024 * 1024;

/** errcode 0 does not mean that the one receiver was there. They are named in lower case. */
function isInvalid({ invaliduser }: Answer, userId: string): boolean {
  return typeof invaliduser === 'string' && invaliduser.toLowerCase().split('|').includes(userId.toLowerCase());
}

function invalidUser(userId: string): ChannelError {
  const message = 'the person is not where the app may be seen (可见范围), or is no member any more';
  return new ChannelError('wecom', 'invaliduser', message, { permanent: true, detail: userId });
}
