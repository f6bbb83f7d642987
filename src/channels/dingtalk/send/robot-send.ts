import type { Readable } from 'node:stream';
import { carryOrLink, isPicture } from '../../../channel-kit/carry-file.ts';
import { ChannelError, type Sending } from '../../../ports/channel.ts';
import type { MessageFile } from '../../../ports/message.ts';
import type { AppApi } from '../api/app-api.ts';
import type { Answer } from '../api/answer.ts';
import { DINGTALK_MARKDOWN } from './markdown.ts';
import { MAX_FILE_BYTES, type Format, type Part } from './parts.ts';
import { robotCard, type RobotMessage } from './robot-card.ts';
import type { Way } from './way.ts';

/** What messages of the app's robot need. */
export interface RobotSender {
  api: AppApi;
  robotCode: string;
  say: string;
  /** The bytes of a stored file. */
  openFile(key: string): Promise<Readable>;
}

/** `oToMessages/batchSend` to one person, unasked or after the session (protocol-dingtalk §3.3). */
export function privateWay(sender: RobotSender, sending: Sending): Way {
  const { id } = sending.recipient;
  return robotWay('private', sender, sending, { buttons: 5 }, async (body) => {
    const answer = await sender.api.post('private', 'v1.0/robot/oToMessages/batchSend', { ...body, userIds: [id] });
    if (isListed(answer['invalidStaffIdList'], id)) throw invalidStaff(id);
    if (isListed(answer['flowControlledStaffIdList'], id)) throw flowControlled();
    return answer;
  });
}

/** `groupMessages/send` to a group the robot is in; nobody can be named there. */
export function groupWay(sender: RobotSender, sending: Sending): Way {
  return robotWay('group', sender, sending, { buttons: 0 }, (body) =>
    sender.api.post('group', 'v1.0/robot/groupMessages/send', { ...body, openConversationId: sending.recipient.id }),
  );
}

function robotWay(
  name: 'private' | 'group',
  { api, robotCode, say, openFile }: RobotSender,
  { before }: Sending,
  { buttons }: Pick<Format, 'buttons'>,
  post: (body: object) => Promise<Answer>,
): Way {
  async function messageOf(part: Part): Promise<RobotMessage> {
    if (part.kind === 'card') return robotCard(part);
    if (part.kind === 'text') return { msgKey: 'sampleMarkdown', msgParam: { title: part.title, text: part.text } };
    const { name: fileName, url } = part.file;
    return carryOrLink<RobotMessage>({
      channel: 'dingtalk',
      before,
      carry: () => fileMessage(part.file),
      link: () => ({ msgKey: 'sampleMarkdown', msgParam: { title: fileName, text: DINGTALK_MARKDOWN.link(fileName, url) } }),
    });
  }

  async function fileMessage(file: MessageFile): Promise<RobotMessage> {
    const kind = isPicture(file, MAX_FILE_BYTES) ? 'image' : 'file';
    const mediaId = await api.upload({ kind, name: file.name, size: file.size }, () => openFile(file.key));
    if (kind === 'image') return { msgKey: 'sampleImageMsg', msgParam: { photoURL: mediaId } };
    const fileType = (/[^.]*$/.exec(file.name)?.[0] ?? '').toLowerCase();
    return { msgKey: 'sampleFile', msgParam: { mediaId, fileName: file.name, fileType } };
  }

  return {
    name,
    format: { buttons, files: true, say, mentions: false },
    budgets: [],
    async send(part) {
      const { msgKey, msgParam } = await messageOf(part);
      const { processQueryKey } = await post({ robotCode, msgKey, msgParam: JSON.stringify(msgParam) });
      if (typeof processQueryKey === 'string' && processQueryKey !== '') return processQueryKey;
      throw new ChannelError('dingtalk', 'no-receipt', 'DingTalk gave no processQueryKey for a message', { permanent: true });
    },
  };
}

function isListed(list: unknown, id: string): boolean {
  return Array.isArray(list) && list.includes(id);
}

function invalidStaff(id: string): ChannelError {
  const message = 'the person is not where the app may be seen (可见范围), or is no member any more';
  return new ChannelError('dingtalk', 'invalid-staff', message, { permanent: true, detail: id });
}

function flowControlled(): ChannelError {
  const message = 'DingTalk holds back what goes to this person';
  return new ChannelError('dingtalk', 'flow-controlled', message, { permanent: false, retryAfterMs: 60_000 });
}
