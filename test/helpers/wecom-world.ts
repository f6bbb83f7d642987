import { readShown, startFakeWecom, type FakeWecom, type WecomMode } from './fake-wecom/index.ts';
import { createPlatformWorld, type PlatformFake, type PlatformWorld } from './platform-world.ts';
import { until } from './until.ts';

/** The standing cast on 企业微信. */
export interface WecomWorld extends PlatformWorld {
  wecom: FakeWecom;
}

export const ROOM_KEY = '693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa';

/** As 企业微信 writes it: it takes either case for the same. */
export function userIdOf(memberId: string): string {
  return `0${memberId.charAt(0).toUpperCase()}${memberId.slice(1)}.Yuan`;
}

export async function createWecomWorld(mode: WecomMode = 'callback'): Promise<WecomWorld> {
  let url = '';
  const wecom = await startFakeWecom(() => url, mode);
  const world = await createPlatformWorld([asPlatform(wecom, mode)], (one) => (url = one));
  return {
    ...world,
    wecom,
    async close() {
      await world.close();
      await wecom.close();
    },
  };
}

export function asPlatform(wecom: FakeWecom, mode: WecomMode): PlatformFake {
  const { api, socket, env } = wecom;
  api.webhookKeys.add(ROOM_KEY);
  return {
    channel: 'wecom',
    env,
    accountOf(memberId) {
      api.visible.add(userIdOf(memberId).toLowerCase());
      return userIdOf(memberId);
    },
    room: { id: 'wrALL', otherNames: [ROOM_KEY], ...(mode === 'connection' ? {} : { push: { wecomWebhookKey: ROOM_KEY } }) },
    seen: () => wecom.shown().map((shown) => ({ ...readShown(shown), to: shown.to, at: shown.at })),
    say: ({ messageId, ...said }) => wecom.say({ ...said, msgid: messageId }),
    messageIdOf: (messageId) => messageId,
    tellTime(timeOf) {
      api.timeOf = timeOf;
      socket.timeOf = timeOf;
    },
    async ready() {
      if (mode === 'connection') await until(() => socket.isConnected());
    },
    needsFirstWord: mode === 'connection',
  };
}
