import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type AppPayload, readAppPayload } from '../../../src/channels/wecom/receive/app-message.ts';
import { UNREADABLE } from '../../../src/ports/channel.ts';

const COMMON =
  '<ToUserName><![CDATA[wwCORP]]></ToUserName><FromUserName><![CDATA[Zhang.San]]></FromUserName><CreateTime>1760000000</CreateTime>';

function read(fields: string): AppPayload {
  return readAppPayload(`<xml>${COMMON}${fields}<AgentID>1000002</AgentID></xml>`);
}

function messageOf(fields: string) {
  const payload = read(fields);
  if (payload.kind !== 'message') throw new Error(`it was read as ${JSON.stringify(payload)}`);
  return payload.message;
}

function say(kind: string, content: string): ReturnType<typeof messageOf> {
  return messageOf(`<MsgType><![CDATA[${kind}]]></MsgType>${content}<MsgId>7234567890123456789</MsgId>`);
}

describe('a message to the app', () => {
  it('says who said what, in private, under an id kept to its last digit', () => {
    expect(say('text', '<Content><![CDATA[状态]]></Content>')).toEqual({
      messageId: '7234567890123456789',
      senderId: 'zhang.san',
      text: '状态',
      attachments: [],
      quoted: [],
    });
  });

  it.each(['image', 'voice', 'video', 'file'] as const)('brings a %s', (kind) => {
    expect(say(kind, '<MediaId><![CDATA[mid]]></MediaId>').attachments).toEqual([{ name: '', ref: { from: 'app', kind, mediaId: 'mid' } }]);
  });

  it('brings what was spoken as text where the platform writes it down', () => {
    const spoken = '<MediaId><![CDATA[mid]]></MediaId><Recognition><![CDATA[查一下进度]]></Recognition>';
    expect(say('voice', spoken)).toMatchObject({ text: '查一下进度', attachments: [] });
  });

  it('reads a link and a place as one would say them', () => {
    const link = '<Title>通知</Title><Description>关于创建工作</Description><Url>https://example.cn/1</Url><PicUrl>p</PicUrl>';
    expect(say('link', link).text).toBe('通知\n关于创建工作\nhttps://example.cn/1');
    const place =
      '<Location_X>23.134521</Location_X><Location_Y>113.358803</Location_Y><Scale>20</Scale><Label><![CDATA[广州市海珠区]]></Label>';
    expect(say('location', place).text).toBe('位置：广州市海珠区（23.134521, 113.358803）');
  });
});

describe('what the app is told beside messages', () => {
  const event = (kind: string, more = ''): AppPayload => read(`<MsgType>event</MsgType><Event>${kind}</Event>${more}`);

  it.each(['click', 'CLICK'])('takes a menu item for the command that is its key: %s', (kind) => {
    expect(event(kind, '<EventKey><![CDATA[我的任务]]></EventKey>')).toMatchObject({
      kind: 'message',
      message: { messageId: expect.stringMatching(/^event-[0-9a-f]{64}$/), senderId: 'zhang.san', text: '我的任务' },
    });
  });

  it('takes a pressed button for the command it stands for', () => {
    const press =
      '<EventKey><![CDATA[通过 B12\n待审 B12]]></EventKey><TaskId>t1</TaskId ><SelectedItems><SelectedItem><QuestionKey>q</QuestionKey></SelectedItem></SelectedItems>';
    expect(event('template_card_event', press)).toMatchObject({
      kind: 'press',
      message: { text: '通过 B12' },
      eventKey: '通过 B12\n待审 B12',
    });
  });

  it('tells repeats of one event from two events of one second', () => {
    const press = (key: string, task: string) => {
      const payload = event('template_card_event', `<EventKey>${key}</EventKey><TaskId>${task}</TaskId>`);
      return payload.kind === 'press' ? payload.message.messageId : undefined;
    };
    expect(press('通过 B12', 't1')).toBe(press('通过 B12', 't1'));
    expect(new Set([press('通过 B12', 't1'), press('通过 B13', 't1'), press('通过 B12', 't2')]).size).toBe(3);
  });

  it('knows who was given the app', () => {
    expect(event('subscribe')).toEqual({ kind: 'subscribe', userId: 'Zhang.San' });
  });

  it.each(['inactive_alert', 'low_active_alert', 'close_inactive_agent', 'reopen_inactive_agent'])('raises %s', (kind) => {
    expect(event(kind, '<EffectTime>1760000000</EffectTime>')).toEqual({ kind: 'alert', what: kind });
  });

  it.each([
    'unsubscribe',
    'enter_agent',
    'LOCATION',
    'view',
    'scancode_push',
    'taskcard_click',
    'share_agent_change',
    'template_card_event',
    '',
  ])('passes over %s', (kind) => {
    expect(event(kind)).toEqual({ kind: 'other', what: `event ${kind.toLowerCase()}` });
  });
});

