import { randomBytes } from 'node:crypto';
import { createWecomChannel } from '../../../src/channels/wecom/index.ts';
import type { WecomConfig } from '../../../src/config/wecom.ts';
import type { Channel, InboundMessage } from '../../../src/ports/channel.ts';
import { createMemoryShared } from '../../../src/shared/memory.ts';
import { startFakeApi } from '../../helpers/fake-wecom/api.ts';
import { createBotCaller, type Content, type Said } from '../../helpers/fake-wecom/callbacks.ts';
import { BOT, BOT_NAME, readShown, type Shown } from '../../helpers/fake-wecom/index.ts';
import { startFakeMedia } from '../../helpers/fake-wecom/media.ts';
import { startFakeSocket } from '../../helpers/fake-wecom/socket.ts';
import { createTestLog } from '../../helpers/log.ts';
import { itIsAChannel, type ChannelFile, type ChannelUnderTest, type Saying } from '../channel-contract.ts';
import { receive } from './direct.ts';
import { until } from '../../helpers/until.ts';

itIsAChannel('企业微信 with a bot by callback and an app', async (): Promise<ChannelUnderTest> => {
  const [api, media] = await Promise.all([startFakeApi(), startFakeMedia()]);
  api.visible.add('zhang');
  const channel = createChannel({
    bot: { mode: 'callback', ...BOT },
    app: { corpId: api.corpId, agentId: api.agentId, secret: api.secret, callback: BOT },
    apiBase: api.url,
    mediaHosts: [media.host],
  });
  return {
    channel,
    async deliver(saying) {
      let received = receive(channel.endpoints[0]!, 'POST', '');
      const wecom = createBotCaller({
        ...BOT,
        botName: BOT_NAME,
        async send(method, search, body) {
          received = receive(channel.endpoints[0]!, method, search, body);
          return received.answer;
        },
      });
      await wecom.say(toSaid(saying, ({ name, bytes }) => media.put({ name, bytes }, { aesKey: BOT.aesKey })));
      return received;
    },
    shownTo: ({ id }) => wordsTo(id, api.shown),
    gone: { name: '', ref: { from: 'bot', kind: 'file', url: `http://${media.host}/gone` } },
    async close() {
      await api.stop();
      await media.close();
    },
  };
});

itIsAChannel('企业微信 with a bot by long connection', async (): Promise<ChannelUnderTest> => {
  const [socket, media] = await Promise.all([startFakeSocket(), startFakeMedia()]);
  const channel = createChannel({
    bot: { mode: 'connection', id: socket.botId, secret: socket.secret, url: socket.url },
    app: undefined,
    apiBase: 'http://127.0.0.1:9',
    mediaHosts: [media.host],
  });
  const accepted: InboundMessage[] = [];
  await channel.open!(async (messages) => void accepted.push(...messages));
  await until(() => socket.isConnected());

  function put({ name, bytes }: ChannelFile): string {
    const key = randomBytes(32).toString('base64');
    const url = media.put({ name, bytes }, { aesKey: key });
    socket.keys.set(url, key);
    return url;
  }
  return {
    channel,
    async deliver(saying) {
      const before = accepted.length;
      socket.say(toSaid(saying, put));
      await until(() => accepted.length > before);
      return { messages: accepted.slice(before), answer: { status: 200, body: '', contentType: '' } };
    },
    shownTo: ({ id }) => wordsTo(id, socket.shown),
    gone: { name: '', ref: { from: 'bot', kind: 'file', url: `http://${media.host}/gone`, aesKey: BOT.aesKey } },
    async close() {
      await channel.close!();
      await Promise.all([socket.stop(), media.close()]);
    },
  };
});

function createChannel(config: Omit<WecomConfig, 'botName'>): Channel {
  const { log } = createTestLog();
  return createWecomChannel(
    { config: { ...config, botName: BOT_NAME }, publicUrl: 'http://127.0.0.1:9', rooms: [], welcome: '您好' },
    { shared: createMemoryShared(), log, openFile: () => Promise.reject(new Error('nothing is kept here')) },
  );
}

function toSaid(
  { messageId, from, room, text, files: [file] = [], quoting: [quote] = [] }: Saying,
  put: (file: ChannelFile) => string,
): Said {
  const content: Content = file === undefined ? { text: room === undefined ? text : `@${BOT_NAME} ${text}` } : { file: put(file) };
  return {
    msgid: messageId,
    from,
    ...(room === undefined ? {} : { room }),
    content,
    ...(quote === undefined ? {} : { quote: { file: put(quote) } }),
  };
}

function wordsTo(id: string, shown: readonly Shown[]): string[] {
  return shown
    .filter(({ to }) => to === id)
    .flatMap((one) => {
      const { text, commands } = readShown(one);
      return [text, ...commands];
    });
}
