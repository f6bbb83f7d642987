import { createDingtalkChannel } from '../../../src/channels/dingtalk/index.ts';
import type { Channel, InboundMessage, Received } from '../../../src/ports/channel.ts';
import { createMemoryShared } from '../../../src/shared/memory.ts';
import { BOT_NAME, startFakeDingtalk, type FakeDingtalk } from '../../helpers/fake-dingtalk/index.ts';
import { readShown } from '../../helpers/fake-dingtalk/read-shown.ts';
import { createTestLog } from '../../helpers/log.ts';
import { itIsAChannel, type ChannelUnderTest, type Saying } from '../channel-contract.ts';
import { until } from '../../helpers/until.ts';

itIsAChannel('钉钉 in HTTP mode', async (): Promise<ChannelUnderTest> => {
  const dingtalk = await startFakeDingtalk(() => 'http://127.0.0.1:9', 'http');
  const channel = createChannel(dingtalk, 'http');
  let received: Received;
  dingtalk.send = async (headers, body) => {
    received = channel.endpoints[0]!.receive({ method: 'POST', query: new URLSearchParams(), headers, body: Buffer.from(body) });
    return received.answer;
  };
  return {
    ...underTest(dingtalk, channel),
    async deliver(saying) {
      await say(dingtalk, saying);
      return received;
    },
  };
});

itIsAChannel('钉钉 in Stream mode', async (): Promise<ChannelUnderTest> => {
  const dingtalk = await startFakeDingtalk(() => 'http://127.0.0.1:9', 'stream');
  const channel = createChannel(dingtalk, 'stream');
  const accepted: InboundMessage[] = [];
  await channel.open!(async (messages) => void accepted.push(...messages));
  await until(() => dingtalk.stream.live() > 0);
  return {
    ...underTest(dingtalk, channel),
    async deliver(saying) {
      const before = accepted.length;
      await say(dingtalk, saying);
      await until(() => accepted.length > before);
      return { messages: accepted.slice(before), answer: { status: 200, body: '', contentType: '' } };
    },
    async close() {
      await channel.close!();
      await dingtalk.close();
    },
  };
});

function createChannel({ api, env }: FakeDingtalk, mode: 'http' | 'stream'): Channel {
  const { log } = createTestLog();
  api.staff.set('zhang', { name: '张三', unionid: 'UNION1', dept_id_list: [1] });
  const { appKey, appSecret, robotCode, corpId, url } = api;
  const mediaHosts = env['DINGTALK_MEDIA_HOSTS']!.split(',');
  const config = { botName: BOT_NAME, appKey, appSecret, robotCode, corpId, mode, apiBase: url, oapiBase: url, mediaHosts };
  const openFile = () => Promise.reject(new Error('nothing is kept here'));
  return createDingtalkChannel({ config, rooms: [] }, { shared: createMemoryShared(), log, openFile });
}

function underTest(dingtalk: FakeDingtalk, channel: Channel): Omit<ChannelUnderTest, 'deliver'> {
  return {
    channel,
    shownTo: ({ id }) =>
      dingtalk.api.shown
        .filter(({ to }) => to === id)
        .flatMap((shown) => {
          const { text, commands } = readShown(shown);
          return [text, ...commands];
        }),
    gone: { name: '方案.pdf', ref: { kind: 'file', robotCode: dingtalk.api.robotCode, conversationId: 'cid1==', downloadCode: 'DC-gone' } },
    close: () => dingtalk.close(),
  };
}

async function say(
  dingtalk: FakeDingtalk,
  { messageId, from, room, text, files: [file] = [], quoting: [quote] = [] }: Saying,
): Promise<void> {
  await dingtalk.say({
    from,
    msgId: messageId,
    ...(room === undefined ? {} : { room }),
    text: room === undefined ? text : `@${BOT_NAME} ${text}`,
    ...(file === undefined ? {} : { file }),
    ...(quote === undefined ? {} : { quote }),
  });
}
