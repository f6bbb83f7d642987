import type { Attachment } from '../../../ports/channel.ts';
import { storable, textAt, valueAt } from '../../../channel-kit/payload.ts';

/** Locator of a file sent to the bot; its address lives for 5 minutes. Without `aesKey` it is sealed with the callback's key. */
export interface BotMedia {
  from: 'bot';
  kind: 'image' | 'file' | 'video';
  url: string;
  aesKey?: string;
}

/** What a message, or the message it quotes, consists of. */
export interface BotContent {
  text: string;
  attachments: Attachment[];
}

/** undefined for a kind nobody has told us of. */
export function readBotContent(message: unknown): BotContent | undefined {
  if (textAt(message, 'msgtype') !== 'mixed') return readItem(message);
  const items = valueAt(message, 'mixed', 'msg_item');
  const read = (Array.isArray(items) ? items : []).flatMap((item) => readItem(item) ?? []);
  const texts = read.flatMap(({ text }) => (text === '' ? [] : [text]));
  return { text: texts.join('\n'), attachments: read.flatMap(({ attachments }) => attachments) };
}

function readItem(item: unknown): BotContent | undefined {
  const kind = textAt(item, 'msgtype');
  switch (kind) {
    case 'text':
    // A voice message comes as what was said in it.
    case 'voice':
      return { text: textAt(item, kind, 'content'), attachments: [] };
    case 'image':
    case 'file':
    case 'video':
      return { text: '', attachments: [toAttachment(kind, valueAt(item, kind))] };
    case 'appmsg':
      return readForwarded(valueAt(item, kind));
    default:
      return undefined;
  }
}

/** A forwarded file or picture. Not documented, seen by others. */
function readForwarded(appmsg: unknown): BotContent {
  const kind = (['file', 'image'] as const).find((name) => valueAt(appmsg, name) !== undefined);
  const title = textAt(appmsg, 'title');
  if (kind === undefined) return { text: title, attachments: [] };
  const attachment = toAttachment(kind, valueAt(appmsg, kind));
  return { text: '', attachments: [{ ...attachment, name: attachment.name || storable(title) }] };
}

/** Without an address too: then the download says that the file cannot be had, which is better than forgetting it. */
function toAttachment(kind: BotMedia['kind'], media: unknown): Attachment {
  const aesKey = textAt(media, 'aeskey');
  const ref: BotMedia = { from: 'bot', kind, url: textAt(media, 'url') || textAt(media, 'pic_url'), ...(aesKey === '' ? {} : { aesKey }) };
  // A name is not documented either; as a rule it comes with the bytes.
  return { name: storable(textAt(media, 'filename') || textAt(media, 'name')), ref };
}
