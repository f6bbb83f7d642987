import type { Endpoint } from '../../../ports/channel.ts';
import { readAppPayload } from './app-message.ts';
import { createCallback, type CallbackDeps, type Taken } from './callback.ts';
import { pressedText } from '../send/card.ts';
import { readXml, toCdata } from './xml.ts';

interface AppCallbackOptions {
  corpId: string;
  token: string;
  aesKey: string;
  /** What people read when they are given the app. */
  welcome: string;
}

/** Where a 自建应用 delivers: XML, sealed for the company. Passive answers: document/path/90241. */
export function createAppCallback({ corpId, token, aesKey, welcome }: AppCallbackOptions, deps: CallbackDeps): Endpoint {
  function take(text: string, now: Date): Taken {
    const payload = readAppPayload(text);
    switch (payload.kind) {
      case 'message':
        return { messages: [payload.message] };
      case 'press': {
        const { message, eventKey } = payload;
        const button = `<Button><ReplaceName>${toCdata(pressedText(eventKey))}</ReplaceName></Button>`;
        return { messages: [message], reply: writeReply(message.senderId, 'update_button', button, now) };
      }
      case 'subscribe':
        return { messages: [], reply: writeReply(payload.userId, 'text', `<Content>${toCdata(welcome)}</Content>`, now) };
      case 'alert':
        deps.log.warn({ what: payload.what }, 'the platform switches an app off that nobody uses, or has turned it on again');
        return { messages: [] };
      case 'other':
        deps.log.debug({ what: payload.what }, 'a callback holds nothing for the app');
        return { messages: [] };
      case 'malformed':
        return { status: 400, reason: payload.reason };
    }
  }

  function writeReply(userId: string, kind: string, content: string, now: Date): string {
    const head = `<ToUserName>${toCdata(userId)}</ToUserName><FromUserName>${toCdata(corpId)}</FromUserName>`;
    return `<xml>${head}<CreateTime>${Math.floor(now.getTime() / 1000)}</CreateTime><MsgType>${toCdata(kind)}</MsgType>${content}</xml>`;
  }

  return createCallback(
    {
      path: '/webhooks/wecom/app',
      keys: { token, aesKey, receiveId: corpId },
      readEncrypted: (body) => readXml(body)?.get('Encrypt') ?? '',
      take,
      writeSealed: ({ encrypted, signature, timestamp, nonce }) => ({
        body: `<xml><Encrypt>${toCdata(encrypted)}</Encrypt><MsgSignature>${toCdata(signature)}</MsgSignature><TimeStamp>${timestamp}</TimeStamp><Nonce>${toCdata(nonce)}</Nonce></xml>`,
        contentType: 'application/xml; charset=utf-8',
      }),
    },
    deps,
  );
}
