import type { Readable } from 'node:stream';
import { ChannelError } from '../../ports/channel.ts';
import type { AccessToken } from './access-token.ts';
import { callWecom, postJson, type Answer } from './call.ts';
import { isAboutToken } from './errors.ts';
import { multipart, type Upload } from './multipart.ts';

/** The API of a 自建应用 (protocol-wecom §4.5, §4.9): every call carries the access_token. Throws ChannelError. */
export interface AppApi {
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Answer>;
  post(path: string, body: object): Promise<Answer>;
  /** Its media_id, good for three days. `open` is called again when the first try only failed for its token. */
  upload(file: Upload, open: () => Promise<Readable>): Promise<string>;
}

export function createAppApi({ base, token }: { base: string; token: AccessToken }): AppApi {
  /** Once more with another token when this one is no longer taken. */
  async function withToken(path: string, query: Readonly<Record<string, string>>, call: (url: URL) => Promise<Answer>): Promise<Answer> {
    const first = await token.get();
    try {
      return await call(address(path, query, first));
    } catch (error) {
      if (!isAboutToken(error)) throw error;
      await token.drop(first);
      return call(address(path, query, await token.get()));
    }
  }

  function address(path: string, query: Readonly<Record<string, string>>, accessToken: string): URL {
    return new URL(`${base}/cgi-bin/${path}?${new URLSearchParams({ ...query, access_token: accessToken }).toString()}`);
  }

  return {
    get: (path, query = {}) => withToken(path, query, (url) => callWecom('app', url)),
    post: (path, body) => withToken(path, {}, (url) => postJson('app', url, body)),
    async upload(file, open) {
      const answer = await withToken('media/upload', { type: file.kind }, (url) => callWecom('upload', url, multipart(file, open)));
      return mediaIdOf(answer);
    },
  };
}

/** What an upload gave. */
export function mediaIdOf({ media_id: mediaId }: Answer): string {
  if (typeof mediaId === 'string' && mediaId !== '') return mediaId;
  throw new ChannelError('wecom', 'no-media-id', 'WeCom took a file and gave no media_id', { permanent: true });
}
