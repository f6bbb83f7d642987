import { randomBytes } from 'node:crypto';
import { ok, warn, type Finding } from '../../domain/finding.ts';
import { createEnvelope, type CallbackKeys } from './receive/envelope.ts';

/** Asks the public address the way WeCom does when somebody presses 保存: a server with these keys answers with the bare text. */
export async function checkCallback(what: string, address: string, keys: CallbackKeys): Promise<Finding> {
  const text = randomBytes(8).toString('hex');
  const nonce = randomBytes(6).toString('hex');
  const { encrypted, signature, timestamp } = createEnvelope(keys).seal(text, nonce, new Date());
  const query = Object.entries({ msg_signature: signature, timestamp, nonce, echostr: encrypted });
  const url = `${address}?${query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
  const answer = await ask(url);
  if (answer === text) return ok(`WeCom: ${address} answers for the ${what}`);
  const problem = `WeCom: ${address} does not answer for the ${what} as seen from here (${answer === undefined ? 'nobody there' : 'wrongly'})`;
  return warn(problem, 'start the server with these settings, and see that the proxy passes this address on to it unchanged');
}

async function ask(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) });
    return response.status === 200 ? (await response.text()).slice(0, LONGEST) : '';
  } catch {
    return undefined;
  }
}

const ANSWER_MS = 3_000;
const LONGEST = 1_000;
