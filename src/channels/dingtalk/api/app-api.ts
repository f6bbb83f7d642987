import type { Readable } from 'node:stream';
import type { AccessToken } from '../../../channel-kit/access-token.ts';
import { multipart, type Upload } from '../../../channel-kit/multipart.ts';
import { ChannelError } from '../../../ports/channel.ts';
import type { Answer } from './answer.ts';
import { callDingtalk, postJson } from './call.ts';
import { isAboutToken } from './errors.ts';
import type { Pace } from './pace.ts';

/** The API of an 企业内部应用: every call carries the access token, and waits for its turn. Throws ChannelError. */
export interface AppApi {
  /** On api.dingtalk.com. `path` without a slash in front, with its query; `what` names what is done (`private:no-answer`). */
  post(what: string, path: string, body: object): Promise<Answer>;
  /** On oapi.dingtalk.com, which has its own way to take the token and to refuse. */
  postOld(what: string, path: string, body: object): Promise<Answer>;
  /** Its media_id (protocol-dingtalk §4.3). `open` is called again when the first try only failed for its token. */
  upload(file: Upload, open: () => Promise<Readable>): Promise<string>;
}

export interface AppApiParts {
  apiBase: string;
  oapiBase: string;
  token: AccessToken;
  pace: Pace;
}

export function createAppApi({ apiBase, oapiBase, token, pace }: AppApiParts): AppApi {
  /** Once more with another token when this one is no longer taken. */
  async function withToken(call: (accessToken: string) => Promise<Answer>): Promise<Answer> {
    const first = await token.get();
    await pace();
    try {
      return await call(first);
    } catch (error) {
      if (!isAboutToken(error)) throw error;
      await token.drop(first);
    }
    const second = await token.get();
    await pace();
    try {
      return await call(second);
    } catch (error) {
      throw isAboutToken(error) ? passing(error) : error;
    }
  }

  function oldAddress(path: string, query: Readonly<Record<string, string>>, accessToken: string): URL {
    return new URL(`${oapiBase}/${path}?${new URLSearchParams({ ...query, access_token: accessToken }).toString()}`);
  }

  return {
    post: (what, path, body) =>
      withToken((accessToken) => postJson(what, new URL(`${apiBase}/${path}`), body, { 'x-acs-dingtalk-access-token': accessToken })),
    postOld: (what, path, body) => withToken((accessToken) => postJson(what, oldAddress(path, {}, accessToken), body)),
    async upload(file, open) {
      const { media_id: mediaId } = await withToken((accessToken) =>
        callDingtalk('upload', oldAddress('media/upload', { type: file.kind }, accessToken), multipart(file, open)),
      );
      if (typeof mediaId === 'string' && mediaId !== '') return mediaId;
      throw new ChannelError('dingtalk', 'no-media-id', 'DingTalk took a file and gave no media_id', { permanent: true });
    },
  };
}

/** Two fresh tokens in a row were not taken: that goes by. */
function passing({ code, message }: ChannelError): ChannelError {
  return new ChannelError('dingtalk', code, message, { permanent: false });
}
