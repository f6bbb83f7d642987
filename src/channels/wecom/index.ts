import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { WecomConfig } from '../../config/wecom.ts';
import type { ChatRoom } from '../../domain/directory.ts';
import { ChannelError, type Attachment, type Channel, type Download, type Endpoint } from '../../ports/channel.ts';
import type { Shared } from '../../ports/shared.ts';
import { createAppToken } from './api/app-token.ts';
import { createAppApi } from './api/app-api.ts';
import { createAppCallback } from './receive/app-callback.ts';
import { downloadAppMedia } from './media/app-media.ts';
import type { AppMedia } from './receive/app-message.ts';
import { createBotCallback } from './receive/bot-callback.ts';
import type { BotMedia } from './receive/bot-content.ts';
import { downloadBotMedia } from './media/bot-media.ts';
import { checkWecom } from './check.ts';
import { createLongConnection } from './connection/long-connection.ts';
import { createWithoutMention } from '../../channel-kit/mention.ts';
import { createSend } from './send/route.ts';

export interface WecomOptions {
  config: WecomConfig;
  /** What a card leads to once it was pressed. */
  publicUrl: string;
  /** Rooms (群) that are on 企业微信. */
  rooms: readonly WecomRoom[];
  /** What people read when they open the conversation. */
  welcome: string;
}

export interface WecomRoom extends Pick<ChatRoom, 'name'> {
  chatId: string;
  /** Of its group robot (群机器人). */
  webhookKey: string | undefined;
}

export interface WecomDeps {
  shared: Shared;
  log: Logger;
  /** The bytes of a stored file. */
  openFile(key: string): Promise<Readable>;
}

/** 企业微信: a 智能机器人, a 自建应用, and the group robots of rooms, as far as they are configured. */
export function createWecomChannel({ config, publicUrl, rooms, welcome }: WecomOptions, { shared, log, openFile }: WecomDeps): Channel {
  const { bot, app, apiBase, mediaHosts, botName } = config;
  const now = (): Date => new Date();
  const withoutMention = createWithoutMention(botName);
  const connection =
    bot?.mode === 'connection' ? createLongConnection({ bot, withoutMention, welcome, publicUrl, shared, log, now, openFile }) : undefined;
  const token = app && createAppToken({ base: apiBase, ...app }, shared);
  const api = token && createAppApi({ base: apiBase, token });
  const endpoints: Endpoint[] = [];
  if (bot?.mode === 'callback') {
    endpoints.push(createBotCallback({ ...bot, withoutMention, welcome, publicUrl }, { log, now }));
  }
  if (app?.callback !== undefined) {
    endpoints.push(createAppCallback({ ...app.callback, corpId: app.corpId, welcome }, { log, now }));
  }
  return {
    name: 'wecom',
    endpoints,
    send: createSend({
      apiBase,
      mediaHosts,
      botName,
      app: app && api && { api, agentId: app.agentId, hears: app.callback !== undefined },
      connection,
      webhookKeys: new Map(rooms.flatMap(({ chatId, webhookKey }) => (webhookKey === undefined ? [] : [[chatId, webhookKey]]))),
      shared,
      log,
      now: Date.now,
      openFile,
    }),
    async download({ ref }: Attachment): Promise<Download> {
      const media = ref as BotMedia | AppMedia | null;
      if (media?.from === 'bot') {
        return downloadBotMedia(media, { mediaHosts, aesKey: bot?.mode === 'callback' ? bot.aesKey : undefined });
      }
      if (media?.from === 'app' && api !== undefined) return downloadAppMedia(media, api);
      throw new ChannelError('wecom', 'bad-ref', 'the attachment carries no locator', { permanent: true });
    },
    ...(connection === undefined ? {} : { open: (accept) => connection.open(accept), close: () => connection.close() }),
    check: () => checkWecom({ config, publicUrl, connection, app: token && api && { token, api }, rooms }),
  };
}
