import { fetchText, type HttpCall } from '../../../channel-kit/fetch-text.ts';
import { readAnswer, type Answer } from './answer.ts';
import { noAnswer, noConnection, refusedByCode, refusedByErrcode, shutOut } from './errors.ts';

/**
 * One call of either host. An HTTP error, a non-zero errcode or no answer within 8 s is a ChannelError; an upload may take longer. The
 * address may carry tokens, sessions and signatures, so neither it nor what fetch says of it is ever part of the error. `what` names the
 * way the message goes.
 */
export async function callDingtalk(what: string, url: URL, call: HttpCall): Promise<Answer> {
  const got = await fetchText(url, call, what === 'upload' ? UPLOAD_MS : CALL_MS);
  if ('why' in got) throw got.mayHaveArrived ? noAnswer(what, got.why) : noConnection(got.why);
  const answer = readAnswer(got.text);
  if (answer?.['punish'] !== undefined) throw shutOut(answer['wait']);
  if (answer !== undefined && Number(answer['errcode'] ?? 0) !== 0) throw refusedByErrcode(what, answer);
  // A page in place of an answer comes from the gateway.
  if (answer === undefined && (got.status < 400 || got.status === 403)) throw shutOut(0);
  if (answer === undefined || got.status >= 400) throw refusedByCode(what, got.status, answer ?? {});
  return answer;
}

export function postJson(what: string, url: URL, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return callDingtalk(what, url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** To a sessionWebhook or a 自定义机器人. They give nothing back but the errcode: an answer without one does not say that it was shown. */
export async function postToWebhook(what: string, url: URL, body: object): Promise<void> {
  const { errcode } = await postJson(what, url, body);
  if (errcode === undefined) throw noAnswer(what, 'no errcode');
}

const CALL_MS = 8_000;
const UPLOAD_MS = 30_000;
