import type { AccessToken } from '../../channel-kit/access-token.ts';
import type { DingtalkConfig } from '../../config/dingtalk.ts';
import { fail, ok, warn, type Finding } from '../../domain/finding.ts';
import { ChannelError } from '../../ports/channel.ts';
import { isWrongCredentials } from './api/app-token.ts';
import { NO_CONNECTION } from './api/errors.ts';
import { openTicket } from './connection/ticket.ts';
import type { CustomRobot } from './send/webhook-send.ts';

export interface CheckedParts {
  config: Pick<DingtalkConfig, 'mode' | 'appKey' | 'appSecret' | 'robotCode' | 'apiBase' | 'oapiBase'>;
  token: AccessToken;
  /** Rooms of the directory that are on 钉钉 or have a 自定义机器人. */
  rooms: readonly CheckedRoom[];
}

export interface CheckedRoom {
  name: string;
  robot: CustomRobot | undefined;
}

/** Whether the settings of 钉钉 are right and it takes them, for `doctor`. It sends nothing, and names no secret. */
export async function checkDingtalk({ config, token, rooms }: CheckedParts): Promise<Finding[]> {
  const app = await tryApp(config, token);
  const stream = app.level === 'ok' && config.mode === 'stream' ? [await tryStream(config)] : [];
  return [app, ...stream, ...checkRobotCode(config), ...checkRooms(config, rooms)];
}

/** A token of its own, so that today's secret is tried. */
async function tryApp({ apiBase }: CheckedParts['config'], token: AccessToken): Promise<Finding> {
  try {
    await token.fetch();
    return ok('DingTalk: knows the app');
  } catch (error) {
    if (error instanceof ChannelError) return refusal(error, new URL(apiBase).host);
    throw error;
  }
}

/** Asks for a connection and makes none: the ticket goes stale by itself, and pushes go to connections alone (protocol-dingtalk §2.1, §2.2). */
async function tryStream(config: CheckedParts['config']): Promise<Finding> {
  try {
    await openTicket(config);
    return ok('DingTalk: gives the app a connection (Stream 模式)');
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    if (!isWrongCredentials(error)) return refusal(error, new URL(config.apiBase).host);
    return fail(
      `DingTalk: knows the app and gives it no connection in Stream 模式 (${error.code})`,
      `choose Stream 模式 in ${CONSOLE} → 机器人 → 消息接收模式 and publish the app, or set DINGTALK_MODE=http`,
    );
  }
}

function refusal({ code, detail }: ChannelError, host: string): Finding {
  if (code === NO_CONNECTION || code.endsWith(':no-answer')) {
    return fail('DingTalk: its API does not answer', `allow connections to ${host}, port 443 (or correct DINGTALK_API_BASE)`);
  }
  if (code === 'credentials') {
    return fail(
      `DingTalk: does not know the app or its secret (${detail ?? code})`,
      `correct DINGTALK_APP_KEY and DINGTALK_APP_SECRET: copy Client ID and Client Secret from ${CONSOLE} → 凭证与基础信息`,
    );
  }
  if (code === 'shut-out') return fail('DingTalk: has shut this address out for a while', 'wait five minutes, then try again');
  return fail(`DingTalk: refuses the app (${code})`, `look up ${code} at open.dingtalk.com → 全局错误码`);
}

const CONSOLE = 'open-dev.dingtalk.com → 应用开发 → 企业内部应用 → the app';

/** The old outgoing robots call themselves `normal`; none of their messages can be answered later. */
function checkRobotCode({ robotCode }: CheckedParts['config']): Finding[] {
  if (/^ding[0-9a-z]{8,}$/i.test(robotCode)) return [];
  const what = 'DingTalk: DINGTALK_ROBOT_CODE has not the form of one (ding…), so nothing may reach anybody unasked';
  return [warn(what, `copy RobotCode from ${CONSOLE} → 机器人; mostly it is the same as the Client ID`)];
}

function checkRooms({ oapiBase }: CheckedParts['config'], rooms: readonly CheckedRoom[]): Finding[] {
  const findings = rooms.flatMap(({ name, robot }) => (robot === undefined ? [] : checkRobot(name, robot, oapiBase)));
  const withRobot = rooms.filter(({ robot }) => robot !== undefined).length;
  return findings.length > 0 || withRobot === 0 ? findings : [ok(`DingTalk: group robots of ${withRobot} rooms`)];
}

function checkRobot(name: string, { webhook, secret }: CustomRobot, oapiBase: string): Finding[] {
  if (!isWebhook(webhook, oapiBase)) {
    const what = `DingTalk: the group robot's address of ${name} has not the form of one`;
    return [
      fail(
        what,
        `${ROBOT} and put its whole Webhook address (${oapiBase}/robot/send?access_token=…) into push.dingtalkWebhook of the room`,
      ),
    ];
  }
  if (secret !== undefined && !/^SEC[0-9a-z]{16,}$/i.test(secret)) {
    const what = `DingTalk: the group robot's secret of ${name} has not the form of one (SEC…)`;
    return [fail(what, `${ROBOT} and copy what stands under 安全设置 → 加签 into push.dingtalkSecret of the room`)];
  }
  return [];
}

const ROBOT = 'open 群设置 → 机器人 → the robot in the group';

function isWebhook(address: string, oapiBase: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.origin !== new URL(oapiBase).origin || url.pathname !== '/robot/send') return false;
  return /^[0-9a-z]{32,}$/i.test(url.searchParams.get('access_token') ?? '');
}
