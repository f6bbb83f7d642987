import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCheckSign } from '../../../src/channels/dingtalk/receive/sign.ts';
import { readRobotMessage } from '../../../src/channels/dingtalk/receive/robot-message.ts';
import { UNREADABLE } from '../../../src/ports/channel.ts';

interface Vector {
  id: string;
  timestamp: string;
  secret: string;
  sign_base64?: string;
  sign_urlencoded?: string;
  received_sign: string;
  clock_ms?: number;
}

function load<T>(file: string): T {
  return JSON.parse(readFileSync(`test/data/conformance/dingtalk/${file}.json`, 'utf8')) as T;
}

const { vectors, negative } = load<{ vectors: Vector[]; negative: Vector[] }>('01-hmac-sign-vectors');
const { bodies, group_stream_data: group } = load<{ bodies: Record<string, Body>; group_stream_data: { body: Body } }>(
  '06-official-callback-bodies',
);

type Body = Record<string, unknown> & { robotCode: string; chatbotCorpId: string };

function read(body: Body) {
  const { robotCode, chatbotCorpId: corpId } = body;
  return readRobotMessage(body, { robotCode, corpId, mediaHosts: [], withoutMention: (text) => text.trim() });
}

describe('published signatures', () => {
  it.each(vectors)('of $id are taken, at their time', ({ timestamp, secret, sign_base64, sign_urlencoded }) => {
    const sign = sign_base64 ?? decodeURIComponent(sign_urlencoded!);
    expect(createCheckSign(secret)({ timestamp, sign }, new Date(Number(timestamp)))).toBeUndefined();
  });

  it.each(negative)('of $id, which are wrong or old, are refused', ({ timestamp, secret, received_sign: sign, clock_ms }) => {
    const now = new Date(clock_ms ?? Number(timestamp));
    expect(createCheckSign(secret)({ timestamp, sign }, now)).toEqual(expect.any(String));
  });
});

describe('published messages', () => {
  it.each<[string, object]>([
    ['text', { text: 'hello DingTalk!', attachments: [] }],
    ['picture', { text: '', attachments: [{ name: '', ref: { kind: 'picture', downloadCode: 'mIof****JE0E' } }] }],
    ['video', { text: '', attachments: [{ name: '', ref: { kind: 'video', downloadCode: 'mIof****SaqP' } }] }],
    ['audio', { text: '钉钉PaaS开放中心，致力为企业……', attachments: [] }],
    [
      'file',
      {
        text: '',
        attachments: [
          { name: 'foobar.zip', ref: { kind: 'file', downloadCode: 'LJYY****bw==', spaceId: '223***573', fileId: '117***848' } },
        ],
      },
    ],
    [
      'richText',
      {
        text: '这个问题示例图如下：\n通过以上示意图可以明白完整的交互流程',
        attachments: [{ ref: { kind: 'picture', downloadCode: 'mIof****7A==' } }],
      },
    ],
  ])('in private are read: %s', (kind, message) => {
    expect(read(bodies[kind]!)).toMatchObject({
      kind: 'message',
      message: { senderId: expect.stringMatching(/^042/), quoted: [], ...message },
    });
  });

  it('of a kind the platform itself does not know can be answered', () => {
    expect(read(bodies['unknown']!)).toMatchObject({ kind: 'message', message: { text: UNREADABLE, attachments: [] } });
  });

  it('in a group are read', () => {
    // The company's id is masked in two ways.
    const { chatbotCorpId: senderCorpId } = group.body;
    expect(read({ ...group.body, senderCorpId })).toMatchObject({
      kind: 'message',
      message: {
        senderId: '16650***698',
        roomId: 'cidAsXSBLnA==',
        text: '测试数据',
        replyTo: { via: 'session', until: new Date(1690367502152).toISOString() },
      },
    });
  });
});
