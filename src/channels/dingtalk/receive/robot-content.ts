import { parseJson, textAt, valueAt } from '../../../channel-kit/payload.ts';
import { readInstant } from './session.ts';

/** How a file's bytes are found, as far as its message tells it (protocol-dingtalk §1.4, §1.5). */
export interface MediaLocator {
  kind: MediaKind;
  /** For messageFiles/download, by the robot that was given it; it does not live long. */
  downloadCode?: string;
  /** In 钉盘. */
  spaceId?: string;
  fileId?: string;
  /** A quoted file of which nothing else is told: when it was sent, in milliseconds. */
  quotedAt?: number;
}

type MediaKind = (typeof MEDIA_KINDS)[number];

const MEDIA_KINDS = ['picture', 'audio', 'video', 'file'] as const;

/** A file in a message; '' where its name is not told. */
export interface FoundFile extends MediaLocator {
  name: string;
}

export interface RobotContent {
  text: string;
  files: FoundFile[];
}

/**
 * What a message consists of: words and files wherever they are known to stand, for kinds come and go. undefined when there is
 * nothing of either. `robotId` is the robot's among those who are mentioned.
 */
export function readContent(message: unknown, robotId: string | undefined): RobotContent | undefined {
  const kind = textAt(message, 'msgtype');
  const content = opened(valueAt(message, 'content'));
  const said = textAt(content, 'recognition').trim();
  // What was said, where the platform writes it down; else the recording.
  if (kind === 'audio' && said !== '') return { text: said, files: [] };
  const text = wordsAt(message, 'text') || wordsOf(content) || richTextOf(content, robotId);
  const files = filesIn(content, kind);
  return text === '' && files.length === 0 && !SPOKEN.includes(kind) ? undefined : { text, files };
}

/** Kinds that say something also without words: the mention that was taken out. */
const SPOKEN = ['text', 'richText'];

/** Files of the message that this one quotes (引用), also one of which hardly more is told than that it is quoted. */
export function readQuoted(message: unknown, robotId: string | undefined): FoundFile[] {
  const replies = [valueAt(message, 'text'), opened(valueAt(message, 'content'))];
  const quoted = replies.map((reply) => opened(valueAt(reply, 'repliedMsg'))).find(isObject);
  if (quoted === undefined) {
    // Some clients say no more than which message it was.
    const isReply = textAt(message, 'originalMsgId') !== '' || replies.some((reply) => valueAt(reply, 'isReplyMsg') === true);
    // The key is told of what the robot has sent itself.
    return isReply && textAt(message, 'originalProcessQueryKey') === '' ? [{ name: '', kind: 'file' }] : [];
  }
  if (robotId !== undefined && textAt(quoted, 'senderId') === robotId) return [];
  const kind = textAt(quoted, 'msgType');
  const content = opened(valueAt(quoted, 'content'));
  const files = filesIn(content, kind);
  if (files.length > 0 || !mayBeFile(kind, content)) return files;
  const quotedAt = readInstant(valueAt(quoted, 'createdAt'));
  return [{ name: textAt(content, 'fileName'), kind: kindOf(kind, content), ...(quotedAt === undefined ? {} : { quotedAt }) }];
}

/** Older clients quote documents without saying that they are some. */
function mayBeFile(kind: string, content: unknown): boolean {
  return (
    isMediaKind(kind) || kind === 'unknownMsgType' || (kind === '' && wordsOf(content) === '' && listAt(content, 'richText').length === 0)
  );
}

function filesIn(content: unknown, kind: string): FoundFile[] {
  const items = listAt(content, 'richText').map((item) => ({ part: item, kind: kindOfItem(item) }));
  // 聊天记录: what was forwarded together.
  const records = listAt(content, 'chatRecord').flatMap((record) =>
    [record, opened(valueAt(record, 'content'))].map((part) => ({ part, kind: kindOfItem(record) })),
  );
  return [{ part: content, kind }, ...items, ...records].flatMap(({ part, kind: told }) => findFile(part, told) ?? []);
}

function findFile(part: unknown, told: string): FoundFile | undefined {
  const downloadCode = CODES.map((key) => textAt(part, key).trim()).find((code) => code !== '');
  const card = textAt(part, 'biz_custom_action_url');
  const spaceId = idAt(part, 'spaceId') ?? SPACE_IN.exec(card)?.[1];
  const fileId = idAt(part, 'fileId') ?? idAt(part, 'dentryId') ?? FILE_IN.exec(card)?.[1];
  const isStored = spaceId !== undefined && fileId !== undefined;
  if (downloadCode === undefined && !isStored) return undefined;
  return {
    name: textAt(part, 'fileName'),
    kind: kindOf(told, part),
    ...(downloadCode === undefined ? {} : { downloadCode }),
    ...(isStored ? { spaceId, fileId } : {}),
  };
}

// In the address a card leads to.
const SPACE_IN = /[?&]spaceId=(\w+)/;
const FILE_IN = /[?&]fileId=(\w+)/;

const CODES = ['downloadCode', 'fileDownloadCode', 'pictureDownloadCode'];

function kindOf(told: string, part: unknown): MediaKind {
  if (isMediaKind(told)) return told;
  return textAt(part, 'pictureDownloadCode') === '' ? 'file' : 'picture';
}

function isMediaKind(kind: string): kind is MediaKind {
  return MEDIA_KINDS.some((known) => known === kind);
}

/** Sent, items say `type`; quoted, `msgType`. */
function kindOfItem(item: unknown): string {
  return textAt(item, 'type') || textAt(item, 'msgType');
}

/** Mentions are left standing in it, but for the robot's where its id says so. A picture parts lines. */
function richTextOf(content: unknown, robotId: string | undefined): string {
  const texts = listAt(content, 'richText').map((item) => {
    const kind = kindOfItem(item);
    if (kind === 'at') return robotId !== undefined && textAt(item, 'atUserId') === robotId ? ' ' : `@${textAt(item, 'atName')} `;
    return findFile(item, kind) === undefined ? wordsOf(item) : `${wordsOf(item)}\n`;
  });
  return texts.join('');
}

/** Words stand under `text` or `content`, by themselves or one level deeper; a whole content may be words as well. */
function wordsOf(part: unknown): string {
  return typeof part === 'string' ? part : wordsAt(part, 'text') || wordsAt(part, 'content');
}

function wordsAt(part: unknown, key: string): string {
  return textAt(part, key) || textAt(part, key, 'content') || textAt(part, key, 'text');
}

/** Numbers too. */
function idAt(part: unknown, key: string): string | undefined {
  const id = valueAt(part, key);
  const text = typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : id;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

function listAt(part: unknown, key: string): readonly unknown[] {
  const list = opened(valueAt(part, key));
  return Array.isArray(list) ? list : [];
}

/** Objects and lists may come as a text of JSON. */
function opened(value: unknown): unknown {
  const read = typeof value === 'string' ? parseJson(value) : undefined;
  return isObject(read) ? read : value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
