import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ChannelError, type Channel } from '../../src/ports/channel.ts';
import type { OutboundMessage } from '../../src/ports/message.ts';
import { deliverMessages } from '../../src/usecases/deliver-messages.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { queueMessage } from '../../src/usecases/queue-message.ts';
import { createOffice, type Office } from '../helpers/office.ts';

let office: Office;
let deps: Deps;
let platform: Platform;

/** A chat platform that notes what arrives, and fails as told. */
interface Platform extends Channel {
  arrived: string[];
  failNext: Error[];
}

function createPlatform(): Platform {
  const arrived: string[] = [];
  const failNext: Platform['failNext'] = [];
  return {
    name: 'sandbox',
    arrived,
    failNext,
    endpoints: [],
    async send({ message: { text } }) {
      const failure = failNext.shift();
      if (failure !== undefined) throw failure;
      arrived.push(text);
      return { platformId: `p-${arrived.length}` };
    },
    download: async () => ({ stream: Readable.from([]), name: undefined }),
    check: async () => [],
  };
}

const to = { channel: 'sandbox', recipient: { kind: 'person', id: 'wang' } } as const;

async function queue(text: string): Promise<void> {
  const message: OutboundMessage = { title: text, text, actions: [], files: [] };
  await queueMessage(deps, { ...to, memberId: 'wang' }, message, { purpose: 'notice', dedupeKey: text });
}

const rows = () => deps.db.selectFrom('outboundMessages').selectAll().orderBy('seq').execute();

/** As if so many real minutes had passed. */
async function wait(minutes: number): Promise<void> {
  for (const { id, nextAttemptAt } of await rows()) {
    if (nextAttemptAt === null) continue;
    const earlier = new Date(Date.parse(nextAttemptAt) - minutes * 60_000).toISOString();
    await deps.db.updateTable('outboundMessages').set({ nextAttemptAt: earlier }).where('id', '=', id).execute();
  }
}

beforeEach(async () => {
  office = await createOffice();
  platform = createPlatform();
  deps = { ...office.deps, channels: new Map([['sandbox', platform]]) };
});

afterEach(() => office.close());

it('sends in order, once, and keeps the receipt', async () => {
  await queue('一');
  await queue('二');
  await queue('二');
  await Promise.all([deliverMessages(deps, to), deliverMessages(deps, to), deliverMessages(deps, to)]);
  expect(platform.arrived).toEqual(['一', '二']);
  expect((await rows()).map(({ state, n, receipt }) => ({ state, n, receipt }))).toEqual([
    { state: 'sent', n: 1, receipt: '{"platformId":"p-1"}' },
    { state: 'sent', n: 2, receipt: '{"platformId":"p-2"}' },
  ]);
});

it('waits as long as the platform says after a temporary refusal, and lets nothing overtake', async () => {
  platform.failNext.push(new ChannelError('sandbox', 'busy', 'too fast', { permanent: false, retryAfterMs: 90_000 }));
  await queue('一');
  await queue('二');
  await deliverMessages(deps, to);
  await deliverMessages(deps, to);
  expect(platform.arrived).toEqual([]);
  await wait(2);
  await deliverMessages(deps, to);
  expect(platform.arrived).toEqual(['一', '二']);
});

it('gives up at once on what can never work, says why, and goes on with the next', async () => {
  platform.failNext.push(new ChannelError('sandbox', 'gone', 'left the unit', { permanent: true }));
  await queue('一');
  await queue('二');
  await deliverMessages(deps, to);
  expect(platform.arrived).toEqual(['二']);
  expect((await rows())[0]).toMatchObject({ state: 'failed', lastError: 'gone', attempts: 1 });
});

it('gives up after eight tries', async () => {
  for (let i = 0; i < 8; i++) platform.failNext.push(new ChannelError('sandbox', '500', 'down', { permanent: false }));
  await queue('一');
  for (let i = 0; i < 10; i++) {
    await deliverMessages(deps, to);
    await wait(60);
  }
  expect(platform.arrived).toEqual([]);
  expect((await rows())[0]).toMatchObject({ state: 'failed', attempts: 8 });
});

it('does not send again what was sent and could not be written down, until the claim runs out', async () => {
  await queue('一');
  const forgetful = { ...deps, clock: { now: () => new Date(Number.NaN) } };
  await expect(deliverMessages(forgetful, to)).rejects.toThrow('Invalid time value');
  await deliverMessages(deps, to);
  expect(platform.arrived).toEqual(['一']);
  await wait(3);
  await deliverMessages(deps, to);
  expect(platform.arrived).toEqual(['一', '一']);
  expect((await rows())[0]).toMatchObject({ state: 'sent', attempts: 2 });
});
