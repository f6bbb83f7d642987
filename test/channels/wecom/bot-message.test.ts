import { describe, expect, it } from 'vitest';
import { type BotPayload, readBotPayload } from '../../../src/channels/wecom/receive/bot-message.ts';
import { createWithoutMention } from '../../../src/channel-kit/mention.ts';
import { UNREADABLE } from '../../../src/ports/channel.ts';

const URL_ = 'https://media.example/object';
const RESPONSE_URL = 'https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=RC';
const COMMON = { msgid: 'm-1', aibotid: 'AIB', chattype: 'single', from: { userid: 'Zhang.San' }, response_url: RESPONSE_URL };
const GROUP = { ...COMMON, chattype: 'group', chatid: 'wrCHAT1' };

function read(payload: object): BotPayload {
  return readBotPayload(payload, createWithoutMention('创建管家'));
}

function messageOf(payload: object) {
  const read_ = read(payload);
  if (read_.kind !== 'message') throw new Error(`it was read as ${JSON.stringify(read_)}`);
  return read_.message;
}

function media(kind: string, url = URL_) {
  return { name: '', ref: { from: 'bot', kind, url } };
}

describe('a message to the bot', () => {
  it('says who said what in which group, and how to answer', () => {
    expect(read({ ...GROUP, msgtype: 'text', text: { content: '@创建管家 提交 3' } })).toEqual({
      kind: 'message',
      message: { messageId: 'm-1', senderId: 'zhang.san', roomId: 'wrCHAT1', text: '提交 3', attachments: [], quoted: [] },
      responseUrl: RESPONSE_URL,
    });
  });

  it('is private in a single chat, also when a chat id comes along', () => {
    const text = { msgtype: 'text', text: { content: '进度' } };
    expect(messageOf({ ...COMMON, ...text })).not.toHaveProperty('roomId');
    expect(messageOf({ ...COMMON, ...text, chatid: 'wrOTHER' })).not.toHaveProperty('roomId');
  });

  it('keeps the leading zeros of an account', () => {
    expect(messageOf({ ...COMMON, from: { userid: '0254571' }, msgtype: 'text', text: { content: '进度' } }).senderId).toBe('0254571');
  });

  it.each(['image', 'file', 'video'])('brings a %s', (kind) => {
    expect(messageOf({ ...COMMON, msgtype: kind, [kind]: { url: URL_ } })).toMatchObject({ text: '', attachments: [media(kind)] });
  });

  it('brings what was spoken as text', () => {
    expect(messageOf({ ...COMMON, msgtype: 'voice', voice: { content: '查一下进度' } })).toMatchObject({
      text: '查一下进度',
      attachments: [],
    });
  });

  it('brings texts and pictures that stand together, and a file if one ever does', () => {
    const items = [
      { msgtype: 'text', text: { content: '@创建管家 提交 3' } },
      { msgtype: 'image', image: { url: `${URL_}1` } },
      { msgtype: 'text', text: { content: '现场照片' } },
      { msgtype: 'image', image: { url: `${URL_}2` } },
      { msgtype: 'file', file: { url: `${URL_}3`, filename: '方案.pdf' } },
      { msgtype: 'nobody knows' },
      null,
    ];
    expect(messageOf({ ...GROUP, msgtype: 'mixed', mixed: { msg_item: items } })).toMatchObject({
      text: '提交 3\n现场照片',
      attachments: [media('image', `${URL_}1`), media('image', `${URL_}2`), { ...media('file', `${URL_}3`), name: '方案.pdf' }],
    });
  });

  it('keeps the key of one file that comes over the connection', () => {
    const { attachments } = messageOf({ ...COMMON, msgtype: 'file', file: { url: URL_, aeskey: 'a2V5' } });
    expect(attachments).toEqual([{ name: '', ref: { from: 'bot', kind: 'file', url: URL_, aesKey: 'a2V5' } }]);
  });

  it('takes the names and addresses that others have seen', () => {
    expect(messageOf({ ...COMMON, msgtype: 'image', image: { pic_url: URL_ } }).attachments).toEqual([media('image')]);
    const appmsg = { title: '总结.docx', file: { url: URL_ } };
    expect(messageOf({ ...COMMON, msgtype: 'appmsg', appmsg }).attachments).toEqual([{ ...media('file'), name: '总结.docx' }]);
    expect(messageOf({ ...COMMON, msgtype: 'appmsg', appmsg: { title: '一篇文章' } }).text).toBe('一篇文章');
  });

  it.each(['text', 'voice', 'image', 'file', 'video', 'mixed'])('brings the file that a %s quotes', (kind) => {
    const said = { [kind]: { content: '提交 3', url: URL_, msg_item: [] } };
    const quote = { msgtype: 'file', file: { url: `${URL_}q` } };
    expect(messageOf({ ...GROUP, msgtype: kind, ...said, quote }).quoted).toEqual([media('file', `${URL_}q`)]);
  });

  it.each<[string, object, unknown[]]>([
    ['image', { image: { url: URL_ } }, [media('image')]],
    ['video', { video: { url: URL_ } }, [media('video')]],
    ['text', { text: { content: '@张三 看一下' } }, []],
    ['voice', { voice: { content: '好的' } }, []],
    [
      'mixed',
      {
        mixed: {
          msg_item: [{ msgtype: 'text', text: { content: '两张' } }, ...['1', '2'].map((n) => ({ msgtype: 'image', image: { url: n } }))],
        },
      },
      [media('image', '1'), media('image', '2')],
    ],
    ['location', { location: {} }, []],
  ])('brings the files of a quoted %s, never its words', (kind, content, quoted) => {
    const message = messageOf({ ...GROUP, msgtype: 'text', text: { content: '@创建管家 提交 3' }, quote: { msgtype: kind, ...content } });
    expect(message).toMatchObject({ text: '提交 3', quoted });
  });

  it('is a request without words when the bot is only mentioned over a quoted file', () => {
    const quote = { msgtype: 'file', file: { url: URL_ } };
    const message = messageOf({ ...GROUP, msgtype: 'text', text: { content: '@创建管家 ' }, quote });
    expect(message).toMatchObject({ text: '', quoted: [media('file')] });
  });

  it('holds nothing a database would refuse', () => {
    expect(messageOf({ ...COMMON, msgtype: 'text', text: { content: '进\0度\ud800' } }).text).toBe('进度\ufffd');
  });

  it('does not mind keys nobody knows, nor parts of another shape', () => {
    expect(messageOf({ ...COMMON, news: { deep: [{}] }, msgtype: 'text', text: ['x'], quote: 'x' })).toMatchObject({
      text: '',
      quoted: [],
    });
    expect(messageOf({ ...COMMON, msgtype: 'mixed', mixed: { msg_item: 'x' } })).toMatchObject({ text: '', attachments: [] });
    expect(messageOf({ ...COMMON, msgtype: 'file', file: null }).attachments).toEqual([media('file', '')]);
  });
});

