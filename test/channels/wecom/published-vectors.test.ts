import { readFileSync } from 'node:fs';
import { getSignature } from '@wecom/crypto';
import { describe, expect, it } from 'vitest';
import { createAppCallback } from '../../../src/channels/wecom/receive/app-callback.ts';
import { createEnvelope } from '../../../src/channels/wecom/receive/envelope.ts';
import type { Received } from '../../../src/ports/channel.ts';
import { createTestLog } from '../../helpers/log.ts';
import { receive } from './direct.ts';

interface Vector {
  config: { token: string; encodingAESKey: string; receiveid?: string };
  cases: Case[];
}

interface Case {
  id: string;
  input: {
    method?: string;
    url?: string;
    query_decoded?: Record<string, string>;
    body?: string;
    encrypt?: string;
    plaintext_xml_exact?: string;
  };
  /** Of what is read of it here. */
  expect: Record<string, string>;
}

function load(file: string): Vector {
  return JSON.parse(readFileSync(`test/data/conformance/wecom/${file}.json`, 'utf8')) as Vector;
}

function caseOf(file: string, id: string): { config: Vector['config']; search: string; input: Case['input']; expected: Case['expect'] } {
  const { config, cases } = load(file);
  const { input, expect: expected } = cases.find((one) => one.id === id)!;
  const search =
    input.url?.replace(/^[^?]*/, '') ??
    `?${Object.entries(input.query_decoded!)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&')}`;
  return { config, search, input, expected };
}

/** At the second the vector was made: all are older than ten minutes by now. */
function ask(file: string, id: string, receiveId?: string): Received {
  const { config, search, input } = caseOf(file, id);
  const now = new Date(Number(new URLSearchParams(search).get('timestamp')) * 1000);
  const keys = { corpId: receiveId ?? config.receiveid!, token: config.token, aesKey: config.encodingAESKey };
  const endpoint = createAppCallback({ ...keys, welcome: '' }, { log: createTestLog().log, now: () => now });
  return receive(endpoint, input.body === undefined ? 'GET' : 'POST', search, input.body);
}

describe('published addresses', () => {
  it.each([
    ['01-official-echostr', '01a'],
    ['01-official-echostr', '01b'],
    ['03-workwx-echostr-url', '03a'],
    ['05-wechatpy-check-and-decrypt', '05a'],
  ])('of %s %s are shown to be ours', (file, id) => {
    expect(ask(file, id).answer).toMatchObject({ status: 200, body: caseOf(file, id).expected['body_exact'] });
  });

  it.each([
    ['01-official-echostr', '01c'],
    ['03-workwx-echostr-url', '03b'],
    ['05-wechatpy-check-and-decrypt', '05b'],
  ])('of %s %s, which are wrong, are refused', (file, id) => {
    expect(ask(file, id).answer).toMatchObject({ status: 401, body: '' });
  });
});

describe('published messages', () => {
  it.each<[string, string, string | undefined, object]>([
    ['02-official-xml-text', '02a', undefined, { senderId: 'mycreate', text: 'hello', messageId: '4561255354251345929' }],
    ['04-workwx-envelope', '04a', 'ww6a112864f8022910', { senderId: 'foobar', text: 'x123', messageId: '2018405441' }],
    ['05-wechatpy-check-and-decrypt', '05c', undefined, { senderId: 'messense', text: 'test', messageId: '4363689963896700987' }],
    ['07-easywechat-encryptor', '07a', undefined, { senderId: 'asdasdasdsadasd', text: 'hello' }],
  ])('of %s %s are read', (file, id, receiveId, message) => {
    const { messages, answer } = ask(file, id, receiveId);
    expect(answer.status).toBe(200);
    expect(messages).toMatchObject([message]);
  });

  it('are refused for another company', () => {
    expect(ask('02-official-xml-text', '02a', 'wx0000000000000000')).toMatchObject({ messages: [], answer: { status: 403 } });
  });

  it('are refused in our time, ten years on', () => {
    const { config, search, input } = caseOf('02-official-xml-text', '02a');
    const keys = { corpId: config.receiveid!, token: config.token, aesKey: config.encodingAESKey };
    const endpoint = createAppCallback({ ...keys, welcome: '' }, { log: createTestLog().log, now: () => new Date() });
    expect(receive(endpoint, 'POST', search, input.body)).toMatchObject({ messages: [], answer: { status: 401 } });
  });
});

describe('published envelopes', () => {
  it.each<[string, string, string]>([
    ['04-workwx-envelope', '04b', 'wwf181555a13a31443'],
    ['06-deterministic-encrypt', '06a', 'wx49f0ab532d5d035a'],
  ])('of %s %s open to their text', (file, id, receiveId) => {
    const { config, cases } = load(file);
    const { input, expect: expected } = cases.find((one) => one.id === id)!;
    const encrypted = input.encrypt ?? expected['Encrypt']!;
    const query = new URLSearchParams(
      input.url?.replace(/^[^?]*/, '') ?? {
        timestamp: expected['TimeStamp']!,
        nonce: expected['Nonce']!,
        msg_signature: expected['MsgSignature']!,
      },
    );
    const now = new Date(Number(query.get('timestamp')) * 1000);
    const envelope = createEnvelope({ token: config.token, aesKey: config.encodingAESKey, receiveId });
    expect(envelope.open(query, encrypted, now)).toEqual({ text: expected['decrypted_message_exact'] ?? input.plaintext_xml_exact });
  });

  it('sealed by us carry the moment and the nonce they were given', () => {
    const { config } = load('07-easywechat-encryptor');
    const envelope = createEnvelope({ token: config.token, aesKey: config.encodingAESKey, receiveId: config.receiveid! });
    const sealed = envelope.seal('测试中文', 'xxxxxx', new Date(1407743423_000));
    expect(sealed).toMatchObject({
      timestamp: 1407743423,
      nonce: 'xxxxxx',
      signature: getSignature(config.token, 1407743423, 'xxxxxx', sealed.encrypted),
    });
  });
});
