import { createWecomChannel } from '../../../src/channels/wecom/index.ts';
import type { WecomConfig } from '../../../src/config/wecom.ts';
import { createMemoryShared } from '../../../src/shared/memory.ts';
import { startFakeApi } from '../../helpers/fake-wecom/api.ts';
import { createBotCaller } from '../../helpers/fake-wecom/callbacks.ts';
import { BOT, BOT_NAME, readShown } from '../../helpers/fake-wecom/index.ts';
import { startFakeMedia } from '../../helpers/fake-wecom/media.ts';
import { createTestLog } from '../../helpers/log.ts';
import { itIsAChannel, type ChannelFile, type ChannelUnderTest } from '../channel-contract.ts';
import { receive } from './direct.ts';

itIsAChannel('企业微信 with a bot by callback and an app', createUnderTest);

async function createUnderTest(): Promise<ChannelUnderTest> {
  const [api, media] = await Promise.all([startFakeApi(), startFakeMedia()]);
  api.visible.add('zhang');
  const config: WecomConfig = {
    botName: BOT_NAME,
    bot: { mode: 'callback', ...BOT },
    app: { corpId: api.corpId, agentId: api.agentId, secret: api.secret, callback: BOT },
    apiBase: api.url,
    mediaHosts: [media.host],
  };
  const { log } = createTestLog();
  const channel = createWecomChannel(
    { config, publicUrl: 'http://127.0.0.1:9', rooms: [], welcome: '您好' },
    { shared: createMemoryShared(), log, openFile: () => Promise.reject(new Error('nothing is kept here')) },
  );
  const address = ({ name, bytes }: ChannelFile): string => media.put({ name, bytes }, { aesKey: BOT.aesKey });
  return {
    channel,
    async deliver({ messageId, from, room, text, files: [file] = [], quoting: [quote] = [] }) {
      let received = receive(channel.endpoints[0]!, 'POST', '');
      const wecom = createBotCaller({
        ...BOT,
        botName: BOT_NAME,
        async send(method, search, body) {
          received = receive(channel.endpoints[0]!, method, search, body);
          return received.answer;
        },
      });
      await wecom.say({
        msgid: messageId,
        from,
        ...(room === undefined ? {} : { room }),
        content: file === undefined ? { text: room === undefined ? text : `@${BOT_NAME} ${text}` } : { file: address(file) },
        ...(quote === undefined ? {} : { quote: { file: address(quote) } }),
      });
      return received;
    },
    shownTo({ id }) {
      return api.shown
        .filter(({ to }) => to === id)
        .flatMap((shown) => {
          const { text, commands } = readShown(shown);
          return [text, ...commands];
        });
    },
    gone: { name: '', ref: { from: 'bot', kind: 'file', url: `http://${media.host}/gone` } },
    async close() {
      await api.stop();
      await media.close();
    },
  };
}
