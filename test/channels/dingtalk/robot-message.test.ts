import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWithoutMention } from '../../../src/channel-kit/mention.ts';
import { readRobotMessage, type Robot, type RobotPayload } from '../../../src/channels/dingtalk/receive/robot-message.ts';
import { toRobotPayload, type Content } from '../../helpers/fake-dingtalk/callbacks.ts';
import { UNREADABLE } from '../../../src/ports/channel.ts';
import { cpuMs } from '../../helpers/cpu-time.ts';

const BOT = '$:LWCP_v1:$BOT==';
const SESSION = 'https://oapi.dingtalk.com/robot/sendBySession?session=S';
const COMMON = {
  msgId: 'msg1==',
  createAt: 1_767_225_600_000,
  conversationType: '1',
  conversationId: 'cidPRIVATE==',
  chatbotCorpId: 'dingcorp0001',
  chatbotUserId: BOT,
  robotCode: 'dingapp0001',
  senderId: '$:LWCP_v1:$U1==',
  senderStaffId: 'Zhang3',
  senderCorpId: 'dingcorp0001',
  sessionWebhook: SESSION,
  sessionWebhookExpiredTime: 1_767_231_000_000,
};
const GROUP = { ...COMMON, conversationType: '2', conversationId: 'cidG9==', atUsers: [{ dingtalkId: BOT }], isInAtList: true };
const TEXT = { msgtype: 'text', text: { content: ' 提交 3' } };
const ROBOT: Robot = {
  robotCode: 'dingapp0001',
  corpId: 'dingcorp0001',
  mediaHosts: ['127.0.0.1:8443'],
  withoutMention: createWithoutMention('Matt chow的机器人 1'),
};

function read(payload: object): RobotPayload {
  return readRobotMessage(payload, ROBOT);
}

function messageOf(payload: object) {
  const read_ = read(payload);
  if (read_.kind !== 'message') throw new Error(`it was read as ${JSON.stringify(read_)}`);
  return read_.message;
}

/** A file as it is found in `COMMON`'s conversation. */
function media(locator: object, name = '', conversationId = COMMON.conversationId) {
  return { name, ref: { ...locator, robotCode: 'dingapp0001', conversationId, userId: 'Zhang3' } };
}

function quoting(repliedMsg: unknown, more: object = {}) {
  return { ...GROUP, msgtype: 'text', text: { content: ' 提交 3', isReplyMsg: true, repliedMsg }, originalMsgId: 'msgQ==', ...more };
}

