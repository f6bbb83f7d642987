import { createAccessToken, type AccessToken } from '../../../channel-kit/access-token.ts';
import { ChannelError } from '../../../ports/channel.ts';
import type { Shared } from '../../../ports/shared.ts';
import type { Answer } from './answer.ts';
import { postJson } from './call.ts';
import { noAnswer } from './errors.ts';

export interface AppCredentials {
  apiBase: string;
  /** Client ID and Client Secret. */
  appKey: string;
  appSecret: string;
}

/** The access token of an 企业内部应用, good on both hosts (protocol-dingtalk §3.1). A wrong Client ID or Secret is `credentials`. */
export function createAppToken({ apiBase, appKey, appSecret }: AppCredentials, shared: Shared): AccessToken {
  async function ask(): Promise<{ token: string; seconds: unknown }> {
    const { accessToken: token, expireIn: seconds } = await askPlatform();
    if (typeof token !== 'string' || token === '') throw noAnswer('token', 'an empty accessToken');
    return { token, seconds };
  }

  async function askPlatform(): Promise<Answer> {
    try {
      return await postJson('token', new URL(`${apiBase}/v1.0/oauth2/accessToken`), { appKey, appSecret });
    } catch (error) {
      throw error instanceof ChannelError && isWrongCredentials(error) ? wrongCredentials(error.code) : error;
    }
  }

  return createAccessToken({ channel: 'dingtalk', app: appKey, secret: appSecret, ask, wrong: new Set(['credentials']) }, shared);
}

/** How the platform spells it is not certain: whatever it refuses here, but for limits, rights and addresses that are not there. */
export function isWrongCredentials({ permanent, code }: ChannelError): boolean {
  return permanent && !/^(?:Forbidden\.|http-(?!40[01]$))/.test(code);
}

function wrongCredentials(code: string): ChannelError {
  return new ChannelError('dingtalk', 'credentials', `DingTalk does not know the app or its secret (${code})`, {
    permanent: true,
    detail: code,
  });
}