interface Case {
  id: string;
  xml: string;
}

function casesOf(file: string): Case[] {
  const { cases } = JSON.parse(readFileSync(`test/data/conformance/wecom/${file}`, 'utf8')) as { cases: Case[] };
  return cases;
}

/** What the published cases are to us. Events of other services come too where an app has them switched on. */
const PUBLISHED: Record<string, object> = {
  '09a-kitchen-sink': { kind: 'message', message: { messageId: '1234567890123456', senderId: 'fromuser', text: 'this is a test' } },
  '09b-template-card-event': { kind: 'press', message: { senderId: 'fromuser', text: 'key111' } },
  '09c-taskcard-click': { kind: 'other', what: 'event taskcard_click' },
  '09d-closing-root-blank': { kind: 'other', what: 'event change_external_contact' },
  '09e-two-piclist': { kind: 'other', what: 'event pic_weixin' },
  '09f-extattr': { kind: 'other', what: 'event change_contact' },
  '09g-update-user': { kind: 'other', what: 'event change_contact' },
  '09h-create-user': { kind: 'other', what: 'event change_contact' },
  '09i-open-approval': { kind: 'other', what: 'event open_approval_change' },
  '10a-subscribe': { kind: 'subscribe', userId: 'UserID' },
  '10b-text': { kind: 'message', message: { messageId: '1234567890123456', text: 'this is a test' } },
  '10c-image': { kind: 'message', message: { attachments: [{ name: '', ref: { from: 'app', kind: 'image', mediaId: 'media_id' } }] } },
  '10d-voice': { kind: 'message', message: { attachments: [{ name: '', ref: { from: 'app', kind: 'voice', mediaId: 'media_id' } }] } },
  '10e-video': { kind: 'message', message: { attachments: [{ name: '', ref: { from: 'app', kind: 'video', mediaId: 'media_id' } }] } },
  '10f-location': { kind: 'message', message: { text: '位置：位置信息（23.134521, 113.358803）' } },
  '10g-link': { kind: 'message', message: { text: '公众平台官网链接\nurl' } },
  '10h-location-event': { kind: 'other', what: 'event location' },
  '10i-click': { kind: 'message', message: { senderId: 'fromuser', text: 'EVENTKEY' } },
  '10j-view': { kind: 'other', what: 'event view' },
  '10k-unknown': { kind: 'message', message: { text: UNREADABLE, attachments: [] } },
  '10l-batch-job': { kind: 'other', what: 'event batch_job_result' },
  '10m-batch-job-dept': { kind: 'other', what: 'event batch_job_result' },
  '11a-leading-zero': { kind: 'other', what: 'message ' },
  '11b-64bit-msgid': { kind: 'other', what: 'message ' },
  '11c-file': {
    kind: 'message',
    message: { attachments: [{ name: '../dir/doc.pdf', ref: { from: 'app', kind: 'file', mediaId: 'mid' } }] },
  },
  '11d-file-no-name': {
    kind: 'message',
    message: { attachments: [{ name: '', ref: { from: 'app', kind: 'file', mediaId: 'FILE_MEDIA_123' } }] },
  },
  '11e-voice-recognition': { kind: 'message', message: { text: '今天天气怎么样', attachments: [] } },
  '11f-empty-sender': { kind: 'malformed' },
  '11g-event': { kind: 'other', what: 'event enter_chat' },
  '11h-text': { kind: 'message', message: { messageId: '88888888', senderId: 'lisi', text: '你好世界' } },
};

describe('published XML', () => {
  const cases = ['09-app-xml-wxjava.json', '10-app-xml-wechatpy.json', '11-xml-quirks.json'].flatMap(casesOf);

  it('is all held against something', () => {
    expect(cases.map(({ id }) => id)).toEqual(Object.keys(PUBLISHED));
  });

  it.each(cases)('$id', ({ id, xml }) => {
    expect(readAppPayload(xml)).toMatchObject(PUBLISHED[id]!);
  });
});