it.each(['hologram', 'constructor', 'location'])('a message of a kind nobody knows (%s) is told of in private', (msgtype) => {
  expect(messageOf({ ...COMMON, msgtype, [msgtype]: {} })).toMatchObject({ text: UNREADABLE, attachments: [], quoted: [] });
});

describe('what the bot is told beside messages', () => {
  const EVENT = { ...COMMON, create_time: 1760000100, msgtype: 'event' };

  it('knows when somebody opens the conversation', () => {
    expect(read({ ...EVENT, event: { eventtype: 'enter_chat' } })).toEqual({ kind: 'enter' });
  });

  it('takes a pressed button for the command it stands for', () => {
    const template_card_event = { card_type: 'button_interaction', event_key: '通过 B12\n待审 B12', task_id: 't17' };
    expect(read({ ...EVENT, event: { eventtype: 'template_card_event', template_card_event } })).toEqual({
      kind: 'press',
      message: { messageId: 'm-1', senderId: 'zhang.san', text: '通过 B12', attachments: [], quoted: [] },
      responseUrl: RESPONSE_URL,
      eventKey: '通过 B12\n待审 B12',
      taskId: 't17',
    });
  });

  it('knows a streamed answer that is asked after', () => {
    expect(read({ ...GROUP, msgtype: 'stream', stream: { id: 'S1' } })).toEqual({ kind: 'refresh', streamId: 'S1' });
  });

  it.each<[object, string]>([
    [{ ...EVENT, event: { eventtype: 'feedback_event', feedback_event: { id: 'fb-1', type: 2 } } }, 'event feedback_event'],
    [{ msgtype: 'event', event: { eventtype: 'auth_change_event' } }, 'event auth_change_event'],
    [{ ...EVENT, event: { eventtype: 'template_card_event', template_card_event: { task_id: 't17' } } }, 'event template_card_event'],
    [{ msgtype: 'event' }, 'event '],
    [{ ...GROUP, msgtype: 'hologram', hologram: {} }, 'message hologram'],
    [{ ...COMMON, msgtype: 'constructor', from: {} }, 'message constructor'],
    [{ ...COMMON, msgtype: '' }, 'message '],
    [{}, 'message '],
    [[], 'message '],
  ])('names what is not for it: %j', (payload, what) => {
    expect(read(payload)).toEqual({ kind: 'other', what });
  });

  it.each<[string, object]>([
    ['no id', { msgid: undefined }],
    ['an id that is a number', { msgid: 7 }],
    ['an endless id', { msgid: 'm'.repeat(300) }],
    ['nobody who said it', { from: {} }],
    ['a sender with a control character', { from: { userid: 'a\0b' } }],
    ['a group without its id', { chattype: 'group', chatid: '' }],
    ['no word whether it is a group', { chattype: undefined }],
  ])('refuses a message with %s', (_, change) => {
    expect(read({ ...COMMON, msgtype: 'text', text: { content: '进度' }, ...change })).toMatchObject({ kind: 'malformed' });
  });
});
