import { ConfigError } from '../domain/errors.ts';
import { readSecretFile } from './env.ts';
import type { RawDirectory } from './directory-schema.ts';

/** What lets a room (群) be written to without being asked: the group robots somebody added to it. */
export interface RoomKeys {
  /** 消息推送 (群机器人) of 企业微信: the `key` of its webhook address. */
  wecomWebhookKey?: string;
  /** 自定义机器人 of 钉钉: its webhook address, and the secret where it is 加签. */
  dingtalkWebhook?: string;
  dingtalkSecret?: string;
}

type RawPush = NonNullable<RawDirectory['rooms'][number]['push']>;

/** Throws a ConfigError when a key stands twice, or its file cannot be read. */
export function readRoomKeys(push: RawPush): RoomKeys {
  const keys = NAMES.flatMap((name) => {
    const key = readKey(push, name);
    return key === undefined ? [] : [[name, key]];
  });
  return Object.fromEntries(keys);
}

const NAMES = ['wecomWebhookKey', 'dingtalkWebhook', 'dingtalkSecret'] as const;

function readKey(push: RawPush, name: (typeof NAMES)[number]): string | undefined {
  const file = push[`${name}File`];
  if (file === undefined) return push[name];
  if (push[name] !== undefined) throw new ConfigError([`${name} and ${name}File both stand in one room; remove one of them`]);
  return readSecretFile(`${name}File`, file);
}
