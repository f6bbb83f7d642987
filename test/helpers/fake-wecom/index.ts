import { randomBytes, randomUUID } from 'node:crypto';
import type { ChatFile } from '../conversation.ts';
import { startFakeApi, type FakeApi, type Shown as ShownByApi } from './api.ts';
import { createAppCaller, createBotCaller, overHttp, type Content, type Said } from './callbacks.ts';
import { startFakeMedia, type FakeMedia } from './media.ts';
import { startFakeSocket, type FakeSocket, type Shown as ShownBySocket } from './socket.ts';
import { until } from '../until.ts';

/**
 * What people write to in private: the bot, and the platform calls us (callback) or we are connected to it (connection), or the app.
 * In groups it is always the bot.
 */
export type WecomMode = 'callback' | 'connection' | 'app';

export type Shown = ShownByApi | ShownBySocket;

/** 企业微信 with one company on it: its API, its media host, and what people do in its client. */
export interface FakeWecom {
  api: FakeApi;
  media: FakeMedia;
  socket: FakeSocket;
  /** What the program has to be told. By long connection there is no app. */
  env: Record<string, string>;
  /** What people can read, in order. */
  shown(): readonly Shown[];
  /** Somebody says something, in private or in a group. False when the platform keeps it to itself. */
  say(said: Saying): Promise<boolean>;
  /** Somebody opens the conversation for the first time, and reads this at once. */
  open(from: string): Promise<string>;
  /** Somebody presses a button of a card that was shown: the card as it is at once. */
  press(from: string, shown: Shown, command: string): Promise<string>;
  close(): Promise<void>;
}

/** What is said; the app knows no quotes, so there a file to say something of is sent in front. */
type Saying = Omit<Said, 'content' | 'quote'> & {
  text: string;
  msgid: string;
  file?: ChatFile;
  quote?: ChatFile;
  /** Of this kind, and no words. */
  other?: string;
};

export const BOT = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' };
const APP = { token: 'kjr2TKI8umCBfVF3wAHk8JiPwma5VBme', aesKey: '4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws' };
export const BOT_NAME = '创建管家';