describe('a message to the robot', () => {
  it('says who said what in which group, and how to answer', () => {
    expect(read({ ...GROUP, ...TEXT })).toEqual({
      kind: 'message',
      message: {
        messageId: 'dingapp0001:msg1==',
        senderId: 'Zhang3',
        roomId: 'cidG9==',
        text: '提交 3',
        attachments: [],
        quoted: [],
        replyTo: { via: 'session', url: SESSION, until: '2026-01-01T01:30:00.000Z' },
      },
    });
  });

  it('is private in a single chat', () => {
    expect(messageOf({ ...COMMON, ...TEXT })).not.toHaveProperty('roomId');
  });

  it('needs no more than what every one has', () => {
    const { msgId, conversationType, conversationId, senderId } = GROUP;
    expect(messageOf({ msgId, conversationType, conversationId, senderId, msgtype: 'text' })).toEqual({
      messageId: 'dingapp0001:msg1==',
      senderId: `outside:${senderId}`,
      roomId: conversationId,
      text: '',
      attachments: [],
      quoted: [],
    });
  });

  it.each<[string, object, object]>([
    ['picture', { downloadCode: 'D', pictureDownloadCode: 'P' }, { kind: 'picture', downloadCode: 'D' }],
    ['picture', { pictureDownloadCode: 'P' }, { kind: 'picture', downloadCode: 'P' }],
    ['picture', { downloadCode: ' ', pictureDownloadCode: ' P\n' }, { kind: 'picture', downloadCode: 'P' }],
    ['audio', { downloadCode: 'D', duration: 4000 }, { kind: 'audio', downloadCode: 'D' }],
    ['video', { downloadCode: 'D', videoType: 'mp4' }, { kind: 'video', downloadCode: 'D' }],
    ['file', { fileDownloadCode: 'F' }, { kind: 'file', downloadCode: 'F' }],
    ['file', { spaceId: 285, dentryId: 2187 }, { kind: 'file', spaceId: '285', fileId: '2187' }],
    ['file', { downloadCode: 'D', spaceId: '285' }, { kind: 'file', downloadCode: 'D' }],
    ['hologram', { downloadCode: 'D' }, { kind: 'file', downloadCode: 'D' }],
    ['hologram', { pictureDownloadCode: 'P' }, { kind: 'picture', downloadCode: 'P' }],
    [
      'interactiveCard',
      { biz_custom_action_url: 'dingtalk://dingtalkclient/page/previewDentry&spaceId=285&fileId=2187&type=file' },
      { kind: 'file', spaceId: '285', fileId: '2187' },
    ],
  ])('brings a %s wherever it can be had: %j', (msgtype, content, locator) => {
    const expected = { text: '', attachments: [media(locator)] };
    expect(messageOf({ ...COMMON, msgtype, content })).toMatchObject(expected);
    expect(messageOf({ ...COMMON, msgtype, content: JSON.stringify(content) })).toMatchObject(expected);
  });

  it('keeps the name of a file as it is told', () => {
    const content = { downloadCode: 'D', fileName: '../安全检查\0-佐证\u202e.pdf' };
    expect(messageOf({ ...COMMON, msgtype: 'file', content }).attachments).toEqual([
      media({ kind: 'file', downloadCode: 'D' }, '../安全检查-佐证\u202e.pdf'),
    ]);
  });

  it('brings what was spoken as text', () => {
    const content = { downloadCode: 'D', recognition: '查一下进度' };
    expect(messageOf({ ...COMMON, msgtype: 'audio', content })).toMatchObject({ text: '查一下进度', attachments: [] });
  });

  it.each([undefined, '', ' \n'])('brings the recording of which nothing was written down: %j', (recognition) => {
    const content = { downloadCode: 'D', recognition };
    expect(messageOf({ ...COMMON, msgtype: 'audio', content }).attachments).toEqual([media({ kind: 'audio', downloadCode: 'D' })]);
  });

  it.each([
    [{ text: { content: '**进度**' } }],
    [{ content: { text: '**进度**' } }],
    [{ text: { content: '' }, content: '**进度**' }],
    [{ content: { content: { text: '**进度**' } } }],
  ])('brings words of kinds nobody documents: %j', (parts) => {
    expect(messageOf({ ...COMMON, msgtype: 'markdown', ...parts }).text).toBe('**进度**');
  });

  it('brings texts and pictures that stand together, and a file if one ever does', () => {
    const richText = [
      { text: '提交 3' },
      { type: 'picture', downloadCode: 'D1', pictureDownloadCode: 'P1' },
      { text: '现场', type: 'picture', downloadCode: 'D2' },
      { type: 'text', text: '照片' },
      { type: 'file', downloadCode: 'D3', fileName: '方案.pdf' },
      { type: 'skill', skillData: {} },
      null,
      7,
    ];
    expect(messageOf({ ...COMMON, msgtype: 'richText', content: { richText } })).toMatchObject({
      text: '提交 3\n现场\n照片',
      attachments: [
        media({ kind: 'picture', downloadCode: 'D1' }),
        media({ kind: 'picture', downloadCode: 'D2' }),
        media({ kind: 'file', downloadCode: 'D3' }, '方案.pdf'),
      ],
    });
  });

  it('brings the files of a 聊天记录, never its words', () => {
    const chatRecord = JSON.stringify([
      { msgType: 'text', content: '通过 B12' },
      { msgType: 'file', downloadCode: 'D1' },
      { msgType: 'picture', content: { downloadCode: 'D2' } },
      { msgType: 'unknownMsgType' },
    ]);
    expect(messageOf({ ...COMMON, msgtype: 'chatRecord', content: { chatRecord } })).toMatchObject({
      text: '',
      attachments: [media({ kind: 'file', downloadCode: 'D1' }), media({ kind: 'picture', downloadCode: 'D2' })],
    });
    expect(messageOf({ ...COMMON, msgtype: 'chatRecord', content: { chatRecord: '[{"msgType":"unknownMsgType"}]' } })).toMatchObject({
      text: UNREADABLE,
      attachments: [],
    });
  });

  it('holds nothing a database would refuse', () => {
    expect(messageOf({ ...COMMON, msgtype: 'text', text: { content: '进\0度\ud800' } }).text).toBe('进度\ufffd');
  });

  it('does not mind keys nobody knows, nor parts of another shape', () => {
    expect(messageOf({ ...COMMON, hostingContext: [{}], msgtype: 'text', text: ['x'], content: 7 })).toMatchObject({
      text: '',
      quoted: [],
    });
    expect(messageOf({ ...COMMON, msgtype: 'richText', content: { richText: 'x' } })).toMatchObject({ text: '', attachments: [] });
    expect(messageOf({ ...COMMON, ...TEXT, text: { content: '进度', isReplyMsg: 'yes', repliedMsg: 7 } })).toMatchObject({ quoted: [] });
  });
});

