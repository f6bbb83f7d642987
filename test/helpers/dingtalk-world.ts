import { startFakeDingtalk, type FakeDingtalk } from './fake-dingtalk/index.ts';
import { readShown } from './fake-dingtalk/read-shown.ts';
import { createPlatformWorld, type PlatformFake, type PlatformWorld } from './platform-world.ts';
import { until } from './until.ts';

/** The standing cast on 钉钉. */
export interface DingtalkWorld extends PlatformWorld {
  dingtalk: FakeDingtalk;
}

/** Upper and lower case differ. */
export function staffIdOf(memberId: string): string {
  return `00${memberId.toUpperCase()}`;
}

export async function createDingtalkWorld(mode: 'http' | 'stream'): Promise<DingtalkWorld> {
  let url = '';
  const dingtalk = await startFakeDingtalk(() => url, mode);
  const world = await createPlatformWorld([asPlatform(dingtalk, mode)], (one) => (url = one));
  return {
    ...world,
    dingtalk,
    async close() {
      await world.close();
      await dingtalk.close();
    },
  };
}

export function asPlatform(dingtalk: FakeDingtalk, mode: 'http' | 'stream'): PlatformFake {
  const { api, stream, env } = dingtalk;
  api.groups.add(ROOM);
  const secret = 'SEC0123';
  const webhook = api.addRobot({ secret });
  const robot = new URL(webhook).searchParams.get('access_token')!;
  return {
    channel: 'dingtalk',
    env,
    accountOf(memberId) {
      const staffId = staffIdOf(memberId);
      api.staff.set(staffId, { name: memberId, unionid: `UNION-${memberId}`, dept_id_list: [1] });
      return staffId;
    },
    room: { id: ROOM, otherNames: [robot], push: { dingtalkWebhook: webhook, dingtalkSecret: secret } },
    seen: () => api.shown.map((shown) => ({ ...readShown(shown), to: shown.to, at: shown.at })),
    say: ({ messageId, ...said }) => dingtalk.say({ ...said, msgId: messageId }),
    messageIdOf: (messageId) => `${api.robotCode}:${messageId}`,
    tellTime: (timeOf) => void (api.timeOf = timeOf),
    async ready() {
      if (mode === 'stream') await until(() => stream.live() > 0);
    },
    needsFirstWord: false,
  };
}

export const ROOM = 'cidALL==';
