import type { WithoutMention } from '../../../channel-kit/mention.ts';
import { isId, storable, textAt } from '../../../channel-kit/payload.ts';
import { OUTSIDE, UNREADABLE, type Attachment, type InboundMessage } from '../../../ports/channel.ts';
import { readContent, readQuoted, type FoundFile, type MediaLocator } from './robot-content.ts';
import { readSession } from './session.ts';

/** What the robot of an 企业内部应用 is told, in HTTP 模式 and in Stream 模式 alike (protocol-dingtalk §1.3). */
export type RobotPayload =
  | { kind: 'message'; message: InboundMessage }
  /** Nothing for us. `what` names it for the log. */
  | { kind: 'other'; what: string }
  | { kind: 'malformed'; reason: string };

/** Whom it is told to. */
export interface Robot {
  robotCode: string;
  corpId: string;
  withoutMention: WithoutMention;
  /** Hosts that answers may go to beside the platform's own. */
  mediaHosts: readonly string[];
}

/** Where a file is to be had. `userId` (absent for outsiders) may look into the 钉盘 of the conversation it was seen in. */
export interface RobotMedia extends MediaLocator {
  robotCode: string;
  conversationId: string;
  userId?: string;
}

export function readRobotMessage(payload: unknown, robot: Robot): RobotPayload {
  const [msgId, kind, conversationId] = [textAt(payload, 'msgId'), textAt(payload, 'msgtype'), textAt(payload, 'conversationId')];
  const chatType = textAt(payload, 'conversationType');
  if (![msgId, kind, conversationId].every(isId) || !['1', GROUP].includes(chatType)) return malformed('it is no message to a robot');
  if (isForeign(payload, 'robotCode', robot.robotCode)) return malformed('it is for another robot: is DINGTALK_ROBOT_CODE right?');
  if (isForeign(payload, 'chatbotCorpId', robot.corpId)) return malformed('it is for another company: is DINGTALK_CORP_ID right?');
  const { senderId, userId } = readSender(payload, robot.corpId);
  if (!isId(senderId)) return malformed('senderStaffId and senderId are missing');
  if (textAt(payload, 'senderId') === robotOf(payload)) return { kind: 'other', what: 'a message of the robot itself' };
  const content = readContent(payload, robotOf(payload)) ?? (chatType === GROUP ? undefined : { text: UNREADABLE, files: [] });
  if (content === undefined) return { kind: 'other', what: `message ${kind}` };
  const seen = { robotCode: robot.robotCode, conversationId, ...(userId === undefined ? {} : { userId }) };
  const replyTo = readSession(payload, robot.mediaHosts);
  const message: InboundMessage = {
    // The id is the message's own; the push that brought it has others.
    messageId: `${robot.robotCode}:${msgId}`,
    senderId,
    ...(chatType === GROUP ? { roomId: conversationId } : {}),
    text: storable(robot.withoutMention(content.text)),
    attachments: content.files.map((file) => toAttachment(file, seen)),
    quoted: readQuoted(payload, robotOf(payload)).map((file) => toAttachment(file, seen)),
    ...(replyTo === undefined ? {} : { replyTo }),
  };
  return { kind: 'message', message };
}

const GROUP = '2';

/** What is not said cannot be wrong: of these keys every one may be missing. */
function isForeign(payload: unknown, key: string, ours: string): boolean {
  const told = textAt(payload, key);
  return told !== '' && told !== ours;
}

/** A userid counts only within the own company; of others there is an id that fits nowhere else. */
function readSender(payload: unknown, corpId: string): { senderId: string; userId?: string } {
  const userId = textAt(payload, 'senderStaffId');
  if (userId !== '' && !isForeign(payload, 'senderCorpId', corpId)) return { senderId: userId, userId };
  const senderId = textAt(payload, 'senderId');
  return { senderId: senderId === '' ? '' : `${OUTSIDE}${senderId}` };
}

/** The robot as one of the people, in an id that is encrypted like theirs. */
function robotOf(payload: unknown): string | undefined {
  return textAt(payload, 'chatbotUserId') || undefined;
}

function toAttachment({ name, ...locator }: FoundFile, seen: Omit<RobotMedia, keyof MediaLocator>): Attachment {
  const ref: RobotMedia = { ...locator, ...seen };
  return { name: storable(name), ref };
}

function malformed(reason: string): RobotPayload {
  return { kind: 'malformed', reason };
}