describe('the robot’s own mention', () => {
  const rest = '提交 3';

  it.each([
    [[{ text: '@Matt chow的机器人 1' }, { text: ' 提交 3' }]],
    [[{ text: '@Matt chow的机器人 1 提交 3' }]],
    [[{ text: '@Matt chow的机器人 1\u200b提交 3' }]],
    [[{ text: '@Matt chow的机器人 1提交 3' }]],
    [[{ text: '提交 3 @Matt chow的机器人 1' }]],
    [[{ type: 'at', atName: '改了名字的', atUserId: BOT }, { text: ' 提交 3' }]],
    [[{ type: 'at', atName: 'Matt chow的机器人 1' }, { text: '提交 3' }]],
    [[{ type: 'at', atName: 'Matt chow的机器人 1', atUserId: BOT }, { text: '\n' }, { type: 'text', text: '提交 3' }]],
  ])('goes out of 富文本 %j', (richText) => {
    expect(messageOf({ ...GROUP, msgtype: 'richText', content: { richText } }).text).toBe(rest);
  });

  it('goes out of a text that still has it', () => {
    expect(messageOf({ ...GROUP, msgtype: 'text', text: { content: '@Matt chow的机器人 1 提交 3' } }).text).toBe(rest);
  });

  it('leaves those of others', () => {
    const richText = [
      { type: 'at', atName: 'Matt chow的机器人 1', atUserId: BOT },
      { text: ' 移交 3 给 ' },
      { type: 'at', atName: '李 四', atUserId: '$:U2' },
    ];
    expect(messageOf({ ...GROUP, msgtype: 'richText', content: { richText } }).text).toBe('移交 3 给 @李 四');
  });

  it('alone is a request without words', () => {
    expect(messageOf({ ...GROUP, msgtype: 'text', text: { content: ' ' } }).text).toBe('');
    expect(messageOf({ ...GROUP, msgtype: 'richText', content: { richText: [{ text: '@Matt chow的机器人 1' }] } }).text).toBe('');
  });
});

