import { ConfigError } from '../domain/errors.ts';
import type { Env } from './env.ts';
import { readParts, refuse } from './parts.ts';
import { isSet, readAddress, readBlock, readHosts, unknownNames } from './platform.ts';

/** How 钉钉 (DingTalk) is reached: the robot of an 企业内部应用. */
export interface DingtalkConfig {
  /** What people write after @, and what the bot calls itself there. */
  botName: string;
  /** Client ID and Client Secret of the app. */
  appKey: string;
  appSecret: string;
  robotCode: string;
  corpId: string;
  /** The platform calls us, or we keep connections to it (Stream 模式). */
  mode: 'http' | 'stream';
  /** api.dingtalk.com and oapi.dingtalk.com; without a slash at their end. */
  apiBase: string;
  oapiBase: string;
  /** Hosts, with or without a port, that files and answers may come from and go to beside the platform's own. */
  mediaHosts: readonly string[];
}

/** Undefined: not configured. */
export function readDingtalk(env: Env): DingtalkConfig | undefined {
  refuse(unknownNames(env, 'DINGTALK_', [...APP, ...MORE]));
  const { app, mode, apiBase, oapiBase, mediaHosts } = readParts({
    app: () => readBlock(env, '企业内部应用 with a 机器人', APP),
    mode: () => readMode(env.DINGTALK_MODE ?? 'stream'),
    apiBase: () => readAddress('DINGTALK_API_BASE', env.DINGTALK_API_BASE ?? 'https://api.dingtalk.com', ['https:', 'http:']),
    oapiBase: () => readAddress('DINGTALK_OAPI_BASE', env.DINGTALK_OAPI_BASE ?? 'https://oapi.dingtalk.com', ['https:', 'http:']),
    mediaHosts: () => readHosts('DINGTALK_MEDIA_HOSTS', env.DINGTALK_MEDIA_HOSTS),
  });
  if (app === undefined) return undefined;
  return {
    botName: env.DINGTALK_BOT_NAME ?? env.BOT_NAME ?? '创建管家',
    appKey: app.DINGTALK_APP_KEY,
    appSecret: app.DINGTALK_APP_SECRET,
    robotCode: app.DINGTALK_ROBOT_CODE,
    corpId: app.DINGTALK_CORP_ID,
    mode,
    apiBase,
    oapiBase,
    mediaHosts,
  };
}

const APP = ['DINGTALK_APP_KEY', 'DINGTALK_APP_SECRET', 'DINGTALK_ROBOT_CODE', 'DINGTALK_CORP_ID'] as const;
const MORE = ['DINGTALK_BOT_NAME', 'DINGTALK_MODE', 'DINGTALK_API_BASE', 'DINGTALK_OAPI_BASE', 'DINGTALK_MEDIA_HOSTS'] as const;

/** Whether the environment means to use it, rightly or wrongly. */
export function namesDingtalk(env: Env): boolean {
  return APP.some((name) => isSet(env, name));
}

function readMode(text: string): DingtalkConfig['mode'] {
  if (text === 'http' || text === 'stream') return text;
  throw new ConfigError([`DINGTALK_MODE=${text}: must be stream (no public address needed) or http`]);
}
