import { ConfigError } from '../domain/errors.ts';
import type { Env } from './env.ts';
import { readParts, refuse } from './parts.ts';
import { isSet, readAddress, readBlock, readHosts, unknownNames } from './platform.ts';

/** How 企业微信 (WeCom) is reached: a 智能机器人, a 自建应用, or both. */
export interface WecomConfig {
  /** What people write after @, and what the bot calls itself there. */
  botName: string;
  /** 智能机器人: the platform calls us (callback), or we keep a connection to it. Never both (protocol-wecom §0.2). */
  bot: WecomBotConfig | undefined;
  /** 自建应用. */
  app: WecomAppConfig | undefined;
  /** Without a slash at its end. */
  apiBase: string;
  /** Hosts, with or without a port, that files and answers may go to and come from beside the platform's own. */
  mediaHosts: readonly string[];
}

export type WecomBotConfig =
  | { mode: 'callback'; token: string; aesKey: string }
  | { mode: 'connection'; id: string; secret: string; url: string };

export interface WecomAppConfig {
  corpId: string;
  agentId: number;
  secret: string;
  /** Absent: the app only sends. */
  callback: { token: string; aesKey: string } | undefined;
}

/** Undefined: not configured. */
export function readWecom(env: Env): WecomConfig | undefined {
  refuse(unknownNames(env, 'WECOM_', [...PARTS, ...MORE]));
  const { bot, app, apiBase, mediaHosts } = readParts({
    bot: () => readBot(env),
    app: () => readApp(env),
    apiBase: () => readAddress('WECOM_API_BASE', env.WECOM_API_BASE ?? 'https://qyapi.weixin.qq.com', ['https:', 'http:']),
    mediaHosts: () => readHosts('WECOM_MEDIA_HOSTS', env.WECOM_MEDIA_HOSTS),
  });
  if (bot === undefined && app === undefined) return undefined;
  return { botName: env.WECOM_BOT_NAME ?? env.BOT_NAME ?? '创建管家', bot, app, apiBase, mediaHosts };
}

const CALLBACK = ['WECOM_BOT_TOKEN', 'WECOM_BOT_AES_KEY'] as const;
const CONNECTION = ['WECOM_BOT_ID', 'WECOM_BOT_SECRET'] as const;
const APP = ['WECOM_CORP_ID', 'WECOM_APP_AGENT_ID', 'WECOM_APP_SECRET'] as const;
const APP_CALLBACK = ['WECOM_APP_TOKEN', 'WECOM_APP_AES_KEY'] as const;
const PARTS = [...CALLBACK, ...CONNECTION, ...APP, ...APP_CALLBACK];
const MORE = ['WECOM_BOT_NAME', 'WECOM_API_BASE', 'WECOM_WS_URL', 'WECOM_MEDIA_HOSTS'] as const;

/** Whether the environment means to use it, rightly or wrongly. */
export function namesWecom(env: Env): boolean {
  return PARTS.some((name) => isSet(env, name));
}

function readBot(env: Env): WecomBotConfig | undefined {
  const callback = readBlock(env, '智能机器人 by callback', CALLBACK);
  const connection = readBlock(env, '智能机器人 by long connection', CONNECTION);
  if (callback !== undefined && connection !== undefined) {
    throw new ConfigError([
      `${CALLBACK.join(', ')} and ${CONNECTION.join(', ')} are all set, but a 智能机器人 works by callback or by long connection, never both; unset one pair`,
    ]);
  }
  if (callback !== undefined) return { mode: 'callback', ...readKeys(callback, CALLBACK, '智能机器人 → API 配置') };
  if (connection === undefined) return undefined;
  const url = readAddress('WECOM_WS_URL', env.WECOM_WS_URL ?? 'wss://openws.work.weixin.qq.com', ['wss:', 'ws:']);
  return { mode: 'connection', id: connection.WECOM_BOT_ID, secret: connection.WECOM_BOT_SECRET, url };
}

function readApp(env: Env): WecomAppConfig | undefined {
  const app = readBlock(env, '自建应用', APP);
  const callback = readBlock(env, 'messages of the 自建应用', APP_CALLBACK);
  if (app === undefined) {
    if (callback === undefined) return undefined;
    throw new ConfigError([
      `${APP.join(', ')}: ${APP_CALLBACK.join(', ')} are set, so these are needed too; copy them from 应用管理 → 自建`,
    ]);
  }
  if (!/^\d{1,10}$/.test(app.WECOM_APP_AGENT_ID)) {
    throw new ConfigError(['WECOM_APP_AGENT_ID: must be a number, e.g. 1000002; copy AgentId from 应用管理 → 自建 → the app']);
  }
  return {
    corpId: app.WECOM_CORP_ID,
    agentId: Number(app.WECOM_APP_AGENT_ID),
    secret: app.WECOM_APP_SECRET,
    callback: callback === undefined ? undefined : readKeys(callback, APP_CALLBACK, '自建应用 → 接收消息 → 设置API接收'),
  };
}

/** Token and EncodingAESKey, whose form the platform fixes. The values stay out of the message. */
function readKeys<N extends string>(
  block: Record<N, string>,
  [tokenName, keyName]: readonly [N, N],
  where: string,
): { token: string; aesKey: string } {
  const [token, aesKey] = [block[tokenName], block[keyName]];
  const problems: string[] = [];
  if (!/^[A-Za-z0-9]{3,32}$/.test(token)) problems.push(`${tokenName}: must be 3 to 32 letters and digits; copy Token from ${where}`);
  // The last of the 43 characters may carry bits that count for nothing, so it is never held against its re-encoding.
  if (!/^[A-Za-z0-9+/]{43}$/.test(aesKey)) problems.push(`${keyName}: must be 43 letters and digits; copy EncodingAESKey from ${where}`);
  refuse(problems);
  return { token, aesKey };
}
