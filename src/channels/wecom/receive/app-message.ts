import { createHash } from 'node:crypto';
import { UNREADABLE, type Attachment, type InboundMessage } from '../../../ports/channel.ts';
import { commandOf } from '../send/card.ts';
import { isId, storable } from '../../../channel-kit/payload.ts';
import { readXml, type XmlFields } from './xml.ts';

/** What a 自建应用 is told: developer.work.weixin.qq.com/document/path/90239 and 90240. */
export type AppPayload =
  /** Somebody said something, in private: an app hears no group. A menu item says the command that is its key. */
  | { kind: 'message'; message: InboundMessage }
  /** Somebody pressed a card's button: the message says the command the button stands for. The answer may rename the button. */
  | { kind: 'press'; message: InboundMessage; eventKey: string }
  /** Somebody may use the app from now on. */
  | { kind: 'subscribe'; userId: string }
  /** The platform is about to switch off an app that nobody uses, or did so. */
  | { kind: 'alert'; what: string }
  /** Nothing for us. `what` names it for the log. */
  | { kind: 'other'; what: string }
  | { kind: 'malformed'; reason: string };

/** Locator of a file sent to the app, for three days. */
export interface AppMedia {
  from: 'app';
  kind: 'image' | 'voice' | 'video' | 'file';
  mediaId: string;
}

export function readAppPayload(xml: string): AppPayload {
  const fields = readXml(xml);
  if (fields === undefined) return { kind: 'malformed', reason: 'the text is not XML of the known kind' };
  const kind = valueOf(fields, 'MsgType');
  if (kind === 'event') return readEvent(fields);
  const content = readContent(kind, fields);
  if (content === undefined) return readUnknown(fields, kind);
  const message = toMessage(fields, valueOf(fields, 'MsgId'), content);
  return message ? { kind: 'message', message } : MALFORMED;
}

/** A kind nobody has told us of: taken, whatever else is wrong with it, and somebody waits for an answer. */
function readUnknown(fields: XmlFields, kind: string): AppPayload {
  const message = kind === '' ? undefined : toMessage(fields, valueOf(fields, 'MsgId'), { text: UNREADABLE, attachments: [] });
  return message === undefined ? { kind: 'other', what: `message ${kind}` } : { kind: 'message', message };
}

function readEvent(fields: XmlFields): AppPayload {
  // It comes as `click` and as `CLICK`.
  const kind = valueOf(fields, 'Event').toLowerCase();
  if (kind === 'subscribe') return { kind: 'subscribe', userId: valueOf(fields, 'FromUserName') };
  if (LIFECYCLE.includes(kind)) return { kind: 'alert', what: kind };
  const eventKey = valueOf(fields, 'EventKey');
  if ((kind !== 'click' && kind !== 'template_card_event') || eventKey === '') return { kind: 'other', what: `event ${kind}` };
  const message = toMessage(fields, idOfEvent(fields), { text: commandOf(eventKey), attachments: [] });
  if (message === undefined) return MALFORMED;
  return kind === 'click' ? { kind: 'message', message } : { kind: 'press', message, eventKey };
}

const MALFORMED: AppPayload = { kind: 'malformed', reason: 'MsgId or FromUserName is missing' };
const LIFECYCLE = ['inactive_alert', 'low_active_alert', 'close_inactive_agent', 'reopen_inactive_agent'];

interface Content {
  text: string;
  attachments: Attachment[];
}

function readContent(kind: string, fields: XmlFields): Content | undefined {
  switch (kind) {
    case 'text':
      return { text: valueOf(fields, 'Content'), attachments: [] };
    case 'voice': {
      // What was said, where the platform writes it down; else the recording.
      const said = valueOf(fields, 'Recognition');
      return said === '' ? { text: '', attachments: [toAttachment(kind, fields)] } : { text: said, attachments: [] };
    }
    case 'image':
    case 'video':
    // Not documented, seen by others.
    case 'file':
      return { text: '', attachments: [toAttachment(kind, fields)] };
    case 'link':
      return { text: joined('\n', fields, 'Title', 'Description', 'Url'), attachments: [] };
    case 'location':
      return { text: `位置：${valueOf(fields, 'Label')}（${joined(', ', fields, 'Location_X', 'Location_Y')}）`, attachments: [] };
    default:
      return undefined;
  }
}

function toAttachment(kind: AppMedia['kind'], fields: XmlFields): Attachment {
  const ref: AppMedia = { from: 'app', kind, mediaId: valueOf(fields, 'MediaId') };
  return { name: storable(valueOf(fields, 'FileName')), ref };
}

function joined(separator: string, fields: XmlFields, ...names: readonly string[]): string {
  const texts = names.map((name) => valueOf(fields, name)).filter((text) => text !== '');
  return [...new Set(texts)].join(separator);
}

function toMessage(fields: XmlFields, messageId: string, { text, attachments }: Content): InboundMessage | undefined {
  const userId = valueOf(fields, 'FromUserName');
  if (!isId(messageId) || !isId(userId)) return undefined;
  // The platform takes upper and lower case for the same and hands out either.
  return { messageId, senderId: userId.toLowerCase(), text: storable(text), attachments, quoted: [] };
}

/** Events have no id. Sender and second alone, as the platform's page has it, take two events of one second for one. */
function idOfEvent(fields: XmlFields): string {
  const parts = ['FromUserName', 'CreateTime', 'MsgType', 'Event', 'EventKey', 'ChangeType', 'TaskId', 'AgentID'];
  const hash = createHash('sha256').update(parts.map((name) => valueOf(fields, name)).join('\n'));
  return `event-${hash.digest('hex')}`;
}

function valueOf(fields: XmlFields, name: string): string {
  return fields.get(name) ?? '';
}
