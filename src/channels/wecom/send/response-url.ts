import { ChannelError, type Recipient, type Sending } from '../../../ports/channel.ts';
import { postJson } from '../api/call.ts';
import { MARKDOWN } from '../../../channel-kit/markdown.ts';
import { NO_CONNECTION, noAnswer } from '../api/errors.ts';
import { botBody } from './bot-body.ts';
import type { Format } from './parts.ts';
import type { Way } from './way.ts';

export interface ResponseUrl {
  url: string;
  recipient: Recipient;
  /** Origins it may lead to: the API's own, and what the operator added. */
  isAllowed(url: URL): boolean;
  before: Sending['before'];
  say: string;
}

/**
 * The address that came with a message to the 智能机器人: takes one answer, within an hour (protocol-wecom §2.9). It is a secret. After
 * a try nobody answered, a refusal means that this one had arrived.
 */
export function responseUrlWay({ url, recipient, isAllowed, before, say }: ResponseUrl): Way {
  return {
    name: 'response-url',
    format: responseUrlFormat(recipient, say),
    budgets: [],
    once: true,
    async send(part) {
      const address = URL.canParse(url) ? new URL(url) : undefined;
      if (address === undefined || !isAllowed(address)) throw foreign();
      // It carries no files: see `once`.
      if (part.kind === 'file') throw new TypeError('a response_url was to carry a file');
      try {
        await postJson('response-url', address, botBody(part));
      } catch (error) {
        if (!(error instanceof ChannelError)) throw error;
        if (error.code === NO_CONNECTION && !isInDoubt(before)) throw error;
        if (!error.permanent) throw error.code === NO_ANSWER ? error : noAnswer('response-url', error.code);
        if (!isInDoubt(before)) throw error;
      }
      return undefined;
    },
  };
}

const NO_ANSWER = 'response-url:no-answer';

/** Whether an earlier try may have arrived. */
function isInDoubt(before: Sending['before']): boolean {
  return before !== undefined && before.lastError !== NO_CONNECTION;
}

export function responseUrlFormat({ kind }: Recipient, say: string): Format {
  return { markup: MARKDOWN, maxBytes: 20_480, buttons: kind === 'person', files: false, say };
}

/** Whether this try may still use it: it has not refused, and no other way has been tried since. A null error is a try that broke off. */
export function mayStillAnswer(before: Sending['before']): boolean {
  if (before === undefined) return true;
  return before.receipt.parts === undefined && [null, NO_ANSWER, NO_CONNECTION].includes(before.lastError);
}

function foreign(): ChannelError {
  return new ChannelError('wecom', 'foreign-address', 'an answer was to go to an address that is not of WeCom', { permanent: true });
}
