import type { ChatFile } from '../conversation.ts';
import { startFakeApi, type FakeApi } from './api.ts';
import {
  createRobotCaller,
  overHttp,
  reachesRobot,
  toRobotPayload,
  type Content,
  type FileParts,
  type Said,
  type SendCallback,
} from './callbacks.ts';
import { startFakeMedia, type FakeMedia } from './media.ts';
import { startFakeStream, type FakeStream } from './socket.ts';

/** 钉钉 with one company on it: its APIs, its files, its connections, and what people do in its client. */
export interface FakeDingtalk {
  api: FakeApi;
  media: FakeMedia;
  stream: FakeStream;
  /** What the program has to be told. */
  env: Record<string, string>;
  /** Carries what it calls the program with. */
  send: SendCallback;
  /** Somebody writes to the robot, in private or in a group. False when the platform keeps it to itself. */
  say(said: Omit<Said, 'content' | 'quote'> & { text: string; file?: ChatFile; quote?: ChatFile; unknown?: string }): Promise<boolean>;
  close(): Promise<void>;
}

export const BOT_NAME = '创建管家';

/** `serverOf`: the program's address, which is known after the program knows ours. */
export async function startFakeDingtalk(serverOf: () => string, mode: 'http' | 'stream'): Promise<FakeDingtalk> {
  const [api, stream] = await Promise.all([startFakeApi(), startFakeStream()]);
  const media = await startFakeMedia(api);
  Object.assign(stream, { appKey: api.appKey, appSecret: api.appSecret });
  api.mount(
    /^v1\.0\/gateway\/connections\/open$/,
    async ({ headers, json }) => {
      const { status, body } = await stream.openTicket(headers, JSON.stringify(json));
      return { status, body: JSON.parse(body) as object };
    },
    { token: false },
  );
  const robot = {
    robotCode: api.robotCode,
    corpId: api.corpId,
    botName: BOT_NAME,
    sessionWebhook: (chat: { kind: 'person' | 'room'; id: string }) => api.issueSession(chat),
  };
  const fileParts = ({ name, bytes }: ChatFile): FileParts => ({
    downloadCode: media.put({ name, bytes: Buffer.from(bytes) }),
    fileName: name,
  });

  const fake: FakeDingtalk = {
    api,
    media,
    stream,
    env: {
      DINGTALK_APP_KEY: api.appKey,
      DINGTALK_APP_SECRET: api.appSecret,
      DINGTALK_ROBOT_CODE: api.robotCode,
      DINGTALK_CORP_ID: api.corpId,
      DINGTALK_MODE: mode,
      DINGTALK_API_BASE: api.url,
      DINGTALK_OAPI_BASE: api.url,
      DINGTALK_MEDIA_HOSTS: [new URL(api.url).host, media.host].join(','),
    },
    send: (headers, body) => overHttp(`${serverOf()}/webhooks/dingtalk`)(headers, body),
    async say({ text, file, quote, unknown, ...where }) {
      const content: Content = unknown !== undefined ? { unknown } : file === undefined ? { text } : { file: fileParts(file) };
      const said: Said = {
        ...where,
        content,
        ...(quote === undefined ? {} : { quote: { content: { file: fileParts(quote) }, by: where.from } }),
      };
      if (mode === 'stream') return reachesRobot(said, BOT_NAME) && stream.push(toRobotPayload(said, robot)) !== undefined;
      const answer = await createRobotCaller({ ...robot, appSecret: api.appSecret, send: fake.send }).say(said);
      if (answer !== undefined && answer.status !== 200) throw new Error(`the platform was answered ${answer.status}`);
      return answer !== undefined;
    },
    async close() {
      await Promise.all([api.stop(), media.close(), stream.stop()]);
    },
  };
  return fake;
}
