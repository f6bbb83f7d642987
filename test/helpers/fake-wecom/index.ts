import { randomBytes } from 'node:crypto';
import type { ChatFile } from '../conversation.ts';
import { startFakeApi, type FakeApi, type Shown as ShownByApi } from './api.ts';
import { createAppCaller, createBotCaller, overHttp, type Content, type Said } from './callbacks.ts';
import { startFakeMedia, type FakeMedia } from './media.ts';
import { startFakeSocket, type FakeSocket, type Shown as ShownBySocket } from './socket.ts';

/** How the bot is reached: the platform calls us, or we are connected to it. */
export type BotMode = 'callback' | 'connection';

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
  /** Somebody writes to the bot, in private or in a group. False when the platform keeps it to itself. */
  sayToBot(said: Omit<Said, 'content' | 'quote'> & { text: string; file?: ChatFile; quote?: ChatFile }): Promise<boolean>;
  /** Somebody opens the conversation with the bot. */
  openBot(from: string): Promise<string | undefined>;
  /** Somebody presses a button of a card that was shown: the card as it is then. */
  press(from: string, shown: Shown, command: string): Promise<string | undefined>;
  /** Somebody writes to the app. */
  sayToApp(said: { from: string; text: string }): Promise<number>;
  close(): Promise<void>;
}

export const BOT = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' };
const APP = { token: 'kjr2TKI8umCBfVF3wAHk8JiPwma5VBme', aesKey: '4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws' };
export const BOT_NAME = '创建管家';

/** `serverOf`: the program's address, which is known after the program knows ours. */
export async function startFakeWecom(serverOf: () => string, mode: BotMode = 'callback'): Promise<FakeWecom> {
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
    const key = mode === 'callback' ? BOT.aesKey : randomBytes(32).toString('base64').replace(/=$/, '');
    const url = media.put({ name, bytes: Buffer.from(bytes) }, { aesKey: key });
    socket.keys.set(url, key);
    return url;
  }

  return {
    api,
    media,
    socket,
    env: {
      WECOM_API_BASE: api.url,
      WECOM_MEDIA_HOSTS: media.host,
      ...(mode === 'callback'
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
    shown: () => (mode === 'callback' ? api.shown : socket.shown),
    async sayToBot({ text, file, quote, ...where }) {
      const content: Content = file === undefined ? { text } : { file: put(file) };
      const said: Said = { ...where, content, ...(quote === undefined ? {} : { quote: { file: put(quote) } }) };
      if (mode === 'connection') return socket.say(said);
      const answer = await bot().say(said);
      if (answer !== undefined && answer.status !== 200) throw new Error(`the bot was answered ${answer.status}`);
      return answer !== undefined;
    },
    async openBot(from) {
      return (await bot().enter(from)).reply;
    },
    async press(from, { by, body }, command) {
      const card = body['template_card'] as { task_id: string; button_list: { key: string }[] };
      const button = card.button_list.find(({ key }) => key.split('\n', 1)[0] === command);
      if (button === undefined) throw new Error(`the card has no button ${command}`);
      if (by !== 'app') return (await bot().press(from, button.key, card.task_id)).reply;
      return (await app().tell(from, 'template_card_event', { EventKey: button.key, TaskId: card.task_id })).reply;
    },
    async sayToApp({ from, text }) {
      return (await app().say(from, { MsgType: 'text', Content: text })).status;
    },
    async close() {
      await Promise.all([api.stop(), media.close(), socket.stop()]);
    },
  };
}

function chatOf(payload: Record<string, unknown>): { kind: 'person' | 'room'; id: string } {
  const { chatid, from } = payload as { chatid?: string; from: { userid: string } };
  return chatid === undefined ? { kind: 'person', id: from.userid } : { kind: 'room', id: chatid };
}

/** What is read in one thing that was shown: words, the words of buttons, and links. */
export function readShown({ body, file }: Shown): { text: string; commands: string[]; links: string[] } {
  const content = body[body.msgtype] as Record<string, unknown>;
  if (body.msgtype === 'template_card') {
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
