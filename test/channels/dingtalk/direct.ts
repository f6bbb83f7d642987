import type { Endpoint, InboundMessage, Received } from '../../../src/ports/channel.ts';
import type { SendCallback } from '../../helpers/fake-dingtalk/callbacks.ts';

/** Calls an endpoint without a socket between, and keeps what it heard and why it refused. */
export function direct(endpoint: Endpoint): { send: SendCallback; heard: InboundMessage[]; refusals: string[] } {
  const heard: InboundMessage[] = [];
  const refusals: string[] = [];
  return {
    heard,
    refusals,
    async send(headers, body) {
      const { messages, answer, refused } = receive(endpoint, headers, body);
      heard.push(...messages);
      if (refused !== undefined) refusals.push(refused);
      return answer;
    },
  };
}

export function receive(endpoint: Endpoint, headers: Record<string, string>, body: string | Buffer): Received {
  return endpoint.receive({ method: 'POST', query: new URLSearchParams(), headers, body: Buffer.from(body) });
}
