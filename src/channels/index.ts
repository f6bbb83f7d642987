import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Channel, ChannelName } from '../ports/channel.ts';
import type { Shared } from '../ports/shared.ts';
import { createDingtalkChannel } from './dingtalk/index.ts';
import { createSandboxChannel } from './sandbox/index.ts';
import { createWecomChannel } from './wecom/index.ts';

type ChannelConfig = Pick<Config, 'sandbox' | 'wecom' | 'dingtalk' | 'directory' | 'roomKeys'> & {
  http: Pick<Config['http'], 'publicUrl'>;
};

/** What channels may use beside their settings. */
export interface ChannelDeps {
  shared: Shared;
  log: Logger;
  /** The bytes of a stored file. */
  openFile(key: string): Promise<Readable>;
  /** What somebody reads who opens the conversation with the bot of that name. */
  welcome(botName: string): string;
}

/** The platforms this configuration switches on. */
export function createChannels(config: ChannelConfig, deps: ChannelDeps): ReadonlyMap<ChannelName, Channel> {
  const channels: Channel[] = [];
  if (config.wecom !== undefined) channels.push(createWecom(config, config.wecom, deps));
  if (config.dingtalk !== undefined) channels.push(createDingtalk(config, config.dingtalk, deps));
  if (config.sandbox !== undefined) channels.push(createSandboxChannel(config.directory.rooms));
  return new Map(channels.map((channel) => [channel.name, channel]));
}

function createWecom({ http, directory, roomKeys }: ChannelConfig, config: NonNullable<Config['wecom']>, deps: ChannelDeps): Channel {
  const rooms = directory.rooms.flatMap(({ id, name, accounts }) =>
    accounts['wecom'] === undefined ? [] : [{ name, chatId: accounts['wecom'], webhookKey: roomKeys.get(id)?.wecomWebhookKey }],
  );
  return createWecomChannel({ config, publicUrl: http.publicUrl ?? '', rooms, welcome: deps.welcome(config.botName) }, deps);
}

function createDingtalk({ directory, roomKeys }: ChannelConfig, config: NonNullable<Config['dingtalk']>, deps: ChannelDeps): Channel {
  const rooms = directory.rooms.flatMap(({ id, name, accounts }) => {
    if (accounts['dingtalk'] === undefined) return [];
    const { dingtalkWebhook: webhook, dingtalkSecret: secret } = roomKeys.get(id) ?? {};
    return [{ name, chatId: accounts['dingtalk'], robot: webhook === undefined ? undefined : { webhook, secret } }];
  });
  return createDingtalkChannel({ config, rooms }, deps);
}
