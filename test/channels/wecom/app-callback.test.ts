import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { createAppCallback } from '../../../src/channels/wecom/receive/app-callback.ts';
import { createAppCaller, type Faults } from '../../helpers/fake-wecom/callbacks.ts';
import { createTestLog } from '../../helpers/log.ts';
import { direct, receive } from './direct.ts';

const KEYS = {
  token: 'kjr2TKI8umCBfVF3wAHk8JiPwma5VBme',
  aesKey: '4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws',
  corpId: 'ww1234567890abcdef',
};
const NOW = new Date('2026-11-28T06:00:00Z');

function createApp() {
  const { log, lines } = createTestLog();
  const endpoint = createAppCallback({ ...KEYS, welcome: '您好 ]]> <b>' }, { log, now: () => NOW });
  const { send, heard, refusals } = direct(endpoint);
  const wecom = createAppCaller({ ...KEYS, agentId: 1000002, send, now: () => NOW });
  return { endpoint, wecom, heard, refusals, lines };
}

function parse(xml: string | undefined): unknown {
  return new XMLParser({ parseTagValue: false, trimValues: false }).parse(xml!);
}

describe('the address of a 自建应用', () => {
  it('is where and as large as it is announced', () => {
    expect(createApp().endpoint).toMatchObject({ path: '/webhooks/wecom/app', maxBytes: 1024 * 1024, verifies: true });
  });

  it('shows that it is ours by the bare text, and nothing to strangers', async () => {
    const { wecom } = createApp();
    expect(await wecom.verify('94966531020182955848408')).toMatchObject({ status: 200, body: '94966531020182955848408' });
    expect(await wecom.verify('94966531020182955848408', { receiveId: '' })).toMatchObject({ status: 403, body: '' });
  });

  it('takes a message and answers with nothing', async () => {
    const { wecom, heard } = createApp();
    const answer = await wecom.say('0254571', { MsgType: 'text', Content: '进度', MsgId: '7234567890123456789' });
    expect(answer).toMatchObject({ status: 200, body: '' });
    expect(heard).toEqual([{ messageId: '7234567890123456789', senderId: '0254571', text: '进度', attachments: [], quoted: [] }]);
  });

  it('greets whoever is given the app, and only then', async () => {
    const { wecom, heard } = createApp();
    const { reply } = await wecom.tell('Zhang.San', 'subscribe');
    expect(parse(reply)).toEqual({
      xml: {
        ToUserName: 'Zhang.San',
        FromUserName: KEYS.corpId,
        CreateTime: String(NOW.getTime() / 1000),
        MsgType: 'text',
        Content: '您好 ]]> <b>',
      },
    });
    expect(await wecom.tell('Zhang.San', 'enter_agent', { EventKey: '' })).toMatchObject({ status: 200, reply: undefined });
    expect(heard).toEqual([]);
  });

  it('turns the button that is pressed, and passes the command on', async () => {
    const { wecom, heard } = createApp();
    const { reply } = await wecom.tell('zhang.san', 'template_card_event', { EventKey: '通过 B12', TaskId: 't1', ResponseCode: 'RC' });
    expect(parse(reply)).toMatchObject({
      xml: { ToUserName: 'zhang.san', MsgType: 'update_button', Button: { ReplaceName: expect.stringContaining('已点 通过 B12') } },
    });
    expect(heard).toMatchObject([{ senderId: 'zhang.san', text: '通过 B12' }]);
  });

  it('warns when the platform is about to switch the app off', async () => {
    const { wecom, heard, lines } = createApp();
    expect(await wecom.tell('sys', 'inactive_alert', { EffectTime: 1760000000 })).toMatchObject({ status: 200, body: '' });
    expect(heard).toEqual([]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 40, what: 'inactive_alert' }]);
  });

  it('takes note of what is not for it', async () => {
    const { wecom, lines } = createApp();
    expect(await wecom.tell('zhang.san', 'view', { EventKey: 'https://example.cn' })).toMatchObject({ status: 200, body: '' });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 20, what: 'event view' }]);
  });

  it.each<[string, Faults, number]>([
    ['signed wrongly', { signature: '0'.repeat(40) }, 401],
    ['11 minutes old', { sentAt: new Date(NOW.getTime() - 660_000) }, 401],
    ['sealed for another company', { receiveId: 'ww0000000000000000' }, 403],
    ['sealed for a bot', { receiveId: '' }, 403],
    ['padded wrongly', { pad: 77 }, 400],
    ['longer inside than outside', { length: 4_000_000_000 }, 400],
    ['not sealed at all', { plain: true }, 400],
  ])('refuses a message %s and says why without a secret', async (_, faults, status) => {
    const { wecom, heard, refusals, lines } = createApp();
    const text = '<xml><FromUserName>zhang</FromUserName><MsgType>text</MsgType><Content>秘密</Content><MsgId>1</MsgId></xml>';
    expect(await wecom.post(text, faults)).toMatchObject({ status, body: '' });
    expect(heard).toEqual([]);
    expect(refusals).toHaveLength(1);
    expect([...refusals, ...lines].join()).not.toMatch(new RegExp(`秘密|${KEYS.token}|${KEYS.aesKey}`));
  });

  it.each([
    '',
    '{"encrypt":"x"}',
    '<xml><ToUserName>x</ToUserName></xml>',
    '<!DOCTYPE xml [<!ENTITY e "x">]><xml><Encrypt>&e;</Encrypt></xml>',
    `<xml>${'<a>'.repeat(100_000)}`,
  ])('refuses a body that carries nothing sealed: %.20s', (body) => {
    const { endpoint } = createApp();
    expect(receive(endpoint, 'POST', '?msg_signature=a&timestamp=1&nonce=1', body)).toMatchObject({
      messages: [],
      answer: { status: 400 },
    });
  });

  it.each([
    'hello',
    '<!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><MsgType>text</MsgType><Content>&e;</Content></xml>',
    '<xml><FromUserName></FromUserName><MsgType>text</MsgType><Content>x</Content><MsgId>1</MsgId></xml>',
    '<xml><FromUserName>zhang</FromUserName><MsgType>text</MsgType><Content>x</Content></xml>',
  ])('refuses a sealed text that is no message: %s', async (text) => {
    const { wecom, heard } = createApp();
    expect(await wecom.post(text)).toMatchObject({ status: 400 });
    expect(heard).toEqual([]);
  });
});
