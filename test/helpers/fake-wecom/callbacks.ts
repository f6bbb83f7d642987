import { createCipheriv, randomBytes, randomUUID } from 'node:crypto';
import { decrypt, getSignature } from '@wecom/crypto';
import { XMLParser } from 'fast-xml-parser';

/** Whom WeCom calls, and with which keys. */
export interface CallbackTarget {
  send: SendCallback;
  token: string;
  aesKey: string;
  now?: () => Date;
}

/** Carries one request to the address; `search` begins with `?`. */
export type SendCallback = (method: 'GET' | 'POST', search: string, body: string) => Promise<{ status: number; body: string }>;

/** What can be wrong with one callback. */
export interface Faults {
  /** A genuine callback carries the target's; '' for a bot. */
  receiveId?: string;
  signature?: string;
  /** The name of the query's signature; `msg_signature` by the book. */
  signatureName?: string;
  sentAt?: Date;
  /** The value of the last byte, and of all bytes that pad. */
  pad?: number;
  padByte?: number;
  /** What the body says of the text's length. */
  length?: number;
  /** The body as it is, sealed nowhere. */
  plain?: boolean;
  /** Percent-encode as the platform's page asks, or leave plusses as they are. */
  literalPlus?: boolean;
}

/** What came back, and the passive reply inside it when there is one. */
export interface CallbackAnswer {
  status: number;
  body: string;
  reply: string | undefined;
}

/** WeCom gives up after this long and tries again, up to three times (document/path/90238). */
const ANSWER_WITHIN_MS = 5_000;
const RETRIES = 3;

export function overHttp(address: string): SendCallback {
  return async (method, search, body) => {
    const request = { method, ...(method === 'POST' ? { body } : {}), redirect: 'manual' as const };
    const answer = await fetch(`${address}${search}`, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return { status: answer.status, body: await answer.text() };
  };
}

interface Form {
  receiveId: string;
  wrap(encrypted: string): string;
  unwrap(body: string): { encrypted: string; signature: string; timestamp: string; nonce: string };
}

function createCaller({ send, token, aesKey, now = () => new Date() }: CallbackTarget, { receiveId, wrap, unwrap }: Form) {
  function sign(encrypted: string, { signature, signatureName = 'msg_signature', sentAt = now() }: Faults): Record<string, string> {
    const timestamp = String(Math.floor(sentAt.getTime() / 1000));
    const nonce = randomBytes(6).toString('hex');
    return { [signatureName]: signature ?? getSignature(token, timestamp, nonce, encrypted), timestamp, nonce };
  }

  function openReply(body: string, query: Record<string, string>): string | undefined {
    if (body === '') return undefined;
    const { encrypted, signature, timestamp, nonce } = unwrap(body);
    const opened = decrypt(aesKey, encrypted);
    const isGenuine = signature === getSignature(token, timestamp, nonce, encrypted) && opened.id === receiveId && nonce === query['nonce'];
    if (!isGenuine) throw new Error('WeCom would not take this reply: it is signed or sealed wrongly');
    return opened.message;
  }

  return {
    /** As 保存 in the admin console does. */
    async verify(text: string, faults: Faults = {}): Promise<{ status: number; body: string }> {
      const echostr = seal(aesKey, text, receiveId, faults);
      return send('GET', toSearch({ ...sign(echostr, faults), echostr }, faults), '');
    },
    /** One call, with whatever is wrong with it. */
    async post(text: string, faults: Faults = {}): Promise<CallbackAnswer> {
      const encrypted = seal(aesKey, text, receiveId, faults);
      const query = sign(encrypted, faults);
      const answer = await send('POST', toSearch(query, faults), faults.plain ? text : wrap(encrypted));
      return { ...answer, reply: answer.status === 200 ? openReply(answer.body, query) : undefined };
    },
  };
}

/** Again until it is answered by 200, as WeCom does with messages. Its waiting between is left out. */
async function deliver(call: () => Promise<CallbackAnswer>): Promise<CallbackAnswer> {
  for (let tries = 0; ; tries++) {
    const answer = await call().catch((error: unknown) => ({ status: 0, body: String(error), reply: undefined }));
    if (answer.status === 200 || tries === RETRIES) return answer;
  }
}

function toSearch(query: Record<string, string>, { literalPlus }: Faults): string {
  const written = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const search = `?${written.join('&')}`;
  return literalPlus ? search.replaceAll('%2B', '+') : search;
}

/** By the book (document/path/90968) and not with the code under test, so that any part of it can be wrong. */
function seal(aesKey: string, text: string, receiveId: string, faults: Faults): string {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(faults.length ?? bytes.length);
  const body = Buffer.concat([randomBytes(16), length, bytes, Buffer.from(faults.receiveId ?? receiveId)]);
  const pad = 32 - (body.length % 32);
  const padding = Buffer.alloc(pad, faults.padByte ?? pad);
  padding[pad - 1] = faults.pad ?? pad;
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([body, padding])), cipher.final()]).toString('base64');
}

/** What people put into one message. Media are the addresses they can be fetched from for five minutes. */
export type Content =
  | { text: string }
  | { voice: string }
  | { image: string }
  | { file: string }
  | { video: string }
  | { mixed: readonly ({ text: string } | { image: string })[] }
  /** Of a kind that no page describes. */
  | { other: string };

/** One message as a person sends it to a 智能机器人. */
export interface Said {
  from: string;
  /** A group's chat id; in private without. */
  room?: string;
  content: Content;
  quote?: Content;
  msgid?: string;
}