describe('a quote', () => {
  const inGroup = (locator: object, name = '') => media(locator, name, GROUP.conversationId);
  const FILE = { spaceId: '285', fileId: '2187', downloadCode: 'DQ' };

  it.each<[string, unknown, object]>([
    ['file', { ...FILE, fileName: '台账.xlsx' }, inGroup({ kind: 'file', ...FILE }, '台账.xlsx')],
    ['file', JSON.stringify(FILE), inGroup({ kind: 'file', ...FILE })],
    ['picture', { downloadCode: 'DQ' }, inGroup({ kind: 'picture', downloadCode: 'DQ' })],
    ['audio', { downloadCode: 'DQ', recognition: '好的' }, inGroup({ kind: 'audio', downloadCode: 'DQ' })],
    ['video', { downloadCode: 'DQ', videoType: 'mp4' }, inGroup({ kind: 'video', downloadCode: 'DQ' })],
    ['unknownMsgType', { downloadCode: 'DQ' }, inGroup({ kind: 'file', downloadCode: 'DQ' })],
    [
      'interactiveCard',
      { biz_custom_action_url: 'dingtalk://x/previewDentry&spaceId=285&fileId=2187&type=file' },
      inGroup({ kind: 'file', spaceId: '285', fileId: '2187' }),
    ],
  ])('brings a %s, whoever sent it: %j', (msgType, content, expected) => {
    const repliedMsg = { createdAt: 1_767_225_500_000, senderId: '$:LWCP_v1:$U2==', msgType, msgId: 'msgQ==', content };
    expect(messageOf(quoting(repliedMsg))).toMatchObject({ text: '提交 3', attachments: [], quoted: [expected] });
    expect(messageOf(quoting({ ...repliedMsg, msgType: undefined })).quoted).toHaveLength(1);
  });

  it.each(['text', 'content'])('brings the pictures of 富文本, and may stand in %s itself', (where) => {
    const richText = [
      { msgType: 'text', content: '@张三' },
      { msgType: 'picture', downloadCode: 'D1' },
      { type: 'picture', pictureDownloadCode: 'D2' },
    ];
    const reply = { isReplyMsg: true, repliedMsg: { msgType: 'richText', msgId: 'msgQ==', content: { richText } } };
    const said =
      where === 'text'
        ? { msgtype: 'text', text: { content: ' 提交 3', ...reply } }
        : { msgtype: 'richText', content: { richText: [{ text: '提交 3' }], ...reply } };
    expect(messageOf({ ...GROUP, ...said })).toMatchObject({
      text: '提交 3',
      attachments: [],
      quoted: [inGroup({ kind: 'picture', downloadCode: 'D1' }), inGroup({ kind: 'picture', downloadCode: 'D2' })],
    });
  });

  it.each<[string, object]>([
    ['a document of an older client', { msgType: 'unknownMsgType' }],
    ['one without a kind', {}],
    ['a file without a code', { msgType: 'file', content: { downloadCode: ' ' } }],
  ])('keeps when %s was sent, so that it may be looked for', (_, quoted) => {
    for (const createdAt of [1_772_817_989_679, '1772817989679']) {
      expect(messageOf(quoting({ createdAt, ...quoted })).quoted).toEqual([inGroup({ kind: 'file', quotedAt: 1_772_817_989_679 })]);
    }
  });

  it('of which nothing is told is a file that cannot be had, better than one that is forgotten', () => {
    expect(messageOf(quoting(undefined)).quoted).toEqual([inGroup({ kind: 'file' })]);
    expect(messageOf(quoting({ msgType: 'unknownMsgType', createdAt: 'soon' })).quoted).toEqual([inGroup({ kind: 'file' })]);
    const onlyItsId = { ...GROUP, msgtype: 'text', text: { content: ' 提交 3' }, originalMsgId: 'msgQ==' };
    expect(messageOf(onlyItsId).quoted).toEqual([inGroup({ kind: 'file' })]);
    expect(messageOf({ ...onlyItsId, originalProcessQueryKey: 'K' }).quoted).toEqual([]);
  });

  it.each<[string, object, object]>([
    ['words', { msgType: 'text', content: '通过 B12' }, {}],
    ['words', { msgType: 'text', content: { text: '通过 B12' } }, {}],
    ['words without a kind', { content: { text: '通过 B12' } }, {}],
    ['富文本 without pictures', { content: { richText: [{ msgType: 'emoji', content: '😀' }] } }, {}],
    ['a card', { msgType: 'interactiveCard', content: { cardContent: [{ children: [{ value: '待审 B12' }] }] } }, {}],
    ['a 聊天记录', { msgType: 'chatRecord', content: { chatRecord: '[{"msgType":"unknownMsgType"}]' } }, {}],
    ['a file of the robot', { senderId: BOT, msgType: 'file', content: { downloadCode: 'DQ' } }, {}],
    ['the robot, of which only the key is told', undefined as unknown as object, { originalProcessQueryKey: 'K' }],
  ])('of %s brings nothing', (_, repliedMsg, more) => {
    expect(messageOf(quoting(repliedMsg, more))).toMatchObject({ text: '提交 3', attachments: [], quoted: [] });
  });
});

