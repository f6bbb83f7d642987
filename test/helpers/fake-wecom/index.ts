import type { ChatFile } from '../conversation.ts';
import { startFakeApi, type FakeApi, type Shown } from './api.ts';
import { createAppCaller, createBotCaller, overHttp, type Content } from './callbacks.ts';
import { startFakeMedia, type FakeMedia } from './media.ts';

/** 企业微信 with one company on it: its API, its media host, and what people do in its client. */
export interface FakeWecom {
  api: FakeApi;
  media: FakeMedia;
  /** What the program has to be told. */
  env: Record<string, string>;
  /** Somebody writes to the bot, in private or in a group; null when the platform keeps it to itself. */
  sayToBot(said: { from: string; room?: string; text: string; file?: ChatFile; quote?: ChatFile; msgid?: string }): Promise<number | null>;
  /** Somebody opens the conversation with the bot, and reads this. */
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
export async function startFakeWecom(serverOf: () => string): Promise<FakeWecom> {
  const api = await startFakeApi();
  const media = await startFakeMedia();
  const bot = () =>
    createBotCaller({
      ...BOT,
      botName: BOT_NAME,
      send: overHttp(`${serverOf()}/webhooks/wecom/bot`),
      responseUrl: (payload) => api.issueResponseUrl(chatOf(payload)),
    });
  const app = () =>
    createAppCaller({ ...APP, corpId: api.corpId, agentId: api.agentId, send: overHttp(`${serverOf()}/webhooks/wecom/app`) });
  const put = (file: ChatFile): string => media.put({ name: file.name, bytes: Buffer.from(file.bytes) }, { aesKey: BOT.aesKey });

  return {
    api,
    media,
    env: {
      WECOM_CORP_ID: api.corpId,
      WECOM_APP_AGENT_ID: String(api.agentId),
      WECOM_APP_SECRET: api.secret,
      WECOM_APP_TOKEN: APP.token,
      WECOM_APP_AES_KEY: APP.aesKey,
      WECOM_BOT_TOKEN: BOT.token,
      WECOM_BOT_AES_KEY: BOT.aesKey,
      WECOM_API_BASE: api.url,
      WECOM_MEDIA_HOSTS: media.host,
    },
    async sayToBot({ text, file, quote, ...where }) {
      const content: Content = file === undefined ? { text } : { file: put(file) };
      const answer = await bot().say({ ...where, content, ...(quote === undefined ? {} : { quote: { file: put(quote) } }) });
      return answer?.status ?? null;
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
      await api.stop();
      await media.close();
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
