import type { Readable } from 'node:stream';
import type { Opened } from '../../../guarded/open-download.ts';
import { ChannelError } from '../../../ports/channel.ts';
import type { AccessToken } from '../../../channel-kit/access-token.ts';
import { callWecom, postJson, type Answer } from './call.ts';
import { isAboutToken } from './errors.ts';
import { openFile } from './open-file.ts';
import { multipart, type Upload } from '../../../channel-kit/multipart.ts';

/** The API of a 自建应用 (protocol-wecom §4.5, §4.9): every call carries the access_token. Throws ChannelError. */
export interface AppApi {
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Answer>;
  post(path: string, body: object): Promise<Answer>;
  /** A file's bytes: all, or a range of them. */
  open(path: string, query: Readonly<Record<string, string>>, range?: string): Promise<Opened>;
  /** Its media_id, good for three days. `open` is called again when the first try only failed for its token. */
  upload(file: Upload, open: () => Promise<Readable>): Promise<string>;
}

export function createAppApi({ base, token }: { base: string; token: AccessToken }): AppApi {
  /** Once more with another token when this one is no longer taken. */
  async function withToken<T>(path: string, query: Readonly<Record<string, string>>, call: (url: URL) => Promise<T>): Promise<T> {
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
    open: (path, query, range) => withToken(path, query, (url) => openFile(url, range)),
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
