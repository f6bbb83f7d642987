import { fetchText, type HttpCall } from '../../../channel-kit/fetch-text.ts';
import { ChannelError } from '../../../ports/channel.ts';
import { noAnswer, noConnection, refused } from './errors.ts';

/** What the API says: `errcode` 0, and the rest by call. */
export type Answer = Readonly<Record<string, unknown>>;

/**
 * One call of the API. A non-zero errcode, an HTTP error or no answer within 8 s is a ChannelError; an upload may take longer. The address carries tokens
 * and keys, so neither it nor what fetch says of it is ever part of the error. `what` names the way the message goes.
 */
export async function callWecom(what: string, url: URL, call: HttpCall = {}): Promise<Answer> {
  const answer = await fetchJson(what, url, call);
  const { errcode = 0, errmsg } = answer;
  if (Number(errcode) !== 0) throw refused(Number(errcode), typeof errmsg === 'string' ? errmsg : '');
  return answer;
}

export function postJson(what: string, url: URL, body: object): Promise<Answer> {
  return callWecom(what, url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

const CALL_MS = 8_000;
const UPLOAD_MS = 30_000;

async function fetchJson(what: string, url: URL, call: HttpCall): Promise<Answer> {
  const got = await fetchText(url, call, what === 'upload' ? UPLOAD_MS : CALL_MS);
  if ('why' in got) throw got.mayHaveArrived ? noAnswer(what, got.why) : noConnection(got.why);
  if (got.status >= 400 && got.status < 500) throw httpRefusal(got.status);
  if (got.status < 200 || got.status >= 300) throw noAnswer(what, `HTTP ${got.status}`);
  return parseObject(what, got.text);
}

/** Not what it asks for: whatever stands there, it will not take it the next time either. */
function httpRefusal(status: number): ChannelError {
  const permanent = status !== 408 && status !== 429;
  return new ChannelError('wecom', `http-${status}`, `WeCom refused it with HTTP ${status}`, { permanent });
}

function parseObject(what: string, text: string): Answer {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Answer;
  } catch {
    // Said below.
  }
  throw noAnswer(what, 'not JSON');
}