describe('who said it', () => {
  it('is told apart by upper and lower case, and keeps leading zeros', () => {
    for (const senderStaffId of ['ZHANG3', 'zhang3', '0254571']) {
      expect(messageOf({ ...COMMON, ...TEXT, senderStaffId }).senderId).toBe(senderStaffId);
    }
  });

  it.each<[string, object]>([
    ['has no userid', { senderStaffId: undefined }],
    ['has an empty one', { senderStaffId: '' }],
    ['has one of another company', { senderCorpId: 'dingcorp9999' }],
  ])('is an outsider who %s', (_, change) => {
    const { senderId, attachments } = messageOf({ ...COMMON, ...change, msgtype: 'file', content: { downloadCode: 'D' } });
    expect(senderId).toBe('outside:$:LWCP_v1:$U1==');
    expect(attachments[0]!.ref).not.toHaveProperty('userId');
  });

  it('may not be the robot itself', () => {
    expect(read({ ...COMMON, ...TEXT, senderId: BOT })).toEqual({ kind: 'other', what: 'a message of the robot itself' });
  });
});

describe('the way to answer', () => {
  it.each([
    ['https://oapi.dingtalk.com/robot/sendBySession?session=S'],
    ['https://api.dingtalk.com/robot/sendBySession?session=S'],
    ['http://127.0.0.1:8443/robot/sendBySession?session=S'],
  ])('leads to the platform, or where the operator allows: %s', (sessionWebhook) => {
    expect(messageOf({ ...COMMON, ...TEXT, sessionWebhook }).replyTo).toMatchObject({ via: 'session', url: sessionWebhook });
  });

  it.each([
    'http://oapi.dingtalk.com/robot/sendBySession?session=S',
    'https://oapi.dingtalk.com:8443/robot/sendBySession',
    'https://oapi.dingtalk.com.evil.example/',
    'https://oapi.dingtalk.com@evil.example/',
    'https://user:pass@oapi.dingtalk.com/',
    'https://evil.example/?oapi.dingtalk.com',
    'https://127.0.0.1:8444/',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'oapi.dingtalk.com',
    '',
    7,
    null,
  ])('leads nowhere else: %s', (sessionWebhook) => {
    expect(messageOf({ ...COMMON, ...TEXT, sessionWebhook })).not.toHaveProperty('replyTo');
  });

  it.each([
    [{ sessionWebhookExpiredTime: '1767231000000' }, '2026-01-01T01:30:00.000Z'],
    [{ sessionWebhookExpiredTime: undefined }, '2026-01-01T01:30:00.000Z'],
    [{ sessionWebhookExpiredTime: 9e15, createAt: '1767225600001' }, '2026-01-01T01:30:00.001Z'],
  ])('is open until %j says', (change, until) => {
    expect(messageOf({ ...COMMON, ...TEXT, ...change }).replyTo).toMatchObject({ until });
  });

  it('is not kept when nobody says how long it is open', () => {
    const message = messageOf({ ...COMMON, ...TEXT, sessionWebhookExpiredTime: 'soon', createAt: Number.MAX_VALUE });
    expect(message).not.toHaveProperty('replyTo');
  });
});