/** Whether WeCom tells the bot at all (protocol notes §2.1): of a group it hears only texts that mention it. */
export function reachesBot({ room, content }: Said, botName: string): boolean {
  if (room === undefined) return true;
  const texts =
    'text' in content ? [content.text] : 'mixed' in content ? content.mixed.flatMap((part) => ('text' in part ? part.text : [])) : [];
  return texts.some((text) => text.includes(`@${botName}`));
}

/** What the bot is told, but for the address to answer to, which only callbacks have. */
export function toBotPayload({ from, room, content, quote, msgid }: Said): Record<string, unknown> {
  return { ...toCommon(from, room, msgid), ...toParts(content), ...(quote === undefined ? {} : { quote: toParts(quote) }) };
}

/** What the bot is told of somebody who did something else than write: `body` beside the kind of event. */
export function toBotEvent(from: string, eventtype: string, body: object = {}): Record<string, unknown> {
  return { ...toCommon(from), create_time: Math.floor(Date.now() / 1000), msgtype: 'event', event: { eventtype, ...body } };
}

/** A pressed button, as an event's body. */
export function toPress(key: string, taskId: string): object {
  return { template_card_event: { card_type: 'button_interaction', event_key: key, task_id: taskId } };
}

function toCommon(from: string, room?: string, msgid: string = randomUUID()): Record<string, unknown> {
  const chat = room === undefined ? { chattype: 'single' } : { chattype: 'group', chatid: room };
  return { msgid, aibotid: 'AIBOT1', ...chat, from: { userid: from } };
}

function toParts(content: Content): Record<string, unknown> {
  if ('text' in content) return { msgtype: 'text', text: { content: content.text } };
  if ('voice' in content) return { msgtype: 'voice', voice: { content: content.voice } };
  if ('mixed' in content) return { msgtype: 'mixed', mixed: { msg_item: content.mixed.map(toParts) } };
  if ('other' in content) return { msgtype: content.other, [content.other]: {} };
  const [[kind, url]] = Object.entries(content) as [[string, string]];
  return { msgtype: kind, [kind]: { url } };
}

/** A 智能机器人 in callback mode, seen from WeCom. `responseUrl` hands out the address each message may be answered at. */
export function createBotCaller(target: CallbackTarget & { botName: string; responseUrl?: (payload: Record<string, unknown>) => string }) {
  const caller = createCaller(target, {
    receiveId: '',
    wrap: (encrypt) => JSON.stringify({ encrypt }),
    unwrap(body) {
      const { encrypt, msgsignature, timestamp, nonce } = JSON.parse(body) as Record<string, string>;
      return { encrypted: encrypt!, signature: msgsignature!, timestamp: String(timestamp), nonce: nonce! };
    },
  });
  const addressed = (payload: Record<string, unknown>) =>
    target.responseUrl === undefined ? payload : { ...payload, response_url: target.responseUrl(payload) };
  return {
    ...caller,
    /** undefined: WeCom keeps it to itself. */
    async say(said: Said): Promise<CallbackAnswer | undefined> {
      if (!reachesBot(said, target.botName)) return undefined;
      const text = JSON.stringify(addressed(toBotPayload(said)));
      return deliver(() => caller.post(text));
    },
    /** Tried once: what is not answered in time is lost. */
    async press(from: string, key: string, taskId: string): Promise<CallbackAnswer> {
      return caller.post(JSON.stringify(addressed(toBotEvent(from, 'template_card_event', toPress(key, taskId)))));
    },
    async enter(from: string): Promise<CallbackAnswer> {
      return caller.post(JSON.stringify(toBotEvent(from, 'enter_chat')));
    },
  };
}

/** A 自建应用, seen from WeCom. */
export function createAppCaller(target: CallbackTarget & { corpId: string; agentId: number }) {
  const { corpId, agentId } = target;
  const caller = createCaller(target, {
    receiveId: corpId,
    wrap: (encrypted) => toXml({ ToUserName: corpId, AgentID: String(agentId), Encrypt: encrypted }),
    unwrap(body) {
      const { Encrypt, MsgSignature, TimeStamp, Nonce } = parseXml(body);
      return { encrypted: Encrypt!, signature: MsgSignature!, timestamp: TimeStamp!, nonce: Nonce! };
    },
  });
  const written = (from: string, fields: XmlContent): string =>
    toXml({ ToUserName: corpId, FromUserName: from, CreateTime: Math.floor(Date.now() / 1000), ...fields, AgentID: agentId });
  return {
    ...caller,
    /** `fields` beside the common ones, e.g. `{ MsgType: 'text', Content: '进度' }`. */
    async say(from: string, fields: XmlContent): Promise<CallbackAnswer> {
      const text = written(from, { MsgId: nextMsgId(), ...fields });
      return deliver(() => caller.post(text));
    },
    async tell(from: string, event: string, fields: XmlContent = {}): Promise<CallbackAnswer> {
      const text = written(from, { MsgType: 'event', Event: event, ...fields });
      return deliver(() => caller.post(text));
    },
  };
}

type XmlContent = Record<string, string | number>;

let lastMsgId = 7_234_567_890_123_456_000n;

function nextMsgId(): string {
  return String(++lastMsgId);
}

/** Texts as CDATA, numbers bare, as WeCom writes them. */
function toXml(fields: XmlContent): string {
  const elements = Object.entries(fields).map(
    ([name, value]) => `<${name}>${typeof value === 'number' ? value : `<![CDATA[${value}]]>`}</${name}>`,
  );
  return `<xml>${elements.join('')}</xml>`;
}

const parser = new XMLParser({ parseTagValue: false, trimValues: false });

function parseXml(xml: string): Record<string, string> {
  return (parser.parse(xml) as { xml: Record<string, string> }).xml;
}
