import type { Config } from '../config.ts';
import type { Channel, ChannelName } from '../ports/channel.ts';
import { createSandboxChannel } from './sandbox/index.ts';

/** The platforms this configuration switches on. */
export function createChannels(config: Pick<Config, 'sandbox' | 'directory'>): ReadonlyMap<ChannelName, Channel> {
  const channels: Channel[] = [];
  if (config.sandbox !== undefined) channels.push(createSandboxChannel(config.directory.rooms));
  return new Map(channels.map((channel) => [channel.name, channel]));
}
