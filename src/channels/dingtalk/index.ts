import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { createWithoutMention } from '../../channel-kit/mention.ts';
import type { DingtalkConfig } from '../../config/dingtalk.ts';
import type { ChatRoom } from '../../domain/directory.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Shared } from '../../ports/shared.ts';
import { createAppApi } from './api/app-api.ts';
import { createAppToken } from './api/app-token.ts';
import { createPace } from './api/pace.ts';
import { checkDingtalk } from './check.ts';
import { createStream } from './connection/stream.ts';
import { downloadRobotMedia } from './media/robot-media.ts';
import { createRobotCallback } from './receive/robot-callback.ts';
import { createSend } from './send/route.ts';
import type { CustomRobot } from './send/webhook-send.ts';

export interface DingtalkOptions {
  config: DingtalkConfig;
  /** Rooms (群) that are on 钉钉. */
  rooms: readonly DingtalkRoom[];
}

export interface DingtalkRoom extends Pick<ChatRoom, 'name'> {
  chatId: string;
  /** 自定义机器人 somebody added to it. */
  robot: CustomRobot | undefined;
}

export interface DingtalkDeps {
  shared: Shared;
  log: Logger;
  /** The bytes of a stored file. */
  openFile(key: string): Promise<Readable>;
}

/** 钉钉: the robot of an 企业内部应用 in HTTP or Stream 模式, and the 自定义机器人 of rooms. */
export function createDingtalkChannel({ config, rooms }: DingtalkOptions, { shared, log, openFile }: DingtalkDeps): Channel {
  const { appKey, appSecret, robotCode, corpId, mode, apiBase, oapiBase, mediaHosts, botName } = config;
  const pace = createPace(shared);
  const token = createAppToken(config, shared);
  const api = createAppApi({ apiBase, oapiBase, token, pace });
  const robot = { robotCode, corpId, withoutMention: createWithoutMention(botName), mediaHosts };
  const stream = mode === 'stream' ? createStream({ app: { apiBase, appKey, appSecret }, robot, log }) : undefined;
  return {
    name: 'dingtalk',
    endpoints: mode === 'http' ? [createRobotCallback({ appSecret, robot }, { log, now: () => new Date() })] : [],
    send: createSend({
      apiBase,
      oapiBase,
      mediaHosts,
      botName,
      robotCode,
      api,
      pace,
      robots: new Map(rooms.flatMap(({ chatId, robot: custom }) => (custom === undefined ? [] : [[chatId, custom]]))),
      shared,
      log,
      now: Date.now,
      openFile,
    }),
    download: (attachment) => downloadRobotMedia(attachment, { api, mediaHosts }),
    ...(stream === undefined ? {} : { open: (accept) => stream.open(accept), close: () => stream.close() }),
    check: () => checkDingtalk({ config, token, rooms }),
  };
}
