import { readSecretFile } from './env.ts';
import type { RawDirectory } from './directory-schema.ts';

/** What lets a room (群) be written to without being asked: the group robots somebody added to it. */
export interface RoomKeys {
  /** 消息推送 (群机器人) of 企业微信: the `key` of its webhook address. */
  wecomWebhookKey?: string;
}

type RawPush = NonNullable<RawDirectory['rooms'][number]['push']>;

/** Throws a ConfigError when a file cannot be read. */
export function readRoomKeys({ wecomWebhookKey, wecomWebhookKeyFile }: RawPush): RoomKeys {
  const key = wecomWebhookKeyFile === undefined ? wecomWebhookKey : readSecretFile('wecomWebhookKeyFile', wecomWebhookKeyFile);
  return key === undefined ? {} : { wecomWebhookKey: key };
}