describe('what is no message', () => {
  it.each<[string, object]>([
    ['no id', { msgId: undefined }],
    ['an id that is a number', { msgId: 7 }],
    ['an endless id', { msgId: 'm'.repeat(300) }],
    ['no kind', { msgtype: undefined }],
    ['no conversation', { conversationId: ' '.slice(1) }],
    ['a conversation with a control character', { conversationId: 'cid\0' }],
    ['no word whether it is a group', { conversationType: undefined }],
    ['another kind of conversation', { conversationType: '3' }],
    ['the name of what every object has', { conversationType: 'constructor' }],
    ['nobody who said it', { senderStaffId: '', senderId: undefined }],
    ['a sender with half a character', { senderStaffId: 'a\ud800' }],
    ['another robot', { robotCode: 'dingapp9999' }],
    ['an outgoing robot', { robotCode: 'normal' }],
    ['another company', { chatbotCorpId: 'dingcorp9999' }],
  ])('is refused: one with %s', (_, change) => {
    expect(read({ ...COMMON, ...TEXT, ...change })).toMatchObject({ kind: 'malformed' });
  });

  it.each(['hologram', 'constructor', '__proto__', 'file', 'actionCard'])(
    'of which nothing can be read (%s) is told of in private, and only named in a group',
    (msgtype) => {
      expect(messageOf({ ...COMMON, msgtype, content: {} })).toMatchObject({ text: UNREADABLE, attachments: [], quoted: [] });
      expect(read({ ...GROUP, msgtype, content: {} })).toEqual({ kind: 'other', what: `message ${msgtype}` });
    },
  );
});

describe('whatever comes', () => {
  /** A genuine payload in which any value, however deep, is another one. */
  const contents: Content[] = [
    { text: '@Matt chow的机器人 1 进度' },
    { richText: [{ text: '进度' }, { picture: 'D' }] },
    { file: { downloadCode: 'D', spaceId: '285', fileId: '2187', fileName: '台账.xlsx' } },
    { audio: 'D', recognition: '进度' },
  ];
  const payloads = contents.flatMap((content) =>
    contents.map((quoted) =>
      toRobotPayload({ from: 'zhang', content, quote: { content: quoted, by: 'li' } }, { ...ROBOT, botName: 'Matt chow的机器人 1' }),
    ),
  );
  const spoilt = fc
    .tuple(fc.constantFrom(...payloads), fc.nat(40), fc.jsonValue())
    .map(([payload, place, value]) => withValueAt(payload, place, value));

  it('is read, named or refused, and never falls over', () => {
    fc.assert(
      fc.property(fc.oneof(spoilt, fc.jsonValue(), fc.anything()), (payload) => {
        const read_ = readRobotMessage(payload, ROBOT);
        expect(['message', 'other', 'malformed']).toContain(read_.kind);
        if (read_.kind !== 'message') return;
        expect(read_.message.text).not.toMatch(/\0/);
        expect(read_.message.senderId).not.toBe('');
        // It is kept as JSON.
        expect(JSON.parse(JSON.stringify(read_.message))).toEqual(read_.message);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is read before anybody waits: a megabyte of it', () => {
    const ms = cpuMs(() => {
      const blanks = ' '.repeat(500_000);
      messageOf({ ...GROUP, msgtype: 'text', text: { content: `a${blanks}@Matt${blanks}b` } });
      messageOf({
        ...GROUP,
        msgtype: 'richText',
        content: { richText: Array.from({ length: 20_000 }, () => ({ text: '@', type: 'at', downloadCode: 'D' })) },
      });
      messageOf(quoting({ msgType: 'interactiveCard', content: { biz_custom_action_url: '?spaceId='.repeat(100_000) } }));
      read({ ...COMMON, msgtype: 'file', content: '['.repeat(1_000_000) });
    });
    expect(ms).toBeLessThan(10_000);
  });
});

/** The place-th value in order of reading. */
function withValueAt(payload: unknown, place: number, value: unknown): unknown {
  let at = place;
  return JSON.parse(JSON.stringify(payload), (_, old: unknown) => (at-- === 0 ? value : old));
}
