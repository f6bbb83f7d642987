import { createAccessToken, type AccessToken } from '../../../channel-kit/access-token.ts';
import type { Shared } from '../../../ports/shared.ts';
import { callWecom } from './call.ts';
import { noAnswer } from './errors.ts';

export interface AppCredentials {
  base: string;
  corpId: string;
  secret: string;
}

/** The access_token of a 自建应用 (protocol-wecom §4.7). */
export function createAppToken({ base, corpId, secret }: AppCredentials, shared: Shared): AccessToken {
  async function ask(): Promise<{ token: string; seconds: unknown }> {
    const query = new URLSearchParams({ corpid: corpId, corpsecret: secret });
    const { access_token: token, expires_in: seconds } = await callWecom('app', new URL(`${base}/cgi-bin/gettoken?${query.toString()}`));
    if (typeof token !== 'string' || token === '') throw noAnswer('app', 'an empty access_token');
    return { token, seconds };
  }

  return createAccessToken({ channel: 'wecom', app: corpId, secret, ask, wrong: WRONG_CREDENTIALS }, shared);
}

/** Wrong secret, wrong corp. */
const WRONG_CREDENTIALS: ReadonlySet<string> = new Set(['40001', '40013']);
