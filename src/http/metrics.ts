import type Router from '@koa/router';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Deps } from '../usecases/deps.ts';
import { watchWork, type Work } from '../usecases/watch-work.ts';
import { mayKnow } from './may-know.ts';

/** Prometheus metrics: what waits and what failed, from the database (so every process says the same), and the state of this process. */
export function addMetrics(router: Router, deps: Deps): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauges = WORK.map(({ name, help, read }) => ({ gauge: new Gauge({ name, help, registers: [registry] }), read }));
  const room = new Gauge({
    name: 'wenming_evidence_room_bytes',
    help: 'Bytes evidence may still take before it is refused for want of disk space',
    registers: [registry],
  });

  router.get('/metrics', async (ctx) => {
    if (!mayKnow(ctx, deps.config.metricsToken)) ctx.throw(404);
    const work = await watchWork(deps.db, deps.clock.now());
    for (const { gauge, read } of gauges) gauge.set(read(work));
    room.set(await deps.files.room());
    ctx.type = registry.contentType;
    ctx.body = await registry.metrics();
  });
}

const WORK: readonly { name: string; help: string; read(work: Work): number }[] = [
  { name: 'wenming_messages_unanswered', help: 'Messages that wait for an answer', read: ({ unanswered }) => unanswered },
  {
    name: 'wenming_messages_unanswered_oldest_seconds',
    help: 'How long the oldest of them waits',
    read: ({ oldestUnansweredAt, now }) => secondsSince(oldestUnansweredAt, now),
  },
  { name: 'wenming_messages_unsent', help: 'Messages of the bot that are not sent yet', read: ({ unsent }) => unsent },
  {
    name: 'wenming_messages_unsent_oldest_seconds',
    help: 'How long the oldest of them waits',
    read: ({ oldestUnsentAt, now }) => secondsSince(oldestUnsentAt, now),
  },
  {
    name: 'wenming_messages_given_up_day',
    help: 'Messages of the last 24 hours that could not be answered',
    read: ({ failures }) => failures.unanswered,
  },
  {
    name: 'wenming_messages_not_delivered_day',
    help: 'Messages of the bot of the last 24 hours that could not be sent',
    read: ({ failures }) => failures.unsent.reduce((sum, { count }) => sum + count, 0),
  },
  { name: 'wenming_evidence_pending', help: 'Files (佐证资料) being fetched', read: ({ pendingEvidence }) => pendingEvidence },
  { name: 'wenming_reminders_due', help: '应报事项 whose reminder is due and not decided', read: ({ dueReminders }) => dueReminders },
  { name: 'wenming_submissions_in_review', help: '报送 that wait for a reviewer', read: ({ inReview }) => inReview },
];

function secondsSince(instant: string | null, now: Date): number {
  return instant === null ? 0 : Math.max(0, (now.getTime() - Date.parse(instant)) / 1000);
}
