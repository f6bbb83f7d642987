import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';

/** A message as its sender knows it. */
export interface Said {
  id: string;
  /** Of the last try. */
  status: number;
  ms: number;
}

/**
 * Says one thing after the other until told to stop, and notes it in `said`. What nobody answers is said again to the next server, as
 * a platform does.
 */
export async function talk(from: string, urlOf: () => string, until: AbortSignal, said: Said[]): Promise<void> {
  for (let n = 0; !until.aborted; n++) {
    const startedAt = performance.now();
    const id = `${from}-${n}`;
    const status = await post(urlOf, { from, messageId: id, text: '我是谁' }, until);
    said.push({ id, status, ms: performance.now() - startedAt });
    await wait(BREATH_MS);
  }
}

/** Faster than anybody types, slower than a flood. */
const BREATH_MS = 200;

async function post(urlOf: () => string, message: object, until: AbortSignal): Promise<number> {
  for (;;) {
    try {
      const response = await fetch(`${urlOf()}/webhooks/sandbox`, { method: 'POST', body: JSON.stringify(message) });
      await response.arrayBuffer();
      return response.status;
    } catch (error) {
      if (!(error instanceof TypeError) || until.aborted) return 0;
    }
  }
}

/** How often each message was answered, and how often the answer was sent. */
export async function countAnswers(databaseUrl: string): Promise<ReadonlyMap<string, { answers: number; sends: number }>> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string; answers: number; sends: number }>(
    `select i.message_id as id, count(o.id)::int as answers, coalesce(sum(o.attempts), 0)::int as sends from inbound_messages i
     left join outbound_messages o on o.in_reply_to = i.id and o.state = 'sent' group by i.message_id`,
  );
  await client.end();
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}
