import type { WecomConfig } from '../../config/wecom.ts';
import { fail, ok, warn, type Finding } from '../../domain/finding.ts';
import { ChannelError } from '../../ports/channel.ts';
import type { AccessToken } from '../../channel-kit/access-token.ts';
import type { AppApi } from './api/app-api.ts';
import { NO_CONNECTION } from './api/errors.ts';
import { checkConnection } from './check-connection.ts';
import type { LongConnection } from './connection/long-connection.ts';
import { checkCallback } from './check-callback.ts';

export interface CheckedParts {
  config: Pick<WecomConfig, 'bot' | 'app'>;
  publicUrl: string;
  /** Of the 智能机器人, where it keeps one. */
  connection: Pick<LongConnection, 'state'> | undefined;
  /** Of the 自建应用, where there is one. */
  app: { token: AccessToken; api: AppApi } | undefined;
  /** Rooms of the directory that are on 企业微信 or have the key of a group robot (群机器人). */
  rooms: readonly { name: string; webhookKey: string | undefined }[];
}

/** Whether the settings of 企业微信 are right and it takes them, for `doctor`. It sends nothing, and names no secret. */
export async function checkWecom(parts: CheckedParts): Promise<Finding[]> {
  const { config, publicUrl, app, rooms } = parts;
  const asked = [checkBot(parts), ...(config.app === undefined || app === undefined ? [] : [checkApp(config.app, publicUrl, app)])];
  return [...(await Promise.all(asked)).flat(), ...checkRooms(config, rooms)];
}

async function checkBot({ config: { bot, app }, publicUrl, connection }: CheckedParts): Promise<Finding[]> {
  if (bot === undefined) {
    return [
      warn(
        'WeCom: no 智能机器人, so nobody can write to it in a group',
        'create one in 管理后台 → 安全与管理 → 管理工具 → 智能机器人 (README, 企业微信)',
      ),
    ];
  }
  if (bot.mode === 'connection') return connection === undefined ? [] : [await checkConnection(bot, connection)];
  const callback = await checkCallback('智能机器人', `${publicUrl}/webhooks/wecom/bot`, { ...bot, receiveId: '' });
  if (app !== undefined) return [callback];
  return [
    callback,
    warn(
      'WeCom: a 智能机器人 by callback only answers, so reminders cannot reach anybody in private',
      'add a 自建应用 (WECOM_CORP_ID, WECOM_APP_AGENT_ID, WECOM_APP_SECRET), or use the long connection (WECOM_BOT_ID, WECOM_BOT_SECRET)',
    ),
  ];
}

async function checkApp(
  { corpId, agentId, callback }: NonNullable<WecomConfig['app']>,
  publicUrl: string,
  { token, api }: NonNullable<CheckedParts['app']>,
): Promise<Finding[]> {
  const findings = [await tryApp(agentId, token, api)];
  if (callback === undefined) {
    const what = 'WeCom: the 自建应用 only sends: what people write to it is not heard, and its cards have no buttons';
    findings.push(
      warn(what, 'set WECOM_APP_TOKEN and WECOM_APP_AES_KEY from 自建应用 → 接收消息 → 设置API接收, address /webhooks/wecom/app'),
    );
  } else {
    findings.push(await checkCallback('自建应用', `${publicUrl}/webhooks/wecom/app`, { ...callback, receiveId: corpId }));
  }
  return findings;
}

/** A token of its own, so that today's secret is tried, and one harmless call with it. */
async function tryApp(agentId: number, token: AccessToken, api: AppApi): Promise<Finding> {
  try {
    await token.fetch();
    const { close } = await api.get('agent/get', { agentid: String(agentId) });
    if (close === 1) return fail('WeCom: the 自建应用 is switched off', CURES['50003'] ?? '');
    return ok('WeCom: the 自建应用 may be used from here');
  } catch (error) {
    if (error instanceof ChannelError) return refusal(error);
    throw error;
  }
}

function refusal({ code, detail }: ChannelError): Finding {
  if (code === NO_CONNECTION || code.endsWith(':no-answer')) {
    return fail('WeCom: its API does not answer', 'allow connections to qyapi.weixin.qq.com, port 443 (or correct WECOM_API_BASE)');
  }
  if (code === '60020') {
    return fail(
      `WeCom: does not trust the address of this machine (60020)`,
      `add ${detail ?? 'the address this machine is seen under'} to 应用管理 → 自建 → the app → 企业可信IP; it takes a minute`,
    );
  }
  return fail(
    `WeCom: refuses the 自建应用 (errcode ${code})`,
    CURES[code] ?? `look up errcode ${code} at developer.work.weixin.qq.com → 全局错误码`,
  );
}

const CURES: Readonly<Record<string, string>> = {
  '40001':
    'correct WECOM_APP_SECRET: copy Secret from 应用管理 → 自建 → the app; wait before trying again, a wrong one asked often locks this address out for an hour',
  '40013': 'correct WECOM_CORP_ID: copy 企业ID from 我的企业 → 企业信息',
  '40056': 'correct WECOM_APP_AGENT_ID: copy AgentId from 应用管理 → 自建 → the app',
  '301002': 'WECOM_APP_AGENT_ID and WECOM_APP_SECRET belong to two different apps: copy both from the same page of 应用管理 → 自建',
  '45009': 'WeCom was asked too often; try again in an hour',
  '48001': 'the app lacks this permission: look into 应用管理 → 自建 → the app → 权限',
  '48002': 'this Secret may not do that: use the one of the 自建应用, not the one of 通讯录同步, and see its 权限',
  '48006': 'the permission was withdrawn: look into 应用管理 → 自建 → the app → 权限',
  '50003': 'switch it on in 应用管理 → 自建 → the app',
};

function checkRooms({ bot }: CheckedParts['config'], rooms: CheckedParts['rooms']): Finding[] {
  const findings = rooms.flatMap(({ name, webhookKey }) => {
    if (webhookKey !== undefined)
      return KEY.test(webhookKey) ? [] : [fail(`WeCom: the group robot's key of ${name} has not the form of one`, KEY_CURE)];
    if (bot?.mode === 'connection') return [];
    return [warn(`WeCom: nothing can be sent to ${name} unasked`, `add a group robot there (群设置 → 消息推送) and ${KEY_CURE}`)];
  });
  const keyed = rooms.filter(({ webhookKey }) => webhookKey !== undefined).length;
  return findings.length > 0 || keyed === 0 ? findings : [ok(`WeCom: group robots of ${keyed} rooms`)];
}

/** As the platform gives them out; the documented sample has letters beyond f. */
const KEY = /^[0-9a-z]{8}(?:-[0-9a-z]{4}){3}-[0-9a-z]{12}$/i;
const KEY_CURE = 'put what follows key= in its address into push.wecomWebhookKey of the room';
