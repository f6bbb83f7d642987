import { readQuery } from '../../../src/http/query.ts';
import type { Endpoint, InboundMessage, Received } from '../../../src/ports/channel.ts';
import type { SendCallback } from '../../helpers/fake-wecom/callbacks.ts';

/** Calls an endpoint without a socket between, and keeps what it heard and why it refused. */
export function direct(endpoint: Endpoint): { send: SendCallback; heard: InboundMessage[]; refusals: string[] } {
  const heard: InboundMessage[] = [];
  const refusals: string[] = [];
  return {
    heard,
    refusals,
    async send(method, search, body) {
      const { messages, answer, refused } = receive(endpoint, method, search, body);
      heard.push(...messages);
      if (refused !== undefined) refusals.push(refused);
      return answer;
    },
  };
}

export function receive(endpoint: Endpoint, method: 'GET' | 'POST', search: string, body: string | Buffer = ''): Received {
  return endpoint.receive({ method, query: readQuery(search.replace(/^\?/, '')), headers: {}, body: Buffer.from(body) });
}