/** `serverOf`: the program's address, which is known after the program knows ours. */
export async function startFakeWecom(serverOf: () => string, mode: WecomMode = 'callback'): Promise<FakeWecom> {
  const [api, media, socket] = await Promise.all([startFakeApi(), startFakeMedia(), startFakeSocket()]);
  const bot = () =>
    createBotCaller({
      ...BOT,
      botName: BOT_NAME,
      send: overHttp(`${serverOf()}/webhooks/wecom/bot`),
      responseUrl: (payload) => api.issueResponseUrl(chatOf(payload)),
    });
  const app = () =>
    createAppCaller({ ...APP, corpId: api.corpId, agentId: api.agentId, send: overHttp(`${serverOf()}/webhooks/wecom/app`) });

  /** By callback everything is sealed with one key, over the connection each file with its own. */
  function put({ name, bytes }: ChatFile): string {
    const key = mode !== 'connection' ? BOT.aesKey : randomBytes(32).toString('base64').replace(/=$/, '');
    const url = media.put({ name, bytes: Buffer.from(bytes) }, { aesKey: key });
    socket.keys.set(url, key);
    return url;
  }

  async function sayToApp({
    from,
    text,
    msgid,
    file,
  }: Pick<Saying, 'from' | 'text' | 'msgid'> & { file: ChatFile | undefined }): Promise<boolean> {
    if (file !== undefined) {
      const id = randomUUID();
      api.inbox.set(id, { name: file.name, bytes: Buffer.from(file.bytes) });
      taken(await app().say(from, { MsgType: 'file', MediaId: id, FileName: file.name, MsgId: text === '' ? msgid : `${msgid}-file` }));
    }
    return file !== undefined && text === '' ? true : taken(await app().say(from, { MsgType: 'text', Content: text, MsgId: msgid }));
  }

  /** What the program answers at once over the connection. */
  async function nextShown(by: ShownBySocket['by'], act: () => void): Promise<string> {
    const before = socket.shown.length;
    act();
    await until(() => socket.shown.length > before);
    const shown = socket.shown[before]!;
    if (shown.by !== by) throw new Error(`a ${shown.by} was shown, and no ${by}`);
    return JSON.stringify(shown.body);
  }

  return {
    api,
    media,
    socket,
    env: {
      WECOM_API_BASE: api.url,
      WECOM_MEDIA_HOSTS: media.host,
      ...(mode !== 'connection'
        ? {
            WECOM_BOT_TOKEN: BOT.token,
            WECOM_BOT_AES_KEY: BOT.aesKey,
            WECOM_CORP_ID: api.corpId,
            WECOM_APP_AGENT_ID: String(api.agentId),
            WECOM_APP_SECRET: api.secret,
            WECOM_APP_TOKEN: APP.token,
            WECOM_APP_AES_KEY: APP.aesKey,
          }
        : { WECOM_BOT_ID: socket.botId, WECOM_BOT_SECRET: socket.secret, WECOM_WS_URL: socket.url }),
    },
    shown: () => (mode === 'connection' ? socket.shown : api.shown),
    async say({ text, file, quote, other, ...where }) {
      if (mode === 'app' && where.room === undefined) {
        if (other !== undefined) return taken(await app().say(where.from, { MsgType: other, MsgId: where.msgid }));
        return sayToApp({ ...where, text, file: file ?? quote });
      }
      const content: Content = other !== undefined ? { other } : file === undefined ? { text } : { file: put(file) };
      const said: Said = { ...where, content, ...(quote === undefined ? {} : { quote: { file: put(quote) } }) };
      if (mode === 'connection') return socket.say(said);
      const answer = await bot().say(said);
      return answer !== undefined && taken(answer);
    },
    async open(from) {
      if (mode === 'connection') return nextShown('welcome', () => socket.enter(from));
      return (mode === 'app' ? await app().tell(from, 'subscribe') : await bot().enter(from)).reply ?? '';
    },
    async press(from, { by, body }, command) {
      const card = body['template_card'] as { task_id: string; button_list: { key: string }[] };
      const button = card.button_list.find(({ key }) => key.split('\n', 1)[0] === command);
      if (button === undefined) throw new Error(`the card has no button ${command}`);
      if (mode === 'connection') return nextShown('update', () => socket.press(from, button.key, card.task_id));
      const pressed =
        by === 'app'
          ? await app().tell(from, 'template_card_event', { EventKey: button.key, TaskId: card.task_id })
          : await bot().press(from, button.key, card.task_id);
      return pressed.reply ?? '';
    },
    async close() {
      await Promise.all([api.stop(), media.close(), socket.stop()]);
    },
  };
}

function taken({ status }: { status: number }): boolean {
  if (status !== 200) throw new Error(`the platform was answered ${status}`);
  return true;
}

function chatOf(payload: Record<string, unknown>): { kind: 'person' | 'room'; id: string } {
  const { chatid, from } = payload as { chatid?: string; from: { userid: string } };
  return chatid === undefined ? { kind: 'person', id: from.userid } : { kind: 'room', id: chatid };
}

/** What is read in one thing that was shown: words, the words of buttons, and links. */
export function readShown({ body, file }: Shown): { text: string; commands: string[]; links: string[] } {
  // A card that is turned comes without a kind.
  const kind = 'template_card' in body ? 'template_card' : body.msgtype;
  const content = body[kind] as Record<string, unknown>;
  if (kind === 'template_card') {
    const { main_title: title, sub_title_text: more = '' } = content as {
      main_title: { title: string; desc?: string };
      sub_title_text?: string;
    };
    const buttons = (content['button_list'] ?? []) as { text: string; key: string }[];
    const text = [title.title, title.desc ?? '', more].filter((line) => line !== '').join('\n');
    return { text, commands: buttons.map(({ key }) => key.split('\n', 1)[0]!), links: [] };
  }
  if (file !== undefined) return { text: `《${file.name}》`, commands: [], links: [] };
  const text = String(content['content']).replace(/[\u200b\u200c]/g, '');
  const links = [...text.matchAll(/\]\((http[^)]+)\)|href="([^"]+)"/g)].map(([, markdown, html]) => markdown ?? html!);
  const said = /^(?:回复|@\S+) (.+)$/m.exec(text)?.[1] ?? '';
  return { text, commands: said === '' ? [] : said.split(' / '), links };
}
