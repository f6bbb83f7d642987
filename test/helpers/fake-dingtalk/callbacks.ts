import { createHmac, randomUUID } from 'node:crypto';

/** The robot of an 企业内部应用, as the platform knows it. */
export interface RobotIdentity {
  robotCode: string;
  corpId: string;
  botName: string;
  /** Hands out the address each message may be answered at. */
  sessionWebhook?: (chat: { kind: 'person' | 'room'; id: string }) => string;
  now?: () => Date;
}

/** Whom DingTalk calls in HTTP 模式. */
export interface CallbackTarget extends RobotIdentity {
  appSecret: string;
  send: SendCallback;
}

/** Carries one POST to the address. */
export type SendCallback = (headers: Record<string, string>, body: string) => Promise<{ status: number; body: string }>;

/** What can be wrong with one callback. */
export interface Faults {
  secret?: string;
  sign?: string;
  sentAt?: Date;
  /** Headers that are left out. */
  without?: readonly ('timestamp' | 'sign')[];
}

export function overHttp(address: string): SendCallback {
  return async (headers, body) => {
    const request = { method: 'POST', headers, body, redirect: 'manual' as const };
    const answer = await fetch(address, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return { status: answer.status, body: await answer.text() };
  };
}

const ANSWER_WITHIN_MS = 10_000;

/** A file is what its message tells of it: `downloadCode`, or `spaceId` and `fileId`, and `fileName`. */
export type FileParts = Readonly<Record<string, string>>;

/** What people put into one message. The mention of the robot is typed along, as they see it. */
export type Content =
  | { text: string }
  | { richText: readonly ({ text: string } | { picture: string })[] }
  | { picture: string }
  | { audio: string; recognition?: string }
  | { video: string }
  | { file: FileParts }
  /** What this client does not tell more of. */
  | { unknown: string };

/** One message as a person sends it. */
export interface Said {
  /** A userid; of an outsider there is none, and this only tells people apart. */
  from: string;
  isOutsider?: boolean;
  /** A group's openConversationId; in private without. */
  room?: string;
  content: Content;
  quote?: { content: Content; by?: string; sentAt?: Date };
  msgId?: string;
}

/** Whether the platform tells the robot at all (§1.1, §1.5): of a group only words and pictures that mention it. */
export function reachesRobot({ room, content }: Said, botName: string): boolean {
  if (room === undefined) return true;
  const parts = 'text' in content ? [content] : 'richText' in content ? content.richText : [];
  return parts.some((part) => 'text' in part && part.text.includes(`@${botName}`));
}

/** What the robot is told, by HTTP as it is, over a connection as a text in a frame (§1.3). */
export function toRobotPayload(said: Said, robot: RobotIdentity): Record<string, unknown> {
  const { from, isOutsider = false, room, content, quote, msgId = `msg${randomUUID()}==` } = said;
  const {
    robotCode,
    corpId,
    botName,
    sessionWebhook = () => `https://oapi.dingtalk.com/robot/sendBySession?session=${randomUUID()}`,
  } = robot;
  const createAt = (robot.now?.() ?? new Date()).getTime();
  const { msgtype, ...parts } = toParts(room === undefined ? content : withoutMention(content, botName));
  return {
    msgId,
    createAt,
    conversationType: room === undefined ? '1' : '2',
    conversationId: room ?? `cid${from}==`,
    ...(room === undefined ? {} : { conversationTitle: '文明创建工作群', isInAtList: true, atUsers: [{ dingtalkId: ROBOT_ID }] }),
    chatbotCorpId: corpId,
    chatbotUserId: ROBOT_ID,
    senderId: encrypted(from),
    senderNick: '某人',
    isAdmin: false,
    ...(isOutsider ? {} : { senderStaffId: from, senderCorpId: corpId }),
    sessionWebhook: sessionWebhook(room === undefined ? { kind: 'person', id: from } : { kind: 'room', id: room }),
    sessionWebhookExpiredTime: createAt + 5_400_000,
    robotCode,
    senderPlatform: 'Win',
    openThreadId: `cid${from}==`,
    msgtype,
    ...(quote === undefined ? parts : withQuote(parts, quote, createAt)),
  };
}

const ROBOT_ID = '$:LWCP_v1:$ROBOT==';

function encrypted(person: string): string {
  return `$:LWCP_v1:$${Buffer.from(person).toString('base64')}`;
}

/** Of a text the platform takes it away but for a blank, of 富文本 it does not. */
function withoutMention(content: Content, botName: string): Content {
  if (!('text' in content)) return content;
  return { text: content.text.replace(new RegExp(`@${botName} ?`), ' ') };
}

function toParts(content: Content): Record<string, unknown> & { msgtype: string } {
  if ('text' in content) return { msgtype: 'text', text: { content: content.text } };
  if ('richText' in content) return { msgtype: 'richText', content: { richText: content.richText.map(toItem) } };
  if ('picture' in content)
    return { msgtype: 'picture', content: { downloadCode: content.picture, pictureDownloadCode: `p-${content.picture}` } };
  if ('audio' in content) {
    const { audio: downloadCode, recognition = '' } = content;
    return { msgtype: 'audio', content: { downloadCode, recognition, duration: 4000 } };
  }
  if ('video' in content) return { msgtype: 'video', content: { downloadCode: content.video, duration: '5', videoType: 'mp4' } };
  if ('file' in content) return { msgtype: 'file', content: content.file };
  return { msgtype: 'unknownMsgType', content: { unknownMsgType: content.unknown } };
}

function toItem(item: { text: string } | { picture: string }): object {
  return 'text' in item ? item : { type: 'picture', downloadCode: item.picture, pictureDownloadCode: `p-${item.picture}` };
}

/** Beside a text it stands in the text, beside 富文本 in the content (§1.5). */
function withQuote(parts: Record<string, unknown>, { content, by, sentAt }: NonNullable<Said['quote']>, createAt: number): object {
  const { msgtype: msgType, ...quoted } = toParts(content);
  const repliedMsg = {
    createdAt: sentAt?.getTime() ?? createAt - 60_000,
    senderId: by === undefined ? ROBOT_ID : encrypted(by),
    msgType,
    msgId: 'msgQUOTED==',
    ...toQuotedContent(content, quoted),
  };
  const [key] = Object.keys(parts) as [string];
  return { [key]: { ...(parts[key] as object), isReplyMsg: true, repliedMsg }, originalMsgId: 'msgQUOTED==' };
}

function toQuotedContent(content: Content, parts: Record<string, unknown>): object {
  if ('unknown' in content) return {};
  if ('text' in content) return { content: { text: content.text } };
  if (!('richText' in content)) return parts;
  const items = content.richText.map((item) =>
    'text' in item ? { msgType: 'text', content: item.text } : { msgType: 'picture', downloadCode: item.picture },
  );
  return { content: { richText: items } };
}

/** A robot in HTTP 模式, seen from DingTalk. Whether it tries again what was not taken, no page says: this one does not. */
export function createRobotCaller(target: CallbackTarget) {
  const { send, appSecret, botName, now = () => new Date() } = target;

  /** One call, with whatever is wrong with it. */
  async function post(body: string, { secret = appSecret, sign, sentAt = now(), without = [] }: Faults = {}): ReturnType<SendCallback> {
    const timestamp = String(sentAt.getTime());
    const signed = { timestamp, sign: sign ?? createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64') };
    const headers = Object.entries(signed).filter(([name]) => !without.some((left) => left === name));
    return send({ 'content-type': 'application/json; charset=utf-8', ...Object.fromEntries(headers) }, body);
  }

  return {
    post,
    /** undefined: DingTalk keeps it to itself. */
    async say(said: Said, faults: Faults = {}): Promise<{ status: number; body: string } | undefined> {
      if (!reachesRobot(said, botName)) return undefined;
      return post(JSON.stringify(toRobotPayload(said, target)), faults);
    },
  };
}
